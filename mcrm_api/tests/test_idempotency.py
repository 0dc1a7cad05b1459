from unittest.mock import patch

from odoo.tests import tagged

from ..models.mcrm_api_request import McrmApiRequest
from .common import ApiCase


@tagged("post_install", "-at_install")
class TestIdempotency(ApiCase):
    def claim(self, key, promo=None, **kwargs):
        return self.me("POST", f"promos/{(promo or self.promo).id}/claim", key=key, **kwargs)

    def test_the_same_request_twice_gives_the_same_answer(self):
        key = self.new_key()
        first, second = self.claim(key), self.claim(key)
        self.assertEqual((first.status_code, first.content), (201, second.content))
        self.assertEqual(second.status_code, 201)
        self.assertEqual(second.headers["Idempotency-Replayed"], "true")
        self.assertEqual(len(self.me("GET", "vouchers").json()["items"]), 1)

    def test_a_key_names_one_request(self):
        key = self.new_key()
        self.claim(key)
        self.assertProblem(
            self.claim(key, promo=self.promo.copy({"mcrm_published": True})), 422, "idempotency_key_reused"
        )

    def test_keys_belong_to_their_member(self):
        key = self.new_key()
        mine = self.claim(key).json()
        theirs = self.ask("POST", f"promos/{self.promo.id}/claim", token=self.other_tokens["access"], key=key).json()
        self.assertNotEqual(mine["id"], theirs["id"])

    def test_the_key_is_asked_for(self):
        for key in (None, "short", "x" * 129):
            self.assertProblem(self.claim(key), 400, "idempotency_key_missing")

    def test_a_refused_request_may_be_tried_again(self):
        self.promo.mcrm_quota, key = 1, self.new_key()
        self.promo._mcrm_claim(self.other, self.now, "other")
        self.flush()
        self.assertProblem(self.claim(key), 409, "promo_quota_exhausted")
        self.promo.mcrm_quota = 2
        self.flush()
        self.assertEqual(self.claim(key).status_code, 201)

    def test_a_request_in_flight_is_not_run_again(self):
        with patch.object(McrmApiRequest, "_mcrm_is_free", return_value=False):
            answer = self.claim(self.new_key())
        self.assertProblem(answer, 409, "request_in_flight")
        self.assertEqual(answer.headers["Retry-After"], "1")

    def test_register_twice_with_a_key_sends_one_mail(self):
        body = {
            "name": "Dewi",
            "email": "dewi@example.com",
            "phone": "081200000888",
            "birth_date": "1990-01-01",
            "password": "es teh manis",
            "consents": [{"purpose": "terms", "version": "1"}],
        }
        key = self.new_key()
        answers = [self.ask("POST", "auth/register", json=body, key=key) for _time in range(2)]
        self.assertEqual([answer.status_code for answer in answers], [202, 202])
        self.last_code("dewi@example.com")
        self.assertEqual(self.env["mail.mail"].search_count([("email_to", "=", "dewi@example.com")]), 1)
