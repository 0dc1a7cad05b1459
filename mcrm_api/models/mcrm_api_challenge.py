import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, consteq, hmac
from odoo.tools.constants import GC_UNLINK_LIMIT

from odoo.addons.mcrm_member.exceptions import Refusal

from ..tools.contact import kind_of
from ..tools.secrets import new_code

LIFETIME = timedelta(minutes=10)
MOST_ATTEMPTS = 5
BATCH = 100  # codes sent in one run of the cron
REGISTER, SIGN_IN, RESET, CONTACT = "register", "sign_in", "reset", "contact"


class McrmApiChallenge(models.Model):
    """Somebody says that a contact is theirs, and has to prove it by the code that is sent there.

    Asking writes this row and nothing else, for members and strangers alike: neither the answer nor its time tells who
    is a member. A cron makes the code and sends it to those whom it concerns; here stays a keyed digest.
    """

    _name = "mcrm.api.challenge"
    _description = "API Challenge"
    _rec_name = "contact"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    purpose = fields.Selection(
        [
            (REGISTER, "Registration"),
            (SIGN_IN, "Sign-in"),
            (RESET, "New Password"),
            (CONTACT, "New Contact"),
        ],
        required=True,
    )
    contact = fields.Char(required=True, help="E-mail or phone number, in its one spelling.")
    partner_id = fields.Many2one("res.partner", "Member", ondelete="cascade", help="Who wants to have this contact.")
    lang = fields.Char(required=True)
    code_digest = fields.Char(groups="base.group_system", help="Keyed digest: the code itself is only in the message.")
    attempts = fields.Integer(required=True, default=0)
    expires_at = fields.Datetime(required=True, index=True)
    sent_at = fields.Datetime()

    _once = models.UniqueIndex("(company_id, purpose, contact, COALESCE(partner_id, 0))")

    @api.model
    def _mcrm_ask(self, company, purpose, contact, lang, now, partner=None):
        """Have a code sent. Asking again makes the code before worthless.

        :param res.company company: whose member
        :param str purpose: what the code will open
        :param str contact: e-mail or phone, normalised
        :param str lang: language code of the message
        :param datetime now: naive UTC
        :param res.partner partner: the member who wants the contact, for purpose ``contact``
        :raise Refusal: code ``channel_unavailable``
        """
        self._mcrm_check_channel(company, contact)
        query = SQL(
            """INSERT INTO mcrm_api_challenge (company_id, purpose, contact, partner_id, lang, attempts, expires_at)
                    VALUES (%s, %s, %s, %s, %s, 0, %s)
               ON CONFLICT (company_id, purpose, contact, COALESCE(partner_id, 0)) DO UPDATE
                       SET code_digest = NULL, sent_at = NULL, attempts = 0, lang = EXCLUDED.lang,
                           expires_at = EXCLUDED.expires_at""",
            company.id,
            purpose,
            contact,
            partner.id if partner else None,
            lang,
            now + LIFETIME,
        )
        self.env.cr.execute(query, log_exceptions=False)  # asked twice at once, the second is run again
        self.invalidate_model()
        self.env.ref("mcrm_api.ir_cron_challenge").sudo()._trigger()  # sudo: crons belong to the system

    @api.model
    def _mcrm_prove(self, company, purpose, contact, code, now, partner=None):
        """Try a code. The right one works once.

        :param res.company company: whose member
        :param str purpose: what the code is to open
        :param str contact: e-mail or phone, normalised
        :param str code: six digits
        :param datetime now: naive UTC
        :param res.partner partner: as given to `_mcrm_ask`
        :return: whether it was the right one (bool), and neither too old nor tried too often
        """
        # counted in the row first, where parallel guesses queue up, and kept: a wrong code is answered, not raised
        query = SQL(
            """UPDATE mcrm_api_challenge SET attempts = attempts + 1
                WHERE company_id = %s AND purpose = %s AND contact = %s AND COALESCE(partner_id, 0) = %s
                  AND attempts < %s AND expires_at > %s
            RETURNING id, code_digest""",
            company.id,
            purpose,
            contact,
            partner.id if partner else 0,
            MOST_ATTEMPTS,
            now,
        )
        self.env.cr.execute(query, log_exceptions=False)  # guesses at once are run again: nothing for the log
        challenge_id, code_digest = self.env.cr.fetchone() or (0, None)
        challenge = self.browse(challenge_id)
        challenge.invalidate_recordset(["attempts"])
        if not code_digest or not consteq(code_digest, challenge._mcrm_digest(code)):
            return False
        challenge.unlink()
        return True

    @api.model
    def _mcrm_check_channel(self, company, contact):
        """:raise Refusal: code ``channel_unavailable`` when the café sends no codes that way"""
        if kind_of(contact) == "phone" and not company.mcrm_sms_codes:
            message = self.env._("We cannot send a code by SMS. Please use your e-mail address.")
            raise Refusal("channel_unavailable", message)

    @api.model
    def _cron_send(self):
        """Make and send the codes that were asked for, each in a transaction of its own."""
        now = fields.Datetime.now()
        waiting = self.search([("sent_at", "=", False), ("expires_at", ">", now)], order="id", limit=BATCH + 1)
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(waiting))
        for challenge in waiting[:BATCH]:
            # asked for anew or proven meanwhile: it is somebody else's turn
            for locked in challenge.try_lock_for_update().filtered(lambda each: not each.sent_at):
                locked._mcrm_send(now)
            progress(1)

    def _mcrm_send(self, now):
        """Send the code, or what else this contact may hear.

        :param datetime now: naive UTC
        """
        self.sent_at = now
        if self._mcrm_is_taken():
            self._mcrm_tell("mcrm_api.mail_template_known", {})
        elif self.purpose in (REGISTER, CONTACT) or self._mcrm_owner():
            code = new_code(secrets.token_bytes)
            self.code_digest = self._mcrm_digest(code)
            self._mcrm_tell("mcrm_api.mail_template_code", {"code": code})

    def _mcrm_owner(self):
        """:return: the member who has proven this contact (res.partner), empty for nobody"""
        identity = self.env["mcrm.identity"]._mcrm_find(self.company_id, kind_of(self.contact), self.contact)
        return identity.filtered("verified_at").partner_id.filtered("active")

    def _mcrm_is_taken(self):
        """Whether somebody wants to have a contact that another member has proven to be theirs."""
        if self.purpose == CONTACT:
            return bool(self._mcrm_owner() - self.partner_id)
        return self.purpose == REGISTER and self.env["mcrm.api.credential"]._mcrm_signs_in(self._mcrm_owner())

    def _mcrm_digest(self, code):
        return hmac(self.env, "mcrm_api.challenge", (self.id, self.purpose, self.contact, code))

    def _mcrm_tell(self, template, values):
        """Into the queue of the channel: what cannot be sent now is sent later."""
        template = self.env.ref(template).with_context(mcrm_lang=self.lang, **values)
        if kind_of(self.contact) == "phone":
            body = template.with_context(lang=self.lang)._render_field("subject", self.company_id.ids)
            self.env["sms.sms"].create({"number": self.contact, "body": body[self.company_id.id]})
            return
        template.send_mail(
            self.company_id.id, email_values={"email_to": self.contact, "recipient_ids": []}, force_send=False
        )
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    @api.autovacuum
    def _gc_challenges(self):
        self.search([("expires_at", "<", fields.Datetime.now())], limit=GC_UNLINK_LIMIT).unlink()
