from odoo.tests import TransactionCase, tagged

from ..tools import colour


@tagged("post_install", "-at_install")
class TestPalette(TransactionCase):
    """Whatever the brand's colour, text in it can be read on every surface it stands on."""

    def test_ink_is_readable_on_its_surfaces(self):
        for brand in ("#B4532A", "#0F6B4F", "#FFE066", "#111111", "#FFFFFF", "#FF00FF", "#7F7F7F"):
            self.env.company.mcrm_brand_color = brand
            palette = self.env.company._mcrm_palette()
            for mode, surfaces in (("light", ("#F7F3EE", "#FFFFFF")), ("dark", ("#211C18", "#15110E"))):
                ink, tint = palette[mode]["--brand-ink"], palette[mode]["--brand-tint"]
                for surface in (*surfaces, tint):
                    self.assertGreaterEqual(colour.contrast(ink, surface), 4.5, (brand, mode, surface))
