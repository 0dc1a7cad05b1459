from odoo.tests import tagged

from .common import CafeCase


@tagged("post_install", "-at_install")
class TestMerge(CafeCase):
    def merge(self, source, target):
        self.env["base.partner.merge.automatic.wizard"]._merge([source.id, target.id], target)

    def test_the_points_of_both_contacts_come_together_in_the_ledger(self):
        other = self.env["res.partner"].create({"name": "Sari C."})
        self.give_points(30)
        self.give_points(12, other)
        self.merge(other, self.member)
        card = self.cafe.program._mcrm_find_card(self.member)
        self.assertEqual((card.points, self.last_entry(card).mcrm_kind), (42, "adjust"))
        self.assertEqual(sum(card.history_ids.mapped("mcrm_points")), 42)

    def test_the_only_card_moves_with_its_owner(self):
        other = self.env["res.partner"].create({"name": "Sari C."})
        card = self.give_points(12, other)
        self.merge(other, self.member)
        self.assertEqual((card.partner_id, card.points), (self.member, 12))

    def test_vouchers_move_with_their_owner(self):
        other = self.env["res.partner"].create({"name": "Sari C."})
        voucher = self.claim(other)
        self.merge(other, self.member)
        voucher.invalidate_recordset()
        self.assertEqual((voucher.exists().partner_id, voucher.mcrm_state), (self.member, "available"))
