from odoo import api, fields, models
from odoo.tools import format_datetime, formatLang

from odoo.addons.mcrm_member.tools import qr_token

NOTA_PREFIX = "N1"
NOTA_PATH = "/mcrm/nota/"
PAID_STATES = ("paid", "done")


class PosOrder(models.Model):
    """The e-nota: what an order was, for the guest who paid it."""

    _inherit = "pos.order"

    mcrm_nota_url = fields.Char("E-Nota", compute="_compute_mcrm_nota_url", compute_sudo=True)

    def _compute_mcrm_nota_url(self):
        for order in self:
            paid = order.state in PAID_STATES and order.id
            order.mcrm_nota_url = order.get_base_url() + order._mcrm_nota_path() if paid else False

    def _mcrm_nota_token(self):
        """:return: the signed name of this order's e-nota (str)"""
        self.ensure_one()
        return qr_token.issue(NOTA_PREFIX, [self.id], self.company_id._mcrm_key("nota"))

    def _mcrm_nota_path(self):
        return NOTA_PATH + self._mcrm_nota_token()

    @api.model
    def _mcrm_find_by_nota_token(self, text, companies=None):
        """The paid order of an e-nota.

        :param str text: token, or a URL that ends in one
        :param companies: cafés whose e-notas are wanted (res.company), every one by default
        :return: the order (pos.order) as superuser, empty when there is none any more
        :raise InvalidToken: when the text is not an e-nota of these cafés
        """
        # sudo: the signature is the right to see this one order
        companies_sudo = companies or self.env["res.company"].sudo().search([("parent_id", "=", False)])
        token = qr_token.read(text, *[company._mcrm_key("nota") for company in companies_sudo])
        if token.prefix != NOTA_PREFIX or len(token.fields) != 1 or not token.fields[0].isdecimal():
            raise qr_token.MalformedToken("not an e-nota")
        order_sudo = self.sudo().browse(int(token.fields[0])).exists()
        if order_sudo:
            qr_token.read(text, order_sudo.company_id._mcrm_key("nota"))  # signed by this order's own café
        return order_sudo.filtered(lambda order: order.state in PAID_STATES)

    def _mcrm_nota(self):
        """The e-nota in plain values, as the API gives it and the page shows it.

        :return: id, number, date, place, table, cashier, lines, discount, tax, total, payments, change, points, url
            (dict); money is ``{"amount", "currency"}``, the date ISO 8601 on the café's clock
        """
        self.ensure_one()
        payments = self.payment_ids.filtered(lambda payment: not payment.is_change)
        return {
            "id": self.id,
            "number": self.pos_reference or self.name,
            "date": self.company_id._mcrm_local(self.date_order).isoformat(),
            "place": self.company_id.name,
            "table": None,
            "cashier": self.user_id.name or None,
            "lines": [line._mcrm_nota_line() for line in self.lines],
            "discount": self._mcrm_money(sum(line._mcrm_discount() for line in self.lines)),
            "tax": self._mcrm_money(self.amount_tax),
            "total": self._mcrm_money(self.amount_total),
            "payments": [
                {"method": payment.payment_method_id.name, "amount": self._mcrm_money(payment.amount)}
                for payment in payments
            ],
            "change": self._mcrm_money(self.amount_return),
            "points": {
                "earned": self.mcrm_points_earned,
                "spent": self.mcrm_points_spent,
                "balance": self.mcrm_points_balance,
            },
            "url": self._mcrm_nota_path(),
        }

    def _mcrm_nota_values(self):
        """:return: what the page shows (dict): the e-nota with texts instead of figures"""
        self.ensure_one()
        company_sudo = self.company_id.sudo()  # the guest who reads it is nobody's user
        return {
            "nota": self._mcrm_nota(),
            "company": company_sudo,
            "address": [part for part in company_sudo.partner_id._display_address(True).split("\n") if part.strip()],
            "logo": False if company_sudo.uses_default_logo else company_sudo.logo_web,
            "date": format_datetime(
                self.env, self.date_order, tz=self.company_id._mcrm_timezone().key, dt_format="EEE, d MMM y · HH.mm"
            ),
            "money": lambda money: self._mcrm_price(money["amount"]),
            "number": self._mcrm_number,
            "signed": lambda value: ("+" if value > 0 else "\N{MINUS SIGN}") + self._mcrm_number(abs(value)),
            "lang": (self.env.lang or "en_US").replace("_", "-"),
        }

    def _mcrm_number(self, value):
        return formatLang(self.env, value, digits=0 if value == int(value) else 2)

    def _mcrm_price(self, amount):
        return self.currency_id.with_env(self.env)._mcrm_price(amount)

    def _mcrm_summary(self):
        """:return: id, number, date, total, points_earned, item_count: one row of a member's purchases (dict)"""
        self.ensure_one()
        sold = self.lines.filtered(lambda line: not line.is_reward_line and not line.combo_parent_id)
        return {
            "id": self.id,
            "number": self.pos_reference or self.name,
            "date": self.company_id._mcrm_local(self.date_order).isoformat(),
            "total": self._mcrm_money(self.amount_total),
            "points_earned": self.mcrm_points_earned,
            "item_count": int(sum(sold.mapped("qty"))),
        }

    def _mcrm_money(self, amount):
        """:return: ``{"amount", "currency"}``, whole numbers for currencies without decimals (dict)"""
        currency = self.currency_id
        rounded = currency.round(amount) + 0.0
        return {"amount": int(rounded) if not currency.decimal_places else rounded, "currency": currency.name}
