from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import colour

DEFAULT_BRAND = "#B4532A"
LIGHT_SURFACE, DARK_SURFACE = "#F7F3EE", "#211C18"


class ResCompany(models.Model):
    _inherit = "res.company"

    mcrm_brand_color = fields.Char(
        string="App Brand Colour",
        default=DEFAULT_BRAND,
        help="Colour of the guest's app, as #RRGGBB. What is written on it turns black or white by itself.",
    )
    mcrm_app_short_name = fields.Char(
        string="App Short Name",
        help="Name under the icon on the guest's phone, best under 12 letters. Empty: the company's name.",
    )

    @api.constrains("mcrm_brand_color")
    def _check_mcrm_brand_color(self):
        for company in self:
            if company.mcrm_brand_color and not colour.is_colour(company.mcrm_brand_color):
                raise ValidationError(
                    self.env._(
                        "%(colour)s is not a colour of the form #RRGGBB.",
                        colour=company.mcrm_brand_color,
                    )
                )

    def _mcrm_brand(self):
        """:return: the brand colour, always a safe `#RRGGBB` (str)"""
        self.ensure_one()
        brand = self.mcrm_brand_color
        return brand.upper() if colour.is_colour(brand) else DEFAULT_BRAND

    def _mcrm_palette(self):
        """Brand colours with everything that is derived from them, so that contrast is computed, never assumed.

        :return: {"light": {CSS property: colour}, "dark": {…}} (dict)
        """
        brand = self._mcrm_brand()
        light_tint, dark_tint = colour.mix(brand, "#FFFFFF", 0.88), colour.mix(brand, DARK_SURFACE, 0.82)
        common = {"--brand": brand, "--brand-contrast": colour.text_on(brand)}
        return {
            "light": {
                **common,
                "--brand-deep": colour.mix(brand, "#000000", 0.22),
                "--brand-ink": colour.readable(colour.readable(brand, LIGHT_SURFACE), light_tint),
                "--brand-tint": light_tint,
                "--brand-soft": colour.mix(brand, "#FFFFFF", 0.72),
            },
            "dark": {
                "--brand-deep": colour.mix(brand, "#000000", 0.38),
                "--brand-ink": colour.readable(colour.readable(brand, DARK_SURFACE, 5.5), dark_tint),
                "--brand-tint": dark_tint,
                "--brand-soft": colour.mix(brand, DARK_SURFACE, 0.6),
            },
        }
