import base64
import json

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import TransactionCase, tagged

from .common import ACCOUNT, PushBuilders


@tagged("post_install", "-at_install")
class TestSettings(PushBuilders, TransactionCase):
    def upload(self, text):
        settings = self.env["res.config.settings"].create({"mcrm_fcm_file": base64.b64encode(text.encode())})
        settings.execute()

    def test_an_uploaded_key_is_kept_and_its_project_shown(self):
        self.company.mcrm_fcm_service_account = False
        self.upload(ACCOUNT)
        self.assertEqual(self.company.mcrm_fcm_project, "fake-cafe")
        self.assertTrue(self.company._mcrm_can_push())
        kept = self.env["res.config.settings"].search([], order="id desc", limit=1)
        self.assertFalse(kept.mcrm_fcm_file)

    def test_saving_other_settings_keeps_the_key(self):
        self.env["res.config.settings"].create({}).execute()
        self.assertEqual(self.company.mcrm_fcm_service_account, ACCOUNT)

    def test_another_file_is_refused(self):
        for text in ("hello", "{}", json.dumps({**json.loads(ACCOUNT), "private_key": "broken"})):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.upload(text)

    def test_the_key_is_read_by_the_system_only(self):
        for user in (self.cashier, self.manager):
            with self.assertRaises(AccessError):
                self.company.with_user(user).read(["mcrm_fcm_service_account"])

    def test_the_key_can_be_forgotten(self):
        self.env["res.config.settings"].create({}).action_mcrm_fcm_forget()
        self.assertFalse(self.company._mcrm_can_push())
