import psycopg2.errors

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError


class LoyaltyHistory(models.Model):
    """The ledger: rows of programs with a role are written once, by the card's own methods, and never change."""

    _inherit = "loyalty.history"

    mcrm_key = fields.Char("Ledger Key", readonly=True, copy=False, help="What this row books; booked once only.")
    mcrm_kind = fields.Selection(
        [
            ("earn", "Earned"),
            ("spend", "Spent"),
            ("refund_earn", "Taken back"),
            ("refund_spend", "Given back"),
            ("expire", "Expired"),
            ("adjust", "Adjusted"),
            ("gift", "Gift"),
            ("buy", "Bought"),
        ],
        "Kind",
        readonly=True,
    )
    mcrm_partner_id = fields.Many2one("res.partner", "Member", index="btree_not_null", readonly=True)
    mcrm_balance = fields.Float("Balance After", digits=(16, 2), readonly=True, aggregator=None)
    mcrm_at = fields.Datetime("When", readonly=True)
    mcrm_points = fields.Float("Points", digits=(16, 2), compute="_compute_mcrm_points", store=True)
    mcrm_program_id = fields.Many2one(related="card_id.program_id", string="Program")

    _mcrm_key_unique = models.UniqueIndex("(mcrm_key) WHERE mcrm_key IS NOT NULL", "This was already booked.")
    _mcrm_order_index = models.Index("(order_id, order_model) WHERE mcrm_kind IS NOT NULL")

    @api.depends("issued", "used")
    def _compute_mcrm_points(self):
        for entry in self:
            entry.mcrm_points = entry.issued - entry.used

    @api.model_create_multi
    def create(self, vals_list):
        entries = super().create(vals_list)
        if not self.env.su and entries._mcrm_of_ledger():
            raise AccessError(self.env._("Points of members are booked by the system only."))
        return entries

    def write(self, vals):
        if self._mcrm_of_ledger():
            raise UserError(self.env._("The ledger cannot be changed. Book an adjustment instead."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_ledger(self):
        if self._mcrm_of_ledger():
            raise UserError(self.env._("The ledger cannot be deleted. Book an adjustment instead."))

    def _mcrm_of_ledger(self):
        # sudo: whoever may touch the row may not be able to read the card
        return self.sudo().filtered(lambda entry: entry.mcrm_kind or entry.card_id.mcrm_role)

    @api.model
    def _mcrm_append(self, vals_list):
        """Write ledger rows. A key that another transaction has just booked makes Odoo run this one again,
        which then finds the row.

        :param list vals_list: values of the rows
        :return: the rows (loyalty.history) as superuser
        :raise ConcurrencyError: when a key is taken
        """
        try:
            # sudo: only this method writes ledger rows, whoever the user is
            entries_sudo = self.sudo().create(vals_list)
            entries_sudo.flush_recordset()
        except psycopg2.errors.UniqueViolation as error:
            raise ConcurrencyError("a ledger key was booked meanwhile") from error
        return entries_sudo

    @api.model
    def _mcrm_entries(self, partner, company, limit=20, before_id=None):
        """A member's points history, newest first.

        :param partner: the member (res.partner)
        :param company: the café (res.company)
        :param int limit: how many at most
        :param int before_id: continue after this row
        :return: rows of the member card (loyalty.history) as superuser
        """
        card = partner._mcrm_member_card(company)
        domain = [("card_id", "=", card.id), ("mcrm_kind", "!=", False)]
        if before_id:
            domain.append(("id", "<", before_id))
        # sudo: members have no access rights; the domain keeps to this member's card
        return self.sudo().search(domain, order="id desc", limit=limit)
