"""What is free: opening hours and reservations in, bookable slots out.

All bounds are half-open, `[start, end)`: a party may sit down at the very minute another one gets up.
Times are aware datetimes and those given back are UTC: Python compares and adds within a local time zone by the clock
on the wall, which is wrong on days of 23 or 25 hours.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

# Calendars write "until midnight" as 23:59:59.999999: what lies closer together than this belongs together.
TOUCHING = timedelta(seconds=1)


class Interval(NamedTuple):
    """A period, half-open."""

    start: datetime
    end: datetime


class Table(NamedTuple):
    """A table and its chairs."""

    id: int
    seats: int


class Rules(NamedTuple):
    """What a venue allows. `window` counts whole days of the local calendar, today being 0."""

    step: timedelta
    turn: timedelta
    notice: timedelta
    window: int
    tz: tzinfo


class Slot(NamedTuple):
    """A start (UTC) that can be offered: the free tables that seat the party, best fit first, and all seats free."""

    start: datetime
    table_ids: tuple[int, ...]
    seats_left: int


def merge(intervals: Iterable[Interval]) -> list[Interval]:
    """Join what overlaps or touches.

    :param intervals: in any order (iterable of Interval); empty ones are dropped
    :return: disjoint intervals in order of time (list of Interval)
    """
    joined: list[Interval] = []
    for start, end in sorted(interval for interval in intervals if interval.start < interval.end):
        if joined and start - joined[-1].end < TOUCHING:
            joined[-1] = Interval(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Interval(start, end))
    return joined


def in_utc(interval: Interval) -> Interval:
    """
    :param Interval interval: aware, in any time zone
    :return: the same period in UTC (Interval)
    """
    return Interval(interval.start.astimezone(timezone.utc), interval.end.astimezone(timezone.utc))


def overlaps(one: Interval, other: Interval) -> bool:
    """
    :param Interval one: half-open, UTC
    :param Interval other: half-open, UTC
    :return: whether they share a moment (bool)
    """
    return one.start < other.end and other.start < one.end


def starts(openings: Iterable[Interval], rules: Rules) -> list[datetime]:
    """The times at which a party may sit down and still stay its whole turn.

    :param openings: opening hours (iterable of Interval, aware)
    :param Rules rules: step and turn time
    :return: starts in UTC, in order; the first of an opening is the opening itself (list of datetime)
    """
    found = []
    for opening in merge(in_utc(opening) for opening in openings):
        start = opening.start
        # an opening "until midnight" ends a microsecond early
        while start + rules.turn < opening.end + TOUCHING:
            found.append(start)
            start += rules.step
    return found


def in_booking_window(start: datetime, rules: Rules, now: datetime) -> bool:
    """
    :param datetime start: aware
    :param Rules rules: notice and window
    :param datetime now: aware
    :return: whether `start` is neither too soon nor too far away (bool)
    """
    return not is_too_soon(start, rules, now) and _days_ahead(start, rules, now) <= rules.window


def is_too_soon(start: datetime, rules: Rules, now: datetime) -> bool:
    """
    :param datetime start: aware
    :param Rules rules: the notice
    :param datetime now: aware
    :return: whether `start` is past, or closer than the notice asks (bool)
    """
    return start.astimezone(timezone.utc) < now.astimezone(timezone.utc) + rules.notice


def best_fit(tables: Iterable[Table], party_size: int) -> list[Table]:
    """The tables that seat a party, the fewest empty chairs first, so that large tables stay free.

    :param tables: in any order (iterable of Table)
    :param int party_size: guests
    :return: in the same order for every caller (list of Table)
    """
    return sorted((table for table in tables if table.seats >= party_size), key=lambda table: (table.seats, table.id))


def free_tables(period: Interval, tables: Iterable[Table], busy: Mapping[int, Sequence[Interval]]) -> list[Table]:
    """The tables on which nobody sits or will sit during a period.

    :param Interval period: half-open, UTC
    :param tables: in any order (iterable of Table)
    :param busy: occupied periods by table id, UTC (mapping of int to Interval sequences)
    :return: in the order given (list of Table)
    """
    return [table for table in tables if not any(overlaps(period, taken) for taken in busy.get(table.id, ()))]


def slots(
    openings: Iterable[Interval],
    tables: Sequence[Table],
    busy: Mapping[int, Sequence[Interval]],
    party_size: int,
    rules: Rules,
    now: datetime,
) -> list[Slot]:
    """Each start within the rules at which at least one table seats the party.

    :param openings: opening hours (iterable of Interval)
    :param tables: the venue's tables (sequence of Table)
    :param busy: occupied periods by table id, UTC
    :param int party_size: guests
    :param Rules rules: what the venue allows
    :param datetime now: aware
    :return: in order of time (list of Slot)
    """
    offered = []
    for start in starts(openings, rules):
        if not in_booking_window(start, rules, now):
            continue
        free = free_tables(Interval(start, start + rules.turn), tables, busy)
        if fitting := best_fit(free, party_size):
            ids = tuple(table.id for table in fitting)
            offered.append(Slot(start, ids, sum(table.seats for table in free)))
    return offered


def on_day(offered: Iterable[Slot], day: date, tz: tzinfo) -> list[Slot]:
    """
    :param offered: what is free (iterable of Slot)
    :param date day: of the local calendar
    :param tzinfo tz: whose calendar
    :return: the slots that start on that day (list of Slot)
    """
    return [slot for slot in offered if slot.start.astimezone(tz).date() == day]


def nearest(offered: Iterable[Slot], wanted: datetime, count: int = 3) -> list[Slot]:
    """The slots closest to a time that cannot be had.

    :param offered: what is free (iterable of Slot)
    :param datetime wanted: aware
    :param int count: how many at most
    :return: in order of time, never the wanted time itself (list of Slot)
    """
    wanted = wanted.astimezone(timezone.utc)
    others = [slot for slot in offered if slot.start != wanted]
    closest = sorted(others, key=lambda slot: (abs(slot.start - wanted), slot.start))[:count]
    return sorted(closest, key=lambda slot: slot.start)


def _days_ahead(start: datetime, rules: Rules, now: datetime) -> int:
    return (start.astimezone(rules.tz).date() - now.astimezone(rules.tz).date()).days
