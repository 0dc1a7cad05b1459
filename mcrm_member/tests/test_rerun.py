from unittest.mock import patch

import psycopg2.errors

from odoo.exceptions import ConcurrencyError, UserError
from odoo.tests import TransactionCase, tagged

from .. import rerun


@tagged("post_install", "-at_install")
class TestRerun(TransactionCase):
    def setUp(self):
        super().setUp()
        self.waits, self.tries = [], 0
        self.startPatcher(patch.object(rerun.time, "sleep", self.waits.append))
        cr = self.registry.cursor()  # the test's own cannot be rolled back
        self.addCleanup(cr.close)
        self.env = self.env(cr=cr)

    def failing(self, times, error):
        def call():
            self.tries += 1
            if self.tries <= times:
                self.env["res.partner"].create({"name": "Setengah Jalan"})
                raise error
            return "through"

        return call

    def test_it_is_run_until_it_is_through_and_leaves_no_half_work(self):
        call = self.failing(12, ConcurrencyError("met"))
        self.assertEqual(rerun.until_through(self.env, call), "through")
        self.assertEqual((self.tries, len(self.waits)), (13, 12))
        self.assertLessEqual(max(self.waits), rerun.LONGEST_WAIT)
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Setengah Jalan")]))

    def test_the_database_says_so_too(self):
        for error in (psycopg2.errors.SerializationFailure, psycopg2.errors.DeadlockDetected):
            self.tries = 0
            self.assertEqual(rerun.until_through(self.env, self.failing(1, error())), "through")

    def test_other_errors_are_not_its_business(self):
        with self.assertRaises(UserError):
            rerun.until_through(self.env, self.failing(1, UserError("no")))
        self.assertEqual(self.tries, 1)

    def test_patience_ends(self):
        with patch.object(rerun, "PATIENCE", -1), self.assertRaises(ConcurrencyError):
            rerun.until_through(self.env, self.failing(1, ConcurrencyError("met")))
