"""The till, as a cashier uses it."""

LAST_INDOORS = 6  # tables with higher numbers are on the terrace
KEY_DELAY = 8  # milliseconds between the keys of a wedge scanner


class Till:
    def __init__(self, page, camera):
        self.page, self.camera = page, camera

    def sign_in(self, login="cashier", password="cashier"):
        self.page.goto("/web/login")
        self.page.locator("input[name=login]").fill(login)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("button[type=submit]").first.click()
        self.page.wait_for_url("**/odoo**")
        return self

    def open(self, config=1):
        """Open the till, past its welcome screen where it shows one, and wait for the floor plan."""
        self.page.goto(f"/pos/ui/{config}")
        welcome, floor = self.page.locator(".screen-login .open-register-btn"), self.page.locator(".floor-map .table")
        welcome.or_(floor.first).wait_for()
        if welcome.is_visible():
            welcome.click()
        floor.first.wait_for()
        return self

    def sit_at(self, table):
        """Open an order on a table."""
        if not self.page.locator(".floor-map").is_visible():
            self.page.locator(".pos-leftheader .table-button").first.click()
        if table > LAST_INDOORS:
            self.page.locator(".floor-selector .button-floor").last.click()
        self.page.locator(f".floor-map .table:has(.label:text-is('{table}'))").first.click()
        self.page.locator(".product-screen article.product").first.wait_for()
        return self

    def add(self, product):
        self.page.locator(f"article.product:has(.product-name:text-is('{product}'))").click()
        return self

    def customer(self):
        """:return: the name on the order's customer button (str)"""
        return self.page.locator(".product-screen .set-partner").first.inner_text()

    def total(self):
        """:return: the order's total in rupiah (int)"""
        text = self.page.locator(".order-summary .total").first.inner_text()
        return int("".join(filter(str.isdigit, text)))

    def lines(self):
        """:return: the names of the order's lines (list of str)"""
        return self.page.locator(".order-container .orderline .product-name").all_inner_texts()

    def scan(self, text):
        """Touch Scan QR, hold the code before the camera, wait for the answer, close.

        :return: what the till says (str)
        """
        self.camera.show(text)
        self.page.locator(".mcrm-scan-button:visible").first.click()
        result = self.page.locator(".mcrm-scan-dialog .mcrm-scan-result")
        result.and_(self.page.locator(".mcrm-scan-ok, .mcrm-scan-refused, .mcrm-scan-offline")).wait_for()
        said = result.inner_text()
        self.close_dialog()
        return said

    def close_dialog(self):
        self.page.keyboard.press("Escape")
        self.page.locator(".mcrm-scan-dialog").wait_for(state="detached")

    def wedge(self, text):
        """Scan with a scanner that types like a keyboard."""
        self.page.keyboard.type(text, delay=KEY_DELAY)
        self.page.keyboard.press("Enter")

    def pay(self, method="Tunai"):
        """Take the money: choose the method and validate."""
        self.page.locator(".product-screen .pay-order-button").first.click()
        self.page.locator(f".paymentmethod:has(.payment-name:text-is('{method}'))").click()
        self.page.locator(".payment-screen button.validation-button.next").click()

    def receipt(self):
        """:return: the receipt's text (str)"""
        receipt = self.page.locator(".receipt-screen .pos-receipt")
        receipt.wait_for()
        return receipt.inner_text()
