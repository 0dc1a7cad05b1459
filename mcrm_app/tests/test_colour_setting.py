from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestColourSetting(TransactionCase):
    def test_only_colours_are_taken(self):
        company = self.env.company
        for wrong in ("red", "#FFF", "#12345G", "#FFFFFF;", "url(x)"):
            with self.assertRaises(ValidationError):
                company.mcrm_brand_color = wrong

    def test_settings_write_the_company(self):
        settings = self.env["res.config.settings"].create({"mcrm_brand_color": "#123456"})
        settings.execute()
        self.assertEqual(self.env.company.mcrm_brand_color, "#123456")

    def test_no_colour_is_the_default(self):
        self.env.company.mcrm_brand_color = False
        self.assertEqual(self.env.company._mcrm_palette()["light"]["--brand"], "#B4532A")
