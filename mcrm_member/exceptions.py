from odoo.exceptions import UserError


class Refusal(UserError):
    """A business rule says no. Nothing was changed.

    :param str code: stable machine word in snake_case, e.g. ``"voucher_used"``; part of the public contract
    :param str message: the reason in one sentence, translated for the person who reads it
    """

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code
