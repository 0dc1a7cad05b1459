from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import NOW, MemberCase, make_member


@tagged("post_install", "-at_install")
class TestMcrmConsent(MemberCase):
    def test_the_last_word_counts(self):
        self.say(True)
        self.assertEqual(self.member._mcrm_has_consent("marketing"), self.member)
        self.say(False, days=1)
        self.assertFalse(self.member._mcrm_has_consent("marketing"))
        self.say(True, days=2)
        self.assertTrue(self.member._mcrm_has_consent("marketing"))

    def test_silence_and_other_purposes_are_no_consent(self):
        self.say(True)
        self.assertFalse(self.member._mcrm_has_consent("privacy"))
        self.assertFalse(make_member(self.env, name="Budi")._mcrm_has_consent("marketing"))

    def test_the_history_is_kept(self):
        self.say(True)
        self.say(False, days=1)
        self.assertEqual(self.member.mcrm_consent_ids.mapped("granted"), [False, True])

    def test_a_row_is_never_changed_or_deleted(self):
        consent = self.say(True)
        with self.assertRaises(UserError):
            consent.granted = False
        with self.assertRaises(UserError):
            consent.unlink()

    def say(self, granted, days=0):
        return self.member._mcrm_record_consent("marketing", granted, "2026-11", "app", NOW + timedelta(days=days))
