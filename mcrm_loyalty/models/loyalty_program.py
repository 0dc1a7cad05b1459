from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.mcrm_member.exceptions import Refusal

from ..tools.ledger import BUY, GIFT, SPEND, Move

MEMBER = "member"
PROMO = "promo"
REWARD_ROLES = ("reward", "privilege")  # bought with points
CARD_FIELDS = (  # that a sale asks for
    *("program_id", "partner_id", "company_id", "code", "points", "expiration_date"),
    *("mcrm_role", "mcrm_state", "mcrm_tier_id", "mcrm_tier_review"),
)
VOUCHER_ROLES = ("promo", "reward", "birthday", "privilege")


class LoyaltyProgram(models.Model):
    _inherit = "loyalty.program"

    mcrm_role = fields.Selection(
        [
            ("member", "Member points"),
            ("promo", "Promo"),
            ("reward", "Reward"),
            ("birthday", "Birthday gift"),
            ("privilege", "Privilege"),
        ],
        "Role in M-CRM",
        index="btree_not_null",
        copy=True,
        help="What the program is for members. Empty: the program keeps Odoo's own behaviour.",
    )
    mcrm_published = fields.Boolean("Shown in the App", copy=False)
    mcrm_title = fields.Char("Title", translate=True)
    mcrm_summary = fields.Char("In Four Words", translate=True, help="What it gives, e.g. “20% off”.")
    mcrm_terms = fields.Text("Terms", translate=True)
    mcrm_image = fields.Image("Picture", max_width=1280, max_height=960)
    mcrm_quota = fields.Integer("Quota", help="Vouchers given out in total. 0: as many as are asked for.")
    mcrm_issued = fields.Integer("Given Out", readonly=True, copy=False)
    mcrm_member_limit = fields.Integer("Per Member", help="Vouchers one member may get. 0: no limit.")
    mcrm_validity_days = fields.Integer("Valid for", help="Days a voucher can be used. 0: until the program ends.")
    mcrm_points_price = fields.Float("Price in Points", digits=(16, 2))

    _mcrm_quota_kept = models.Constraint(
        "CHECK (mcrm_quota IS NULL OR mcrm_quota = 0 OR mcrm_issued IS NULL OR mcrm_issued <= mcrm_quota)",
        "The quota cannot be less than what has been given out.",
    )
    _mcrm_figures_positive = models.Constraint(
        "CHECK (COALESCE(mcrm_quota, 0) >= 0 AND COALESCE(mcrm_member_limit, 0) >= 0"
        " AND COALESCE(mcrm_validity_days, 0) >= 0 AND COALESCE(mcrm_points_price, 0) >= 0)",
        "Quota, limits, days and points cannot be negative.",
    )

    @api.constrains("mcrm_role", "program_type")
    def _check_mcrm_role(self):
        for program in self.filtered("mcrm_role"):
            expected = "loyalty" if program.mcrm_role == MEMBER else "coupons"
            if program.program_type != expected:
                labels = dict(self._fields["program_type"]._description_selection(self.env))
                message = self.env._("A program with this role must be of type “%(type)s”.", type=labels[expected])
                raise ValidationError(message)

    @api.onchange("mcrm_title")
    def _onchange_mcrm_title(self):
        """One name is enough for most offers."""
        self.name = self.name or self.mcrm_title

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([{**self._mcrm_defaults(vals.get("mcrm_role")), **vals} for vals in vals_list])

    def write(self, vals):
        if "mcrm_role" in vals:
            self._mcrm_refuse_role_change(vals["mcrm_role"])
        return super().write(vals)

    def _mcrm_defaults(self, role):
        """Points belong to a guest and vouchers must be shown: Odoo chooses that in its form only."""
        if not role:
            return {}
        if role == MEMBER:
            return {"program_type": "loyalty", "applies_on": "both", "trigger": "auto"}
        return {"program_type": "coupons", "applies_on": "current", "trigger": "with_code"}

    def _mcrm_refuse_role_change(self, role):
        """Cards and their ledger belong to the role they were opened under."""
        changed = self.filtered(lambda program: (program.mcrm_role or False) != (role or False))
        cards = self.env["loyalty.card"].with_context(active_test=False)
        if changed and cards.search_count([("program_id", "in", changed.ids)], limit=1):
            raise ValidationError(
                self.env._("Cards were already given out, so the role cannot change. Make a new program instead.")
            )

    @api.model
    def _load_pos_data_fields(self, config):
        return [*super()._load_pos_data_fields(config), "mcrm_role", "mcrm_title", "mcrm_whole_points"]

    def action_mcrm_vouchers(self):
        """Open the vouchers of this program."""
        action = self.env["ir.actions.act_window"]._for_xml_id("mcrm_loyalty.loyalty_card_action_vouchers")
        return {**action, "domain": [("program_id", "in", self.ids)], "context": {"create": False}}

    # What members see

    @api.model
    def _mcrm_available(self, company, partner, role, now):
        """Programs a member can see in the app at this moment, sold out ones included.

        :param company: the café (res.company)
        :param partner: the member (res.partner); programs for some members only look at it
        :param str role: one role, e.g. ``"promo"``
        :param datetime now: naive UTC
        :return: programs (loyalty.program) as superuser
        """
        # sudo: members have no access rights; the domain says what may be seen
        return self.sudo().search(self._mcrm_open_domain(company, role, company._mcrm_today(now)))

    @api.model
    def _mcrm_open_domain(self, company, role, today):
        offered = Domain(
            [
                ("mcrm_role", "=", role),
                ("mcrm_published", "=", True),
                ("company_id", "in", [False, *company.parent_ids.ids]),
            ]
        )
        return offered & self._mcrm_window_domain(today)

    @api.model
    def _mcrm_window_domain(self, day):
        return Domain.AND(
            [
                Domain("date_from", "=", False) | Domain("date_from", "<=", day),
                Domain("date_to", "=", False) | Domain("date_to", ">=", day),
            ]
        )

    def _mcrm_remaining(self):
        """:return: vouchers still to be had (int), None without a quota"""
        self.ensure_one()
        return max(0, self.mcrm_quota - self.mcrm_issued) if self.mcrm_quota else None

    def _mcrm_issued_to(self, partner):
        """:return: the vouchers a member ever got from this program, newest first (loyalty.card)"""
        self.ensure_one()
        # sudo: members have no access rights; the domain keeps to this member
        cards_sudo = self.env["loyalty.card"].sudo().with_context(active_test=False)
        return cards_sudo.search([("program_id", "=", self.id), ("partner_id", "=", partner.id)], order="id desc")

    def _mcrm_may_get(self, partner):
        """:return: whether quota and limit leave one more voucher for a member (bool)"""
        self.ensure_one()
        issued = len(self._mcrm_issued_to(partner))
        return self._mcrm_remaining() != 0 and (not self.mcrm_member_limit or issued < self.mcrm_member_limit)

    def _mcrm_find_card(self, partner):
        """:return: a member's only card in this program (loyalty.card) as superuser, may be empty"""
        self.ensure_one()
        # sudo: the balance is the member's, whoever asks the business methods
        cards_sudo = self.env["loyalty.card"].sudo()
        domain = [("program_id", "=", self.id), ("partner_id", "=", partner.id)]
        return cards_sudo.search_fetch(domain, CARD_FIELDS, limit=1)

    def _mcrm_card_of(self, partner):
        """:return: a member's only card in this program (loyalty.card), opened when there is none, as superuser"""
        cards = self.env["loyalty.card"]
        return self._mcrm_find_card(partner) or cards._mcrm_open({"program_id": self.id, "partner_id": partner.id})

    # Claim and redeem

    def _mcrm_claim(self, partner, now, key):
        """Give a member one voucher of a promo. The same key gives the same voucher.

        :param partner: the member (res.partner)
        :param datetime now: naive UTC
        :param str key: the caller's name for this one wish
        :return: the voucher (loyalty.card) as superuser
        :raise Refusal: promo_not_available, promo_limit_reached, promo_quota_exhausted
        """
        return self._mcrm_get_voucher(partner, now, key, (PROMO,), self._mcrm_promo_refusals())

    def _mcrm_redeem(self, partner, now, key):
        """Sell a member one voucher of a reward for points, in one transaction. The same key gives the same voucher.

        :param partner: the member (res.partner)
        :param datetime now: naive UTC
        :param str key: the caller's name for this one wish
        :return: the voucher (loyalty.card) as superuser
        :raise Refusal: reward_not_available, points_insufficient
        """
        return self._mcrm_get_voucher(partner, now, key, REWARD_ROLES, self._mcrm_reward_refusals())

    def _mcrm_promo_refusals(self):
        _ = self.env._
        return {
            "closed": Refusal("promo_not_available", _("This promo is not available now.")),
            "limit": Refusal("promo_limit_reached", _("You already have this promo. Look in My Voucher.")),
            "quota": Refusal("promo_quota_exhausted", _("This promo is all given out.")),
        }

    def _mcrm_reward_refusals(self):
        _ = self.env._
        return {
            "closed": Refusal("reward_not_available", _("This reward is not available now.")),
            "limit": Refusal("reward_not_available", _("You already got this reward as often as it is offered.")),
            "quota": Refusal("reward_not_available", _("This reward is all given out.")),
        }

    def _mcrm_get_voucher(self, partner, now, key, roles, refusals):
        self.ensure_one()
        program_sudo = self.sudo()  # members have no access rights; everything below is checked here
        issued = program_sudo._mcrm_issued_to(partner)
        already = issued.filtered(lambda card: card.mcrm_request == key)
        if already:
            return already
        company = program_sudo.company_id or self.env.company
        if not program_sudo._mcrm_is_open(company, roles, now):
            raise refusals["closed"]
        if program_sudo.mcrm_member_limit and len(issued) >= program_sudo.mcrm_member_limit:
            raise refusals["limit"]
        with self.env.cr.savepoint():  # a refusal leaves nothing behind, even when the caller goes on
            if not program_sudo._mcrm_take_from_quota():
                raise refusals["quota"]
            if program_sudo.mcrm_role in REWARD_ROLES:
                program_sudo._mcrm_charge(partner, company, now, key)
            return program_sudo._mcrm_issue(partner, now, request=key, number=len(issued) + 1)

    def _mcrm_is_open(self, company, roles, now):
        self.ensure_one()
        today = company._mcrm_today(now)
        return (
            self.active
            and self.mcrm_role in roles
            and self.filtered_domain(self._mcrm_open_domain(company, self.mcrm_role, today))
        )

    def _mcrm_take_from_quota(self):
        """Count one voucher, in one statement: of two at once the second waits, then counts anew.

        :return: False when nothing is left (bool)
        """
        self.ensure_one()
        self.flush_recordset(["mcrm_quota", "mcrm_issued"])
        self.env.cr.execute(
            SQL(
                """UPDATE loyalty_program SET mcrm_issued = COALESCE(mcrm_issued, 0) + 1
                    WHERE id = %s AND (COALESCE(mcrm_quota, 0) = 0 OR COALESCE(mcrm_issued, 0) < mcrm_quota)
                RETURNING mcrm_issued""",
                self.id,
            )
        )
        self.invalidate_recordset(["mcrm_issued"])
        return bool(self.env.cr.fetchone())

    def _mcrm_charge(self, partner, company, now, key):
        price = self.mcrm_points_price
        card = partner._mcrm_member_card(company)
        if price and (not card or card.points < price):
            raise card._mcrm_points_insufficient(price)
        if price:
            description = self.env._("Reward: %(title)s", title=self.mcrm_title or self.name)
            card._mcrm_book([Move(SPEND, used=price)], now, f"redeem:{self.id}:{partner.id}:{key}", description)

    def _mcrm_issue(self, partner, now, request=False, number=False):
        """Make a voucher. No question asked: who may have it is the caller's business.

        :param partner: whose it is (res.partner)
        :param datetime now: naive UTC
        :param str request: the wish it answers, unique for this member and program
        :param int number: its number among this member's vouchers of the program, unique likewise
        :return: the voucher (loyalty.card) as superuser
        """
        self.ensure_one()
        card = self.env["loyalty.card"]._mcrm_open(
            {
                "program_id": self.id,
                "partner_id": partner.id,
                "expiration_date": self._mcrm_voucher_expiry(now),
                "mcrm_request": request,
                "mcrm_number": number,
            }
        )
        kind = BUY if self.mcrm_role in REWARD_ROLES else GIFT
        points = max(self.reward_ids.mapped("required_points"), default=1)
        card._mcrm_book([Move(kind, issued=points)], now, f"issue:{card.id}", self.mcrm_title or self.name)
        return card

    def _mcrm_voucher_expiry(self, now):
        """The day is included, like Odoo's own expiration dates."""
        if not self.mcrm_validity_days:
            return self.date_to
        company = self.company_id or self.env.company
        last = company._mcrm_today(now) + timedelta(days=self.mcrm_validity_days)
        return min(last, self.date_to) if self.date_to else last
