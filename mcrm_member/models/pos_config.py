from odoo import fields, models
from odoo.exceptions import AccessError

from ..exceptions import Refusal
from ..tools import qr_token

HANDLER_NAME = "_mcrm_scan_"


class PosConfig(models.Model):
    _inherit = "pos.config"

    def mcrm_scan(self, text, order):
        """What the till does with a scanned QR. One call per scan; the till calls it, so nothing in it is trusted.

        :param str text: what the camera, the scanner or the keyboard gave
        :param dict order: ``{"uuid": str, "partner_id": int or False}``, the order on the screen
        :return: ``{"status": "ok" or "refused", "kind", "code", "title", "message", "records", "data"}`` where
            `records` are rows by model as the till loads them, and `data` is what the kind adds (dict)
        :raise AccessError: when the caller is not a POS user
        """
        self.ensure_one()
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Only the staff of the till can scan."))
        self.check_access("read")
        config = self.with_company(self.company_id)
        return config._mcrm_scan(str(text or ""), _clean_order(order), fields.Datetime.now())

    def _mcrm_scan_handlers(self):
        """Features add ``{prefix: method name}``. The method is named ``_mcrm_scan_<kind>``, takes
        ``(text, order, now)`` and gives the answer of `_mcrm_scan_ok`, or raises Refusal or InvalidToken.

        :return: method names by prefix (dict)
        """
        return {"M1": "_mcrm_scan_member"}

    def _mcrm_scan(self, text, order, now):
        handler = self._mcrm_scan_handlers().get(qr_token.prefix_of(text))
        if not handler:
            message = self.env._("This code is not one of ours.")
            return self._mcrm_scan_refused("unknown", "code_unknown", message)
        kind = handler.removeprefix(HANDLER_NAME)
        try:
            with self.env.cr.savepoint():
                return getattr(self, handler)(text, order, now)
        except Refusal as refusal:
            return self._mcrm_scan_refused(kind, refusal.code, str(refusal))
        except qr_token.InvalidToken as error:
            return self._mcrm_scan_invalid(kind, error)

    def _mcrm_scan_member(self, text, order, now):
        partner = self.env["res.partner"]._mcrm_find_by_token(text, now)
        may_spend = partner._mcrm_token_may_spend(text, now)
        number = self.env._("Member %(number)s", number=_spaced(partner.mcrm_member_number))
        return self._mcrm_scan_ok(
            "member",
            partner.name,
            number,
            records=self._mcrm_partner_rows(partner),
            data={"partner_id": partner.id, "may_spend": may_spend},
        )

    def _mcrm_partner_rows(self, partner):
        """:return: rows of the partner and what it points to, as the till loads them (dict)"""
        fiscal_positions = partner.fiscal_position_id
        return {
            "res.partner": partner._load_pos_data_read(partner, self),
            "account.fiscal.position": fiscal_positions._load_pos_data_read(fiscal_positions, self),
        }

    def _mcrm_scan_ok(self, kind, title, message, records=None, data=None):
        """:return: the answer that makes the till act (dict, see `mcrm_scan`)"""
        return _result("ok", kind, "ok", title, message, records, data)

    def _mcrm_scan_refused(self, kind, code, message):
        """:return: the answer that changes nothing at the till (dict, see `mcrm_scan`)"""
        return _result("refused", kind, code, self.env._("Not accepted"), message)

    def _mcrm_scan_invalid(self, kind, error):
        """:return: the refusal for a token that cannot be trusted (dict, see `mcrm_scan`)"""
        if isinstance(error, qr_token.WrongSignature):
            message = self.env._("This QR was not made by us. Nothing was changed.")
            return self._mcrm_scan_refused(kind, f"{kind}_forged", message)
        if isinstance(error, qr_token.ExpiredToken):
            message = self.env._("This QR is no longer fresh. Ask the guest to open it again in the app.")
            return self._mcrm_scan_refused(kind, f"{kind}_expired", message)
        message = self.env._("This QR could not be read. Try again, closer or with more light.")
        return self._mcrm_scan_refused(kind, f"{kind}_unreadable", message)


def _result(status, kind, code, title, message, records=None, data=None):
    return {
        "status": status,
        "kind": kind,
        "code": code,
        "title": title,
        "message": message,
        "records": records or {},
        "data": data or {},
    }


def _clean_order(order):
    """Keep only what is understood of a dict that comes from the browser."""
    order = order if isinstance(order, dict) else {}
    partner_id = order.get("partner_id")
    return {
        "uuid": str(order.get("uuid") or ""),
        "partner_id": partner_id if isinstance(partner_id, int) and partner_id > 0 else False,
    }


def _spaced(number):
    """:return: ``1234 567 890``, as people read numbers aloud (str)"""
    return f"{number[:4]} {number[4:7]} {number[7:]}"
