from datetime import timedelta

from odoo import models
from odoo.tools import consteq, hmac

from odoo.addons.mcrm_member.exceptions import Refusal
from odoo.addons.mcrm_reservation.tools import states

from ..tools.contact import kind_of
from .mcrm_api_challenge import CONTACT

CONFIRMATION_LIFETIME = timedelta(minutes=10)


class ResPartner(models.Model):
    """What members do with their account. All of this in sudo: members have no user."""

    _inherit = "res.partner"

    def _mcrm_unproven(self, company, contacts):
        """:return: those among these contacts, normalised, that the member has not proven yet (list of str)"""
        proven = self.mcrm_identity_ids.filtered(lambda each: each.company_id == company and each.verified_at)
        return [contact for contact in contacts if contact not in proven.mapped("value")]

    def _mcrm_ask_contact(self, company, contact, lang, now):
        """Have a code sent to a contact that the member wants to be known by.

        :param res.company company: whose member
        :param str contact: e-mail or phone, normalised
        :param str lang: language code of the message
        :param datetime now: naive UTC
        :raise Refusal: code ``channel_unavailable``
        """
        self.env["mcrm.api.challenge"]._mcrm_ask(company, CONTACT, contact, lang, now, partner=self)

    def _mcrm_take_contact(self, company, contact, code, now):
        """The member proves a new contact: it takes the place of the old one, which is told.

        :param res.company company: whose member
        :param str contact: e-mail or phone, normalised
        :param str code: six digits
        :param datetime now: naive UTC
        :return: whether the code was right (bool)
        :raise Refusal: code ``contact_taken`` when it is another member's
        """
        if not self.env["mcrm.api.challenge"]._mcrm_prove(company, CONTACT, contact, code, now, partner=self):
            return False
        identities = self.env["mcrm.identity"]
        kind = kind_of(contact)
        known = identities._mcrm_find(company, kind, contact)
        if known.verified_at and known.partner_id != self:
            raise Refusal("contact_taken", self.env._("This contact belongs to another member."))
        former = self.mcrm_identity_ids.filtered(lambda each: each.kind == kind and each.company_id == company) - known
        self._mcrm_tell_former(former, contact, company)
        former.unlink()
        identities._mcrm_prove(company, contact, self, now)
        self.write({kind: contact})
        return True

    def _mcrm_tell_former(self, former, contact, company):
        """The old e-mail hears of the new contact: if a thief changed it, this is how the member learns of it."""
        if emails := former.filtered(lambda each: each.kind == "email" and each.verified_at).mapped("value"):
            self._mcrm_mail(emails[0], "contact_changed", company, contact=contact)
        else:
            self._mcrm_tell("contact_changed", company, contact=contact)

    def _mcrm_erasure_loss(self, company, now):
        """:return: points, vouchers and reservations that go with the account (dict)"""
        vouchers = self.env["loyalty.card"]._mcrm_vouchers(self, company, now, "available", limit=None)
        reservations = self.env["mcrm.reservation"].search_count(
            [("partner_id", "=", self.id), ("state", "in", states.UPCOMING), ("start_at", ">", now)]
        )
        points = self._mcrm_member_card(company).points
        return {"points": points, "vouchers": len(vouchers), "reservations": reservations}

    def _mcrm_erasure_token(self, session_id, now):
        """:return: what confirms that this device was told what is lost (str), and for how many seconds (int)"""
        until = int((now + CONFIRMATION_LIFETIME).timestamp())
        return f"{until}.{self._mcrm_erasure_mark(session_id, until)}", int(CONFIRMATION_LIFETIME.total_seconds())

    def _mcrm_check_erasure_token(self, token, session_id, now):
        """:return: whether the token was given to this device, not too long ago (bool)"""
        until, _dot, mark = token.partition(".")
        if not until.isdecimal() or int(until) < now.timestamp():
            return False
        return consteq(mark.encode(), self._mcrm_erasure_mark(session_id, int(until)).encode())

    def _mcrm_erasure_mark(self, session_id, until):
        return hmac(self.env, "mcrm_api.erasure", (self.id, session_id, until))

    def _mcrm_leave(self, company, now):
        """The member deletes the account; the last thing they hear of us is that it is done.

        :param res.company company: who says goodbye
        :param datetime now: naive UTC
        """
        email = self.mcrm_identity_ids.filtered(lambda each: each.kind == "email")[:1].value or self.email
        if email:
            self._mcrm_mail(email, "account_deleted", company)
        self._mcrm_erase(now)

    def _mcrm_erase(self, now):
        contacts = self.mcrm_identity_ids.mapped("value")
        for model in ("credential", "session"):
            self.env[f"mcrm.api.{model}"].sudo().search([("partner_id", "in", self.ids)]).unlink()
        for model in ("challenge", "registration"):
            self.env[f"mcrm.api.{model}"].sudo().search([("contact", "in", contacts)]).unlink()
        self.env["mcrm.api.request"].sudo()._mcrm_forget(self)
        return super()._mcrm_erase(now)
