"""The life of a reservation: its states and the ways between them."""

HELD = "held"
REQUESTED = "requested"
CONFIRMED = "confirmed"
ARRIVED = "arrived"
SEATED = "seated"
FINISHED = "finished"
DECLINED = "declined"
CANCELLED = "cancelled"
NO_SHOW = "no_show"

ALL = (HELD, REQUESTED, CONFIRMED, ARRIVED, SEATED, FINISHED, DECLINED, CANCELLED, NO_SHOW)
# A live reservation occupies its tables.
LIVE = (HELD, REQUESTED, CONFIRMED, ARRIVED, SEATED)
# What is still ahead of the guest, and what the guest may therefore cancel.
UPCOMING = (HELD, REQUESTED, CONFIRMED)

# Staff also undo their slips (a wrong "no-show", a table seated too early): those ways lead back.
MOVES = {
    HELD: {REQUESTED, CONFIRMED, CANCELLED},
    REQUESTED: {CONFIRMED, DECLINED, CANCELLED},
    CONFIRMED: {ARRIVED, SEATED, DECLINED, CANCELLED, NO_SHOW},
    ARRIVED: {CONFIRMED, SEATED, CANCELLED, NO_SHOW},
    SEATED: {ARRIVED, FINISHED},
    FINISHED: {SEATED},
    DECLINED: {REQUESTED, CONFIRMED},
    CANCELLED: {CONFIRMED},
    NO_SHOW: {CONFIRMED, ARRIVED},
}


def can_move(before: str, after: str) -> bool:
    """Whether a reservation may go from one state to another; staying where it is, is no move and allowed.

    :param str before: one of `ALL`
    :param str after: one of `ALL`
    :return: whether the way exists (bool)
    """
    return before == after or after in MOVES[before]
