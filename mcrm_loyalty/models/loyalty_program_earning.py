from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import ormcache

from .loyalty_program import MEMBER


class Exclusions(NamedTuple):
    """What earns no points in a program, by id."""

    products: frozenset[int]
    categories: frozenset[int]
    payment_methods: frozenset[int]
    presets: frozenset[int]


EXCLUSIONS = {
    "products": "mcrm_excluded_product_ids",
    "categories": "mcrm_excluded_category_ids",
    "payment_methods": "mcrm_excluded_payment_method_ids",
    "presets": "mcrm_excluded_preset_ids",
}


class LoyaltyProgram(models.Model):
    """What earns no points, and how points are rounded."""

    _name = "loyalty.program"
    _inherit = ("loyalty.program", "mcrm.terms")

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

    @api.model
    @ormcache("company.id", "config.id", "currency.id", "pricelist.id")
    def _mcrm_member_windows(self, company, config, currency, pricelist):
        """:return: (id, first day, last day) of the member programs that hold at a till (tuple)"""
        domain = Domain(
            [
                ("mcrm_role", "=", MEMBER),
                ("pos_ok", "=", True),
                ("currency_id", "=", currency.id),
                ("company_id", "in", [False, *company.parent_ids.ids]),
            ]
        )
        domain &= Domain("pos_config_ids", "=", False) | Domain("pos_config_ids", "in", config.ids)
        domain &= Domain("pricelist_ids", "=", False) | Domain("pricelist_ids", "in", pricelist.ids)
        # sudo: what an order earns does not depend on who sells
        programs_sudo = self.sudo().search(domain)
        return tuple((program.id, program.date_from, program.date_to) for program in programs_sudo)

    @ormcache("self.id")
    def _mcrm_exclusions(self):
        """:return: Exclusions"""
        return Exclusions(**{name: frozenset(self[field].ids) for name, field in EXCLUSIONS.items()})

    @ormcache("self.id")
    def _mcrm_general_rules(self):
        """:return: the rules that need no code (tuple of AccrualRule), None when some are for some products only"""
        if all(self.rule_ids.mapped("any_product")):
            return tuple(self.rule_ids._mcrm_accrual_rules())
        return None

    def _mcrm_accrual_rules(self):
        """:return: the rules that need no code, in plain values (collection of AccrualRule)"""
        return self._mcrm_general_rules() or self.rule_ids._mcrm_accrual_rules()

    def _mcrm_earns(self, order):
        """:return: whether an order may earn in this program at all (bool)"""
        excluded = self._mcrm_exclusions()
        methods = order.payment_ids.filtered(lambda payment: not payment.is_change).payment_method_id
        return excluded.payment_methods.isdisjoint(methods.ids) and order.preset_id.id not in excluded.presets

    def _mcrm_without_points(self, products):
        """:return: those of some products that earn nothing (product.product); a category speaks for those below it"""
        excluded = self._mcrm_exclusions()
        categories = self.env["pos.category"]
        if excluded.categories:
            categories = categories.search([("id", "child_of", list(excluded.categories))])
        return products.filtered(
            lambda product: product.id in excluded.products or (categories and product.pos_categ_ids & categories)
        )
