"""What an answer of a push service means: delivered, device gone, try again later, or never."""

import json
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

SENT = "sent"
GONE = "gone"
RETRY = "retry"
FAILED = "failed"

MAX_ATTEMPTS = 8
FIRST_DELAY = 15  # seconds
LONGEST_DELAY = 60 * 60  # seconds
# The app was removed, or the token belongs to another Firebase project: this device will never answer again.
GONE_CODES = {"UNREGISTERED", "SENDER_ID_MISMATCH"}
# Ours to mend (credentials, clock, quota) or theirs to mend: the message itself is good.
RETRY_STATUSES = {0, 401, 403, 408, 429, 500, 502, 503, 504}


class Reply(NamedTuple):
    """An answer to one delivery; status 0 means that none came."""

    delivery_id: int
    status: int
    body: str = ""
    retry_after: str | None = None


class Outcome(NamedTuple):
    """What follows from an answer. `delay` (seconds) counts only for a retry."""

    kind: str
    error: str = ""
    delay: float = 0.0


def classify(reply: Reply, attempts: int, now: datetime, jitter: float) -> Outcome:
    """Decide what becomes of a delivery.

    :param Reply reply: what the service answered
    :param int attempts: how often this delivery has been tried, this time included
    :param datetime now: aware
    :param float jitter: chance between 0 and 1, so that a crowd does not come back all at once
    :return: the decision (Outcome)
    """
    if reply.status == 200:
        return Outcome(SENT)
    error = error_code(reply)
    if reply.status == 404 or error in GONE_CODES:
        return Outcome(GONE, error)
    if reply.status not in RETRY_STATUSES or attempts >= MAX_ATTEMPTS:
        return Outcome(FAILED, error)
    return Outcome(RETRY, error, delay(attempts, retry_after_seconds(reply.retry_after, now), jitter))


def delay(attempts: int, asked: float, jitter: float) -> float:
    """How long to wait before the next attempt: doubling, bounded, at least what the service asks for.

    :param int attempts: tries so far, from 1
    :param float asked: seconds the service asked to wait, 0 when it did not
    :param float jitter: chance between 0 and 1
    :return: seconds (float)
    """
    backoff = min(FIRST_DELAY * 2 ** (attempts - 1), LONGEST_DELAY)
    return max(backoff * (0.5 + jitter / 2), min(asked, 24 * 3600) * (1 + jitter / 10))


def retry_after_seconds(header: str | None, now: datetime) -> float:
    """Read `Retry-After` in both its forms: seconds, or a date.

    :param str header: the value, or None
    :param datetime now: aware
    :return: seconds from now, 0 for none, for nonsense and for the past (float)
    """
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return max(0.0, (moment - now).total_seconds())


def error_code(reply: Reply) -> str:
    """The word for an error, fit for a log: it holds neither token nor text.

    :param Reply reply: what the service answered
    :return: FCM's own code such as ``UNREGISTERED``, else ``HTTP_<status>`` or ``NO_ANSWER`` (str)
    """
    if not reply.status:
        return "NO_ANSWER"
    try:
        error = json.loads(reply.body)["error"]
        codes = [detail["errorCode"] for detail in error.get("details", []) if "errorCode" in detail]
        code = codes[0] if codes else error["status"]
    except (ValueError, KeyError, TypeError, AttributeError):
        code = ""
    return code if isinstance(code, str) and code.isidentifier() else f"HTTP_{reply.status}"
