"""The guest's app, as a person uses it."""


class App:
    def __init__(self, page):
        self.page = page

    def at(self, name):
        """:return: the part of the page with that test id (Locator)"""
        return self.page.get_by_test_id(name)

    def open(self, path="/mcrm"):
        self.page.goto(path)
        return self

    def sign_in(self, identifier, password):
        self.open()
        self.at("login-identifier").fill(identifier)
        self.at("login-password").fill(password)
        self.at("login-submit").click()
        self.at("balance").wait_for()
        return self

    def balance(self):
        """:return: the points that the home screen shows, written the Indonesian way (float)"""
        self.open()
        return float(self.at("balance").inner_text().replace(".", "").replace(",", "."))

    def member_qr(self):
        """:return: what the QR code on the screen says (str)"""
        self.at("nav-qr").click()
        return self.at("member-qr").get_attribute("data-text")

    def claim(self, title):
        """Take the promo of that title."""
        self.open()
        self.at("promo-card").filter(has_text=title).first.click()
        self.at("promo-claim").click()

    def voucher_qr(self, title):
        """:return: what the QR code of the voucher of that title says (str)"""
        self.at("nav-voucher").click()
        self.at("voucher-card").filter(has_text=title).first.click()
        return self.at("voucher-qr").get_attribute("data-text")
