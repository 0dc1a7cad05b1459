import json
import re

from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestApp(HttpCase):
    """What the server answers to somebody it does not know."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].browse(cls.env["res.company"]._mcrm_api_company_id())
        cls.company.name = "Kedai </script><b>Uji</b>"

    def setUp(self):
        super().setUp()
        self.opener.cookies.clear()

    def _config(self, html):
        found = re.search(r'<script type="application/json" id="mcrm-config">(.*?)</script>', html, re.DOTALL)
        return json.loads(found[1])

    def test_page_is_for_everybody_and_keeps_no_session(self):
        answer = self.url_open("/mcrm")
        self.assertEqual(answer.status_code, 200)
        self.assertTrue(answer.text.startswith("<!DOCTYPE html>"))
        self.assertNotIn("Set-Cookie", answer.headers)

    def test_page_forbids_foreign_code(self):
        headers = self.url_open("/mcrm").headers
        policy = headers["Content-Security-Policy"]
        scripts = re.search(r"script-src ([^;]*)", policy)[1]
        self.assertNotIn("unsafe-inline", policy)
        self.assertEqual(scripts, "'self' 'unsafe-eval'")
        self.assertIn("frame-ancestors 'none'", policy)
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
        self.assertEqual(headers["X-Frame-Options"], "DENY")

    def test_names_are_escaped(self):
        html = self.url_open("/mcrm").text
        self.assertNotIn("<b>Uji</b>", html)
        self.assertEqual(self._config(html)["cafe"], self.company.name)

    def test_any_screen_is_the_same_page(self):
        page = self.url_open("/mcrm").text
        for path in ("/mcrm/vouchers/21", "/mcrm/no/such/screen"):
            answer = self.url_open(path)
            self.assertEqual((answer.status_code, answer.text), (200, page), path)

    def test_what_others_answer_is_not_the_app(self):
        for path in ("/mcrm/api", "/mcrm/api/v2/me", "/mcrm/nota"):
            answer = self.url_open(path)
            self.assertEqual(answer.status_code, 404, path)
            self.assertNotIn("mcrm-config", answer.text)

    def test_every_text_has_its_indonesian(self):
        texts = self._config(self.url_open("/mcrm").text)["texts"]["id"]
        self.assertEqual(texts["Sign in"], "Masuk")

    def test_bundle_is_its_own_and_whole(self):
        html = self.url_open("/mcrm").text
        script = re.search(r'src="([^"]*mcrm_app\.assets[^"]*\.js)"', html)[1]
        style = re.search(r'href="([^"]*mcrm_app\.assets[^"]*\.css)"', html)[1]
        code = self.url_open(script).text
        self.assertIn('"mcrm_app.HomePage"', code)
        self.assertNotIn("@web/env", code)
        self.assertIn(".bottom-bar", self.url_open(style).text)

    def test_manifest_makes_it_installable(self):
        self.company.write({"mcrm_brand_color": "#0F6B4F", "mcrm_app_short_name": "Uji"})
        answer = self.url_open("/mcrm/manifest.webmanifest")
        manifest = answer.json()
        self.assertEqual(answer.headers["Content-Type"], "application/manifest+json")
        self.assertNotIn("Set-Cookie", answer.headers)
        self.assertEqual((manifest["name"], manifest["short_name"]), (self.company.name, "Uji"))
        self.assertEqual((manifest["scope"], manifest["start_url"]), ("/mcrm", "/mcrm"))
        self.assertEqual((manifest["display"], manifest["theme_color"]), ("standalone", "#0F6B4F"))
        self.assertLessEqual({"192x192", "512x512"}, {icon["sizes"] for icon in manifest["icons"]})
        for icon in manifest["icons"]:
            picture = self.url_open(icon["src"])
            self.assertEqual(picture.headers["Content-Type"], "image/png")
            self.assertTrue(picture.content.startswith(b"\x89PNG"))

    def test_icon_has_only_its_sizes(self):
        self.assertEqual(self.url_open("/mcrm/icon/4096.png").status_code, 404)

    def test_worker_covers_the_app_and_knows_its_files(self):
        answer = self.url_open("/mcrm/service-worker.js")
        self.assertEqual(answer.headers["Service-Worker-Allowed"], "/mcrm")
        self.assertEqual(answer.headers["Cache-Control"], "no-cache")
        self.assertTrue(answer.headers["Content-Type"].startswith("text/javascript"))
        settings = json.loads(re.match(r"self\.MCRM = (\{.*?\});\n", answer.text)[1])
        page = self.url_open("/mcrm").text
        self.assertEqual(len(settings["assets"]), 2)
        for asset in settings["assets"]:
            self.assertIn(asset, page)

    def test_brand_colour_reaches_the_page(self):
        self.company.mcrm_brand_color = "#0f6b4f"
        self.assertIn("--brand:#0F6B4F;", self.url_open("/mcrm").text)

    def test_brand_colour_cannot_break_out(self):
        evil = "red}</style><script>alert(1)</script>"
        self.env.cr.execute("UPDATE res_company SET mcrm_brand_color = %s WHERE id = %s", [evil, self.company.id])
        self.company.invalidate_recordset()
        html = self.url_open("/mcrm").text
        self.assertNotIn("alert(1)", html)
        self.assertIn("--brand:#B4532A;", html)
