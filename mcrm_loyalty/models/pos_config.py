from odoo import models
from odoo.tools import format_date, format_datetime

from odoo.addons.mcrm_member.exceptions import Refusal
from odoo.addons.mcrm_member.tools import qr_token

from .loyalty_card import CANCELLED, EXPIRED, USED, VOUCHER_PREFIX
from .loyalty_program import VOUCHER_ROLES
from .pos_order_nota import NOTA_PREFIX


class PosConfig(models.Model):
    _inherit = "pos.config"

    def _mcrm_scan_handlers(self):
        return {
            **super()._mcrm_scan_handlers(),
            VOUCHER_PREFIX: "_mcrm_scan_voucher",
            NOTA_PREFIX: "_mcrm_scan_nota",
        }

    def _mcrm_scan_voucher(self, text, order, now):
        if not order["uuid"]:
            raise Refusal("order_missing", self.env._("Open an order first, then scan the voucher again."))
        card = self._mcrm_scanned_voucher(text)
        self._mcrm_check_voucher_state(card, now)
        if order["partner_id"] and card.partner_id and card.partner_id.id != order["partner_id"]:
            message = self.env._("This voucher belongs to another member. Ask for the member's own QR first.")
            raise Refusal("voucher_other_member", message)
        self._mcrm_check_voucher_program(card.program_id, now)
        card._mcrm_hold(order["uuid"], self, now)
        return self._mcrm_scan_ok(
            "voucher",
            card.mcrm_title,
            card.program_id.mcrm_summary or self.env._("Voucher"),
            records=self._mcrm_voucher_rows(card),
            data={"card_id": card.id, "program_id": card.program_id.id, "partner_id": card.partner_id.id},
        )

    def _mcrm_scanned_voucher(self, text):
        token = qr_token.read(text, self.company_id._mcrm_key("voucher"))
        if token.prefix != VOUCHER_PREFIX or len(token.fields) != 1:
            raise qr_token.MalformedToken("not a voucher")
        # sudo: the cashier must hear why a voucher of another company or an archived one is refused
        cards_sudo = self.env["loyalty.card"].sudo().with_context(active_test=False)
        card = cards_sudo.search([("code", "=", token.fields[0]), ("mcrm_role", "in", VOUCHER_ROLES)], limit=1)
        if not card:
            message = self.env._("This voucher is not known here. Ask the guest to open it again in the app.")
            raise Refusal("voucher_unknown", message)
        return card.with_context(active_test=True)

    def _mcrm_check_voucher_state(self, card, now):
        state = card._mcrm_state_on(self.company_id._mcrm_today(now))
        if state == USED:
            raise Refusal("voucher_used", self._mcrm_used_sentence(card))
        if state == EXPIRED:
            day = format_date(self.env, card.expiration_date, date_format="d MMM y")
            message = self.env._("This voucher was valid until %(day)s. The app shows what else there is.", day=day)
            raise Refusal("voucher_expired", message)
        if state == CANCELLED or not card.active:
            message = self.env._("This voucher was cancelled. A manager can give a new one.")
            raise Refusal("voucher_cancelled", message)

    def _mcrm_used_sentence(self, card):
        till = card.mcrm_used_order_id.config_id.name
        zone = self.company_id._mcrm_timezone().key
        return self.env._(
            "Used on %(day)s at %(time)s at %(till)s.",
            day=format_datetime(self.env, card.mcrm_used_at, tz=zone, dt_format="d MMM"),
            time=format_datetime(self.env, card.mcrm_used_at, tz=zone, dt_format="HH.mm"),
            till=till,
        )

    def _mcrm_check_voucher_program(self, program, now):
        today = self.company_id._mcrm_today(now)
        if program.date_from and program.date_from > today:
            day = format_date(self.env, program.date_from, date_format="d MMM y")
            raise Refusal("voucher_not_here", self.env._("This voucher can be used from %(day)s.", day=day))
        if program not in self._get_program_ids():
            message = self.env._("This voucher cannot be used at this till. Another till of the café may take it.")
            raise Refusal("voucher_not_here", message)

    def _mcrm_voucher_rows(self, card):
        """:return: the voucher, its program and its member, as the till loads them (dict): what was made after the till
        opened is unknown there"""
        program = card.program_id
        rows = self._mcrm_partner_rows(card.partner_id.sudo(False))
        for records in (program, program.rule_ids, program.reward_ids, card):
            records = records.sudo(False)
            rows[records._name] = records._load_pos_data_read(records, self)
        return rows

    def _mcrm_scan_nota(self, text, order, now):
        paid = self.env["pos.order"]._mcrm_find_by_nota_token(text, self.company_id)
        if not paid:
            raise Refusal("nota_unknown", self.env._("This purchase is no longer known here."))
        nota = paid._mcrm_nota()
        message = self.env._(
            "%(total)s on %(day)s.",
            total=paid._mcrm_price(paid.amount_total),
            day=format_datetime(
                self.env, paid.date_order, tz=self.company_id._mcrm_timezone().key, dt_format="d MMM y, HH.mm"
            ),
        )
        data = {"order_id": paid.id, "partner_id": paid.partner_id.id, "url": nota["url"]}
        return self._mcrm_scan_ok("nota", nota["number"], message, data=data)
