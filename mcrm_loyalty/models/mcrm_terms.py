from odoo import api, models


class McrmTerms(models.AbstractModel):
    """What is asked for with every order and rarely changed, so it is cached: each change empties the caches."""

    _name = "mcrm.terms"
    _description = "Loyalty Terms"

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()
