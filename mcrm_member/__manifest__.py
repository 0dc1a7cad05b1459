{
    "name": "M-CRM Members",
    "summary": "Members, consent and signed QR codes, with a Scan QR button at the till",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "M-CRM contributors",
    "license": "LGPL-3",
    "depends": ["point_of_sale", "phone_validation"],
    "external_dependencies": {"python": ["phonenumbers"]},
    "data": [
        "security/mcrm_member_security.xml",
        "security/ir.model.access.csv",
        "views/mcrm_identity_views.xml",
        "views/mcrm_consent_views.xml",
        "views/res_partner_views.xml",
        "views/res_config_settings_views.xml",
        "views/mcrm_member_menus.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "mcrm_member/static/lib/jsqr/jsQR.js",
            "mcrm_member/static/src/core/**/*",
            "mcrm_member/static/src/app/**/*",
        ],
        "web.assets_tests": [
            "mcrm_member/static/tests/tours/**/*",
        ],
    },
    "pre_init_hook": "pre_init_hook",
    "application": True,
}
