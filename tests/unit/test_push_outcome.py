"""What an answer of a push service leads to."""

import json
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcrm_push.tools import outcome, service_account
from mcrm_push.tools.outcome import FAILED, GONE, MAX_ATTEMPTS, RETRY, SENT, Reply

NOW = datetime(2026, 11, 24, 3, tzinfo=timezone.utc)


def fcm_error(code="", status="INTERNAL"):
    details = [{"@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode": code}] if code else []
    return json.dumps({"error": {"code": 500, "message": "to token-1", "status": status, "details": details}})


@pytest.mark.parametrize(
    ("reply", "kind", "error"),
    [
        (Reply(1, 200), SENT, ""),
        (Reply(1, 404, fcm_error("UNREGISTERED")), GONE, "UNREGISTERED"),
        (Reply(1, 404), GONE, "HTTP_404"),
        (Reply(1, 403, fcm_error("SENDER_ID_MISMATCH")), GONE, "SENDER_ID_MISMATCH"),
        (Reply(1, 403, fcm_error(status="PERMISSION_DENIED")), RETRY, "PERMISSION_DENIED"),
        (Reply(1, 400, fcm_error("INVALID_ARGUMENT")), FAILED, "INVALID_ARGUMENT"),
        (Reply(1, 401), RETRY, "HTTP_401"),
        (Reply(1, 429, fcm_error("QUOTA_EXCEEDED")), RETRY, "QUOTA_EXCEEDED"),
        (Reply(1, 500, "<html>"), RETRY, "HTTP_500"),
        (Reply(1, 503, "[]"), RETRY, "HTTP_503"),
        (Reply(1, 0), RETRY, "NO_ANSWER"),
        (Reply(1, 302), FAILED, "HTTP_302"),
    ],
)
def test_each_answer_has_its_consequence(reply, kind, error):
    decision = outcome.classify(reply, 1, NOW, 0.5)
    assert (decision.kind, decision.error) == (kind, error)


def test_after_the_last_attempt_a_retry_becomes_a_failure():
    assert outcome.classify(Reply(1, 503), MAX_ATTEMPTS - 1, NOW, 0.5).kind == RETRY
    assert outcome.classify(Reply(1, 503), MAX_ATTEMPTS, NOW, 0.5).kind == FAILED


@given(st.integers(1, MAX_ATTEMPTS), st.floats(0, 10**6), st.floats(0, 1))
def test_the_delay_is_bounded_and_at_least_what_is_asked(attempts, asked, jitter):
    delay = outcome.delay(attempts, asked, jitter)
    assert min(asked, 24 * 3600) <= delay <= 24 * 3600 * 1.1
    assert delay >= outcome.FIRST_DELAY / 2


@given(st.integers(1, MAX_ATTEMPTS - 1), st.floats(0, 1))
def test_waiting_grows_with_each_attempt(attempts, jitter):
    assert outcome.delay(attempts, 0, jitter) < outcome.delay(attempts + 1, 0, jitter) or attempts > 7


@pytest.mark.parametrize(("header", "seconds"), [("120", 120), (" 5 ", 5), (None, 0), ("", 0), ("soon", 0), ("-3", 0)])
def test_retry_after_in_seconds(header, seconds):
    assert outcome.retry_after_seconds(header, NOW) == seconds


@given(st.integers(-(10**6), 10**6))
def test_retry_after_as_a_date(seconds):
    header = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    assert outcome.retry_after_seconds(header, NOW) == max(0, seconds)


@given(st.text())
def test_nonsense_in_retry_after_is_no_error(header):
    assert outcome.retry_after_seconds(header, NOW) >= 0


@given(st.text(), st.integers(0, 599))
def test_an_error_word_is_fit_for_a_log(body, status):
    word = outcome.error_code(Reply(1, status, body))
    assert word.isidentifier()


def account(**changes):
    values = {"type": "service_account", "project_id": "p", "client_email": "e", "private_key": "k", "token_uri": "u"}
    return {name: value for name, value in {**values, **changes}.items() if value is not None}


def test_a_service_account_is_read():
    assert service_account.parse(json.dumps(account()))["project_id"] == "p"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '"x"',
        json.dumps(account(type="authorized_user")),
        *(json.dumps(account(**{name: None})) for name in service_account.REQUIRED),
        *(json.dumps(account(**{name: 1})) for name in service_account.REQUIRED),
    ],
)
def test_other_texts_are_no_service_account(text):
    with pytest.raises(service_account.InvalidServiceAccount):
        service_account.parse(text)
