{
    "name": "M-CRM Loyalty",
    "summary": "Points, promos, rewards and vouchers that move exactly once, and an e-nota for each purchase",
    "version": "19.0.1.0.0",
    "category": "Sales/Point of Sale",
    "author": "M-CRM contributors",
    "license": "LGPL-3",
    "depends": ["mcrm_member", "pos_loyalty"],
    "data": [
        "security/ir.model.access.csv",
        "security/mcrm_loyalty_security.xml",
        "data/ir_cron_hold.xml",
        "data/ir_cron_tier.xml",
        "views/loyalty_program_views.xml",
        "views/loyalty_card_views.xml",
        "views/loyalty_history_views.xml",
        "views/mcrm_conflict_views.xml",
        "views/pos_order_views.xml",
        "views/res_config_settings_views.xml",
        "views/res_partner_views.xml",
        "views/nota_templates.xml",
        "views/mcrm_loyalty_menus.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "mcrm_loyalty/static/src/core/**/*",
            "mcrm_loyalty/static/src/app/**/*",
        ],
        "web.assets_tests": [
            "mcrm_loyalty/static/tests/tours/**/*",
        ],
    },
}
