{
    "name": "M-CRM Reservations",
    "summary": "Table reservations that cannot double-book, on the floors of the restaurant POS",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "M-CRM contributors",
    "license": "LGPL-3",
    "depends": ["mcrm_member", "pos_restaurant", "resource"],
    "data": [
        "security/mcrm_reservation_security.xml",
        "security/ir.model.access.csv",
        "data/resource_calendar_data.xml",
        "views/mcrm_venue_views.xml",
        "views/mcrm_reservation_views.xml",
        "views/mcrm_reservation_menus.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "mcrm_reservation/static/src/app/**/*",
        ],
    },
    "uninstall_hook": "uninstall_hook",
    "application": True,
}
