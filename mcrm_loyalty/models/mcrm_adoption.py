from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .loyalty_card import AVAILABLE, USED
from .loyalty_program import MEMBER, PROMO

ROLES = {"loyalty": MEMBER, "coupons": PROMO}
PLANNED, DONE = "planned", "done"


class McrmAdoption(models.Model):
    """The take-over of a program that a shop used in Odoo before: first what would be done, then what was done.

    Everything is set-based SQL in one transaction: it happens whole or not at all, also with 100,000 cards.
    """

    _name = "mcrm.adoption"
    _description = "Adoption of a Loyalty Program"
    _order = "id desc"
    _rec_name = "program_id"

    program_id = fields.Many2one("loyalty.program", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="program_id.company_id", store=True, precompute=True)
    role = fields.Selection([(MEMBER, "Member points"), (PROMO, "Promo")], required=True, readonly=True)
    state = fields.Selection([(PLANNED, "To confirm"), (DONE, "Done")], required=True, readonly=True, default=PLANNED)
    done_at = fields.Datetime("Done On", readonly=True)
    done_by_id = fields.Many2one("res.users", readonly=True)
    line_ids = fields.One2many("mcrm.adoption.line", "adoption_id", readonly=True)
    card_count = fields.Integer("Cards", compute="_compute_totals")
    merged_count = fields.Integer("Merged", compute="_compute_totals")
    zeroed_count = fields.Integer("Below Zero", compute="_compute_totals")
    anonymous_count = fields.Integer("Without Member", compute="_compute_totals")
    points_before = fields.Float(digits=(16, 2), compute="_compute_totals")
    points_zeroed = fields.Float("Negative Balances Set to Zero", digits=(16, 2), compute="_compute_totals")
    points_after = fields.Float(digits=(16, 2), compute="_compute_totals")

    _program_once = models.UniqueIndex("(program_id)", "This program has a report already.")

    @api.depends("line_ids")
    def _compute_totals(self):
        self.flush_recordset()
        query = SQL(
            """SELECT adoption_id, count(*), count(*) FILTER (WHERE kept_card_id IS NOT NULL),
                      count(*) FILTER (WHERE before < 0), count(*) FILTER (WHERE partner_id IS NULL),
                      COALESCE(sum(before), 0), COALESCE(-sum(before) FILTER (WHERE before < 0), 0),
                      COALESCE(sum(after), 0)
                 FROM mcrm_adoption_line WHERE adoption_id = ANY(%s) GROUP BY adoption_id""",
            self.ids,
        )
        totals = {row[0]: row[1:] for row in self.env.execute_query(query)}
        for adoption in self:
            (
                adoption.card_count,
                adoption.merged_count,
                adoption.zeroed_count,
                adoption.anonymous_count,
                adoption.points_before,
                adoption.points_zeroed,
                adoption.points_after,
            ) = totals.get(adoption.id, (0,) * 7)

    def action_carry_out(self):
        """Do what was planned (button)."""
        self._mcrm_check_manager()
        self._mcrm_carry_out(fields.Datetime.now())

    def action_discard(self):
        """Forget a plan (button)."""
        self._mcrm_check_manager()
        self._mcrm_refuse_done()
        self.sudo().unlink()  # managers only read reports; who asks was checked
        return {"type": "ir.actions.act_window_close"}

    def action_lines(self):
        """Open the cards (button); the button's context may choose which."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("mcrm_loyalty.mcrm_adoption_line_action")
        return {**action, "domain": [("adoption_id", "=", self.id)], "context": dict(self.env.context)}

    def _mcrm_check_manager(self):
        self.check_access("read")
        if not self.env.user.has_group("mcrm_member.group_manager"):
            raise AccessError(self.env._("Only a manager can use a program for members."))

    def _mcrm_refuse_done(self):
        if DONE in self.mapped("state"):
            raise UserError(self.env._("This was done already. The report stays."))

    @api.model
    def _mcrm_plan(self, program):
        """Work out what using a program for members would do.

        :param program: a program of Odoo without a role (loyalty.program)
        :return: the plan, or the report when it was done before (mcrm.adoption) as superuser
        :raise UserError: for a program that is neither points nor coupons
        """
        # sudo: managers only read reports; who asks was checked
        adoptions_sudo = self.sudo()
        adoption = adoptions_sudo.search([("program_id", "=", program.id)])
        if adoption.state == DONE:
            return adoption
        if program.mcrm_role:
            raise UserError(self.env._("“%(program)s” is already used for members.", program=program.name))
        if program.program_type not in ROLES:
            raise UserError(self.env._("Only point programs and coupons can be used for members."))
        role = ROLES[program.program_type]
        adoption = adoption or adoptions_sudo.create({"program_id": program.id, "role": role})
        adoption._mcrm_fill()
        return adoption

    def _mcrm_carry_out(self, now):
        """Open the ledger of every card. Nothing is left half done: the transaction holds all of it.

        :param datetime now: naive UTC
        :raise UserError: when it was done before, or when the sums do not agree
        """
        self.ensure_one()
        adoption_sudo = self.sudo()  # nobody writes ledgers; who asks was checked
        adoption_sudo._mcrm_lock()
        adoption_sudo._mcrm_refuse_done()
        adoption_sudo._mcrm_fill()  # the tills went on selling since it was planned
        adoption_sudo._mcrm_open_ledgers(now)
        adoption_sudo._mcrm_move_duplicates(now)
        adoption_sudo._mcrm_update_cards(now)
        adoption_sudo._mcrm_update_program()
        adoption_sudo.write({"state": DONE, "done_at": now, "done_by_id": self.env.uid})
        self.env.invalidate_all()
        adoption_sudo._mcrm_check_sums()

    def _mcrm_lock(self):
        """Nobody trades on these cards or adopts them at the same time."""
        self.env.flush_all()
        self._mcrm_run("SELECT id FROM mcrm_adoption WHERE id = %(adoption)s FOR UPDATE")
        self._mcrm_run("SELECT id FROM loyalty_card WHERE program_id = %(program)s FOR UPDATE")
        self.env.invalidate_all(flush=False)

    def _mcrm_fill(self):
        """One line for each card: the oldest card of a member takes over the points of the others."""
        self.env.flush_all()
        self._mcrm_run("DELETE FROM mcrm_adoption_line WHERE adoption_id = %(adoption)s")
        self._mcrm_run(
            """
            WITH card AS (
                SELECT id, partner_id, active AND partner_id IS NOT NULL AND %(role)s = 'member' AS is_counted,
                       round(COALESCE(points, 0)::numeric, 2) AS balance
                  FROM loyalty_card WHERE program_id = %(program)s
            ), family AS (
                SELECT card.*, min(id) FILTER (WHERE is_counted) OVER person AS oldest,
                       count(*) FILTER (WHERE is_counted) OVER person AS size,
                       sum(GREATEST(balance, 0)) FILTER (WHERE is_counted) OVER person AS together
                  FROM card WINDOW person AS (PARTITION BY partner_id)
            )
            INSERT INTO mcrm_adoption_line
                   (adoption_id, card_id, partner_id, kept_card_id, before, after, outcome)
            SELECT %(adoption)s, id, partner_id,
                   CASE WHEN is_counted AND id <> oldest THEN oldest END,
                   balance,
                   CASE WHEN NOT is_counted THEN GREATEST(balance, 0) WHEN id = oldest THEN together ELSE 0 END,
                   CASE WHEN is_counted AND id <> oldest THEN 'merged'
                        WHEN balance < 0 THEN 'zeroed'
                        WHEN %(role)s = 'promo' AND balance > 0 THEN 'available'
                        WHEN %(role)s = 'promo' THEN 'used'
                        WHEN partner_id IS NULL THEN 'anonymous'
                        WHEN is_counted AND size > 1 THEN 'collected'
                        WHEN balance > 0 THEN 'opened'
                        ELSE 'empty' END
              FROM family ORDER BY partner_id, id
            """
        )
        self.env.invalidate_all(flush=False)

    def _mcrm_open_ledgers(self, now):
        self._mcrm_append(
            now,
            self.env._("Balance from before"),
            """
            SELECT line.card_id, line.partner_id, 'adopt:' || line.card_id || ':adjust', line.before, 0, line.before,
                   CASE WHEN line.kept_card_id IS NULL THEN line.before ELSE 0 END, NULL::jsonb
              FROM mcrm_adoption_line line
             WHERE line.adoption_id = %(adoption)s AND line.before > 0 ORDER BY line.id
            """,
        )

    def _mcrm_move_duplicates(self, now):
        """Out of the duplicates, into the oldest card; the same rows that merging two contacts writes."""
        moved = "line.adoption_id = %(adoption)s AND line.kept_card_id IS NOT NULL AND line.before > 0"
        description = self.env._("Merged from another card")
        self._mcrm_append(
            now,
            description,
            f"""
            SELECT line.card_id, line.partner_id, 'merge:' || line.card_id || ':' || line.kept_card_id || ':adjust',
                   0, line.before, 0, 0, jsonb_build_array(jsonb_build_array(lot.id, line.before))
              FROM mcrm_adoption_line line
              JOIN loyalty_history lot ON lot.mcrm_key = 'adopt:' || line.card_id || ':adjust'
             WHERE {moved} ORDER BY line.id
            """,
        )
        self._mcrm_append(
            now,
            description,
            f"""
            SELECT line.kept_card_id, line.partner_id,
                   'merge:' || line.kept_card_id || ':' || line.card_id || ':adjust',
                   line.before, 0,
                   GREATEST(kept.before, 0) + sum(line.before) OVER (PARTITION BY line.kept_card_id ORDER BY line.id),
                   line.before, NULL::jsonb
              FROM mcrm_adoption_line line
              JOIN mcrm_adoption_line kept ON kept.adoption_id = line.adoption_id AND kept.card_id = line.kept_card_id
             WHERE {moved} ORDER BY line.id
            """,
        )

    def _mcrm_append(self, now, description, rows):
        """Write ledger rows from a query: card, member, key, issued, used, balance, remainder, allocation."""
        company = self.company_id or self.env.company
        last_day = self.program_id._mcrm_last_day(company._mcrm_today(now)) if self.role == MEMBER else None
        self._mcrm_run(
            f"""
            INSERT INTO loyalty_history
                   (card_id, mcrm_partner_id, mcrm_key, issued, used, mcrm_balance, mcrm_remainder, mcrm_allocation,
                    mcrm_points, mcrm_kind, mcrm_at, mcrm_expires_on, mcrm_qualifying, mcrm_debt, description,
                    create_date, create_uid, write_date, write_uid)
            SELECT entry.*, entry.issued - entry.used, 'adjust', %(now)s,
                   CASE WHEN entry.issued > 0 THEN %(last_day)s::date END, 0, 0, %(description)s,
                   %(now)s, %(uid)s, %(now)s, %(uid)s
              FROM ({rows}) entry (card_id, partner_id, key, issued, used, balance, remainder, allocation)
            """,
            now=now,
            last_day=last_day,
            description=description,
        )

    def _mcrm_update_cards(self, now):
        self._mcrm_run(
            """
            UPDATE loyalty_card card
               SET mcrm_role = %(role)s, points = line.after, active = card.active AND line.kept_card_id IS NULL,
                   mcrm_state = CASE WHEN %(role)s = 'promo' AND line.after <= 0 THEN %(used)s ELSE %(available)s END,
                   write_date = %(now)s, write_uid = %(uid)s
              FROM mcrm_adoption_line line
             WHERE line.adoption_id = %(adoption)s AND line.card_id = card.id
            """,
            now=now,
            used=USED,
            available=AVAILABLE,
        )

    def _mcrm_update_program(self):
        """In SQL: the ORM would go through the role of every card once more."""
        values = self.program_id._mcrm_defaults(self.role)
        self._mcrm_run(
            """
            UPDATE loyalty_program
               SET mcrm_role = %(role)s, applies_on = %(applies_on)s, trigger = %(trigger)s,
                   mcrm_issued = CASE WHEN %(role)s = 'promo' THEN (
                       SELECT count(*) FROM mcrm_adoption_line WHERE adoption_id = %(adoption)s) END
             WHERE id = %(program)s
            """,
            applies_on=values["applies_on"],
            trigger=values["trigger"],
        )
        self.env.registry.clear_cache()  # the program earns from now on

    def _mcrm_check_sums(self):
        """Nothing is lost and nothing appears: cards, ledgers and lots hold what was there before."""
        [(before, cards, entries, lots)] = self._mcrm_run(
            """
            SELECT (SELECT COALESCE(sum(GREATEST(before, 0)), 0) FROM mcrm_adoption_line
                     WHERE adoption_id = %(adoption)s),
                   (SELECT COALESCE(sum(points), 0) FROM loyalty_card WHERE program_id = %(program)s),
                   COALESCE(sum(entry.mcrm_points), 0), COALESCE(sum(entry.mcrm_remainder), 0)
              FROM loyalty_history entry JOIN loyalty_card card ON card.id = entry.card_id
             WHERE card.program_id = %(program)s AND entry.mcrm_kind IS NOT NULL
            """
        )
        if len({round(float(total), 2) for total in (before, cards, entries, lots)}) > 1:
            raise UserError(self.env._("The balances did not add up, so nothing was changed. Please try again."))

    def _mcrm_run(self, query, **values):
        """:return: the rows of a statement about this program's cards (list of tuple)"""
        values |= {"adoption": self.id, "program": self.program_id.id, "role": self.role, "uid": self.env.uid}
        self.env.cr.execute(query, values)
        return self.env.cr.fetchall() if self.env.cr.description else []
