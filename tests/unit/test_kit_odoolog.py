"""What counts as a complaint in Odoo's log."""

from kit import odoolog

QUERY = "2026-11-24 09:20:33,779 98 ERROR cafe odoo.sql_db: bad query: b'UPDATE card SET points = 1'"


def problems(tmp_path, *lines):
    file = tmp_path / "odoo.log"
    file.write_text("\n".join(lines))
    return odoolog.problems(file)


def test_a_call_that_is_run_again_is_no_complaint(tmp_path):
    met = "ERROR: could not serialize access due to concurrent update"
    assert not problems(tmp_path, QUERY, met, "2026-11-24 09:20:34,000 98 INFO cafe odoo.http: fine")


def test_any_other_bad_query_is_one(tmp_path):
    found = problems(tmp_path, QUERY, 'ERROR: column "points" does not exist')
    assert found == [QUERY + '\nERROR: column "points" does not exist']


def test_the_same_words_elsewhere_are_one(tmp_path):
    given_up = "2026-11-24 09:20:33,779 98 ERROR cafe odoo.http: Exception during request handling."
    assert problems(tmp_path, given_up, "ERROR: could not serialize access due to concurrent update")
