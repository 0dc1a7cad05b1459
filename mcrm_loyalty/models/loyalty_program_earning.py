from odoo import fields, models


class LoyaltyProgram(models.Model):
    """What earns no points, and how points are rounded."""

    _inherit = "loyalty.program"

    mcrm_whole_points = fields.Boolean(
        "Whole Points Only", help="What a purchase earns is rounded to whole points, half a point upwards."
    )

    mcrm_excluded_product_ids = fields.Many2many(
        "product.product", "mcrm_program_excluded_product_rel", string="Products without Points"
    )
    mcrm_excluded_category_ids = fields.Many2many(
        "pos.category", "mcrm_program_excluded_category_rel", string="Categories without Points"
    )
    mcrm_excluded_payment_method_ids = fields.Many2many(
        "pos.payment.method",
        "mcrm_program_excluded_payment_method_rel",
        string="Payments without Points",
        help="A purchase paid with one of these, even in part, earns nothing.",
    )
    mcrm_excluded_preset_ids = fields.Many2many(
        "pos.preset",
        "mcrm_program_excluded_preset_rel",
        string="Order Types without Points",
        help="For example those of delivery platforms.",
    )

    def _mcrm_earns(self, order):
        """:return: whether an order may earn in this program at all (bool)"""
        methods = order.payment_ids.filtered(lambda payment: not payment.is_change).payment_method_id
        return not (self.mcrm_excluded_payment_method_ids & methods or self.mcrm_excluded_preset_ids & order.preset_id)

    def _mcrm_without_points(self, products):
        """:return: those of some products that earn nothing (product.product); a category speaks for those below it"""
        excluded = self.mcrm_excluded_category_ids
        if excluded:
            excluded = excluded.search([("id", "child_of", excluded.ids)])
        return products.filtered(
            lambda product: product in self.mcrm_excluded_product_ids or product.pos_categ_ids & excluded
        )
