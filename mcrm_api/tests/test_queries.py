"""Hot reads stay few statements, however much a member has."""

from odoo.tests import tagged

from .common import ApiCase, give_points, make_member, make_program, sign_in


@tagged("post_install", "-at_install")
class TestQueries(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        give_points(cls.env, cls.member, 500)
        cls.points.mcrm_tier_ids = [(0, 0, {"name": f"Tier {n}", "threshold": n * 100}) for n in range(4)]
        for number in range(10):
            promo = make_program(cls.env, "promo", f"Promo {number}")
            promo._mcrm_claim(cls.member, cls.now, f"key-{number}")
        cls.env.flush_all()

    def statements(self, path, token=None):
        """:return: SQL statements of one warm call (int)"""
        counts = []
        for _time in range(3):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            answer = self.ask("GET", path, token=token or self.tokens["access"])
            self.assertEqual(answer.status_code, 200, answer.text)
            counts.append(self.cr.sql_log_count - before)
        return min(counts)

    def test_hot_reads(self):
        # one of these finds the token; home and vouchers read the company in one or two more
        counts = {path: self.statements(path) for path in ("me", "me/points", "home", "vouchers")}
        self.assertEqual(counts, {"me": 2, "me/points": 2, "home": 6, "vouchers": 4})

    def test_more_members_and_tokens_cost_no_statement_more(self):
        before = self.statements("me")
        for number in range(20):
            member = make_member(self.env, f"M{number}", f"m{number}@example.com", f"+62812000009{number:02d}")
            for _device in range(3):
                sign_in(self.env, member)
        self.env.flush_all()
        self.assertEqual(self.statements("me"), before)

    def test_the_token_lookup_uses_its_index(self):
        self.cr.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'mcrm_api_token'")
        indexes = [row[0] for row in self.cr.fetchall()]
        self.assertTrue(any("UNIQUE" in index and "(digest)" in index for index in indexes), indexes)
