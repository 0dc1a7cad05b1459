import secrets

from odoo import api, fields, models

from ..exceptions import Refusal
from ..tools import member_number, qr_token

MEMBER_PREFIX = "M1"
GROUP = "mcrm_member.group_user"


class ResPartner(models.Model):
    _inherit = "res.partner"

    mcrm_member_number = fields.Char("Member Number", copy=False, readonly=True, groups=GROUP)
    mcrm_birth_date = fields.Date("Birth Date", copy=False, groups=GROUP)
    mcrm_birth_md = fields.Integer(
        "Birthday",
        compute="_compute_mcrm_birth_md",
        store=True,
        aggregator=None,
        groups=GROUP,
        help="Month * 100 + day, to find who has a birthday whatever the year.",
    )
    mcrm_joined_on = fields.Date("Member Since", copy=False, readonly=True, groups=GROUP)
    mcrm_staff_note = fields.Text("Note for Staff", copy=False, groups=GROUP, help="Never shown to the member.")
    mcrm_identity_ids = fields.One2many("mcrm.identity", "partner_id", "Sign-in Contacts", groups=GROUP)
    mcrm_consent_ids = fields.One2many("mcrm.consent", "partner_id", "Consents", groups=GROUP)

    _mcrm_member_number_unique = models.UniqueIndex(
        "(mcrm_member_number) WHERE mcrm_member_number IS NOT NULL", "This member number is already taken."
    )
    _mcrm_birth_md_index = models.Index("(mcrm_birth_md) WHERE mcrm_birth_md > 0")
    _mcrm_joined_on_index = models.Index("(mcrm_joined_on) WHERE mcrm_joined_on IS NOT NULL")

    @api.depends("mcrm_birth_date")
    def _compute_mcrm_birth_md(self):
        for partner in self:
            birth = partner.mcrm_birth_date
            partner.mcrm_birth_md = birth.month * 100 + birth.day if birth else 0

    @api.model_create_multi
    def create(self, vals_list):
        """Whoever is created from the list of members is one (context ``mcrm_enrol``)."""
        partners = super().create(vals_list)
        if self.env.context.get("mcrm_enrol"):
            partners.filtered(lambda partner: not partner.parent_id)._mcrm_enrol(fields.Date.context_today(self))
        return partners

    @api.model
    def _load_pos_data_fields(self, config):
        return [*super()._load_pos_data_fields(config), "mcrm_member_number"]

    def action_mcrm_enrol(self):
        """Make members of the selected contacts (button and list action)."""
        self.check_access("write")
        self._mcrm_enrol(fields.Date.context_today(self))

    def _mcrm_enrol(self, today):
        """Give a member number to those who have none; members keep theirs.

        :param date today: the day on which they join
        """
        for partner in self.filtered(lambda partner: not partner.mcrm_member_number):
            partner.write({"mcrm_member_number": self._mcrm_free_number(), "mcrm_joined_on": today})

    def _mcrm_free_number(self):
        """Random, so that a number says nothing about how many members there are or who joined next."""
        # sudo: numbers are unique over all companies and archived partners, not only those the user sees
        partners_sudo = self.sudo().with_context(active_test=False)
        while True:
            number = member_number.from_serial(secrets.randbelow(member_number.SERIALS))
            if not partners_sudo.search_count([("mcrm_member_number", "=", number)], limit=1):
                return number

    def _mcrm_member_token(self, now):
        """The member's QR under the policy of the current company.

        :param datetime now: the moment of asking, naive meaning UTC
        :return: the text to draw and when to ask again, None for never (tuple[str, datetime | None])
        :raise Refusal: code ``not_a_member`` when the partner has no member number
        """
        self.ensure_one()
        if not self.mcrm_member_number:
            raise Refusal("not_a_member", self.env._("%(name)s is not a member yet.", name=self.display_name))
        rotating = self.env.company.mcrm_qr_policy == "rotating"
        step = qr_token.step_at(now) if rotating else qr_token.STATIC_STEP
        key = self.env.company._mcrm_key("member")
        text = qr_token.issue(MEMBER_PREFIX, [self.mcrm_member_number, step], key)
        return text, qr_token.step_end(now) if rotating else None

    @api.model
    def _mcrm_find_by_token(self, text, now):
        """Who shows this QR. A static QR tells who it is even under the rotating policy: enough to earn, not to spend.

        :param str text: what was scanned
        :param datetime now: the moment of the scan, naive meaning UTC
        :return: the member (res.partner)
        :raise InvalidToken: when the text cannot be trusted or its time has passed
        :raise Refusal: code ``member_unknown`` when nobody here has that number any more
        """
        number, _step = self._mcrm_read_token(text, now)
        domain = [("mcrm_member_number", "=", number), *self._check_company_domain(self.env.company)]
        partner = self.search(domain, limit=1)
        if not partner:
            raise Refusal("member_unknown", self.env._("This member is no longer registered here."))
        return partner

    @api.model
    def _mcrm_token_may_spend(self, text, now):
        """Whether a member QR proves that its owner is here now, as spending points asks for.

        :param str text: what was scanned
        :param datetime now: the moment of the scan, naive meaning UTC
        :raise InvalidToken: when the text cannot be trusted or its time has passed
        :return: True for a rotating QR, and for any QR where the company's policy is static (bool)
        """
        _number, step = self._mcrm_read_token(text, now)
        return step != qr_token.STATIC_STEP or self.env.company.mcrm_qr_policy == "static"

    @api.model
    def _mcrm_read_token(self, text, now):
        token = qr_token.read(text, self.env.company._mcrm_key("member"))
        if token.prefix != MEMBER_PREFIX or len(token.fields) != 2:
            raise qr_token.MalformedToken("not a member token")
        number, step = token.fields
        if step != str(qr_token.STATIC_STEP):
            qr_token.check_step(step, now)
        return number, int(step)

    def _mcrm_record_consent(self, purpose, granted, version, source, now):
        """Add a row to the history of consents.

        :param str purpose: ``terms``, ``privacy``, ``marketing``
        :param bool granted: False takes the consent back
        :param str version: version of the text shown
        :param str source: where it was given, e.g. ``app``
        :param datetime now: when, naive UTC
        :return: the new rows (mcrm.consent)
        """
        vals = {"purpose": purpose, "granted": granted, "version": version, "source": source, "date": now}
        return self.env["mcrm.consent"].create([{**vals, "partner_id": partner.id} for partner in self])

    def _mcrm_has_consent(self, purpose):
        """:return: the members among these whose last word on a purpose is yes (res.partner)"""
        latest = {}
        for consent in self.env["mcrm.consent"].search(
            [("partner_id", "in", self.ids), ("purpose", "=", purpose)], order="date, id"
        ):
            latest[consent.partner_id] = consent.granted
        return self.filtered(latest.get)
