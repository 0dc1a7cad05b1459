import json
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import ConcurrencyError
from odoo.tests import HttpCase, tagged

from odoo.addons.mcrm_member import rerun

from ..models.pos_order import PosOrder
from .common import make_cafe, order_data


@tagged("post_install", "-at_install")
class TestTillRpc(HttpCase):
    """What the till calls over HTTP."""

    def test_a_meeting_of_two_tills_is_over_in_a_moment(self):
        cafe = make_cafe(self.env)
        cafe.cashier.write({"password": "kasir-kopi-tubruk", "company_ids": [Command.set(cafe.company.ids)]})
        cafe.config.with_user(cafe.cashier).open_ui()
        data = order_data(cafe, cafe.config.current_session_id, partner=cafe.member)
        self.authenticate(cafe.cashier.login, "kasir-kopi-tubruk")
        wait, tries = PosOrder._mcrm_wait_for_cards, []

        def meet(orders, partner_id, card_ids):
            wait(orders, partner_id, card_ids)
            tries.append(len(card_ids))
            if len(tries) < 8:
                raise ConcurrencyError("another till was quicker")

        with patch.object(PosOrder, "_mcrm_wait_for_cards", meet), patch.object(rerun.time, "sleep"):
            answer = self.sync(data)
        self.assertEqual(answer["result"]["pos.order"][0]["state"], "paid")
        # Odoo itself gives up after five tries, and its methods empty the lines; the last one is the settlement
        self.assertEqual(tries, [1] * 8 + [0])
        self.assertEqual(cafe.program._mcrm_find_card(cafe.member).points, 25)

    def sync(self, data):
        params = {"model": "pos.order", "method": "sync_from_ui", "args": [[data]], "kwargs": {}}
        body = json.dumps({"jsonrpc": "2.0", "params": params})
        headers = {"Content-Type": "application/json"}
        return self.url_open("/web/dataset/call_kw/pos.order/sync_from_ui", body, headers=headers).json()
