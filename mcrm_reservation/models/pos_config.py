from odoo import models


class PosConfig(models.Model):
    _inherit = "pos.config"

    def _mcrm_scan_handlers(self):
        return {**super()._mcrm_scan_handlers(), "R1": "_mcrm_scan_reservation"}

    def _mcrm_scan_reservation(self, text, order, now):
        """Tell the cashier who stands there and which table is theirs.

        :param str text: what was scanned
        :param dict order: the order on the screen; untouched
        :param datetime now: the moment of the scan, naive UTC
        :return: the answer to the till (dict)
        :raise InvalidToken: when the text cannot be trusted
        :raise Refusal: code ``reservation_unknown`` or ``reservation_not_active``
        """
        reservation = self.env["mcrm.reservation"]._mcrm_find_by_token(self.company_id, text)
        reservation._mcrm_check_expected()
        return self._mcrm_scan_ok(
            "reservation",
            reservation.partner_id.name or self.env._("Reservation"),
            self._mcrm_reservation_sentence(reservation),
            records=self._mcrm_partner_rows(reservation.partner_id),
            data={"reservation_id": reservation.id, "partner_id": reservation.partner_id.id},
        )

    def _mcrm_reservation_sentence(self, reservation):
        return self.env._(
            "%(guests)s guests, table %(tables)s, %(time)s",
            guests=reservation.party_size,
            tables=reservation.table_names,
            time=reservation._mcrm_when(),
        )
