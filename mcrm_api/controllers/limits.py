"""What may be tried how often, and how to say that it was too often."""

from datetime import timedelta

from ..dispatch.call import Answer
from ..dispatch.reader import problem

MINUTES, HOUR, DAY = timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)


def refused(call, status, code, headers=None):
    """A problem that is returned, not raised: what was counted on the way must be kept.

    :return: answer (Answer)
    """
    return Answer(problem(call.env, status, code, headers=headers), is_problem=True)


def limit(call, limits):
    """Count one try.

    :param Call call: the request
    :param list limits: tuples of what is tried (str), by whom or on whom (str), most tries (int), window (timedelta)
    :return: the answer to too many tries (Answer), None when this one is fine
    """
    named = [(f"{what}:{subject}", most, window) for what, subject, most, window in limits]
    wait = call.sudo("mcrm.api.attempt")._mcrm_take(named, call.now)  # sudo: internal book-keeping
    return refused(call, 429, "too_many_requests", {"Retry-After": str(wait)}) if wait else None


def limit_sending(call, contact):
    """Codes cost money and patience, and each is five guesses: 50 guesses a day at one in a million.

    :return: as `limit`
    """
    return limit(
        call,
        [("send", call.address, 30, HOUR), ("send", contact, 5, HOUR), ("send-day", contact, 10, DAY)],
    )


def limit_proving(call, contact):
    """:return: as `limit`"""
    return limit(call, [("prove", call.address, 100, MINUTES), ("prove", contact, 20, HOUR)])
