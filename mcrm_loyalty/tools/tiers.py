"""Which tier a member has, and until when: levels reached with qualifying points, kept for twelve months."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from .points import round_points

PERIOD = relativedelta(months=12)


class Level(NamedTuple):
    """One tier of a program."""

    id: int
    threshold: float  # qualifying points


class Standing(NamedTuple):
    """The tier a member has. ``until`` is the last day of it; empty without a tier and for a tier for life."""

    level: Level | None = None
    since: date | None = None
    until: date | None = None


def reached(levels: Collection[Level], points: float) -> Level | None:
    """Give the highest level a number of points reaches.

    :param levels: in any order, thresholds all different
    :param float points: qualifying points
    :return: Level, None below the lowest threshold
    """
    within = [level for level in levels if level.threshold <= round_points(points)]
    return max(within, key=lambda level: level.threshold, default=None)


def following(levels: Collection[Level], level: Level | None) -> Level | None:
    """Give the next level up.

    :param levels: in any order
    :param level: where the member is, None below the lowest
    :return: Level, None at the top
    """
    above = [other for other in levels if _rank(other) > _rank(level)]
    return min(above, key=lambda other: other.threshold, default=None)


def higher(one: Standing, other: Standing) -> Standing:
    """Give the better of two standings.

    :param one: a standing, preferred when both are on one level
    :param other: the standing to compare with
    :return: Standing
    """
    return other if _rank(other.level) > _rank(one.level) else one


def distance(level: Level, points: float) -> float:
    """Say how far a level is.

    :param level: the level to reach
    :param float points: qualifying points there are
    :return: points still needed (float), zero or more
    """
    return max(0.0, round_points(level.threshold - points))


def progress(level: Level, points: float) -> float:
    """Say how much of the way to a level is done.

    :param level: the level to reach
    :param float points: qualifying points there are
    :return: 0 to 1 (float)
    """
    return min(1.0, max(0.0, points) / level.threshold) if level.threshold else 1.0


def period_start(day: date) -> date:
    """:return: the first day whose points count twelve months later, on ``day`` (date)"""
    return day - PERIOD


def period_end(day: date) -> date:
    """:return: the last day of a tier reached on ``day`` (date)"""
    return day + PERIOD


def review(
    levels: Collection[Level],
    standing: Standing,
    today: date,
    points: float,
    supporting: float | None = None,
    lasting: bool = False,
) -> Standing:
    """Decide about a member's tier: up at once, down at the end of the period, or when a refund took its reason away.

    :param levels: the program's tiers, in any order
    :param standing: what the member has
    :param date today: in the company's time zone
    :param float points: qualifying points that count today
    :param float supporting: qualifying points that count for the tier the member has; None when none were taken back
    :param bool lasting: tiers are for life and have no period
    :return: what the member has from now on (Standing); an equal one when nothing changes
    """
    standing = _with_period(standing, lasting)
    earned = reached(levels, points)
    if _rank(earned) > _rank(standing.level):
        return _begin(earned, today, lasting)
    if standing.until and standing.until < today:
        return _begin(earned, today, lasting)
    if supporting is not None:
        supported = reached(levels, supporting)
        if _rank(supported) < _rank(standing.level):
            return standing._replace(level=supported) if supported else Standing()
    return standing


def _with_period(standing: Standing, lasting: bool) -> Standing:
    """The café may have changed between tiers for a year and for life."""
    if not standing.since:
        return standing
    return standing._replace(until=None if lasting else standing.until or period_end(standing.since))


def _begin(level: Level | None, today: date, lasting: bool) -> Standing:
    if not level:
        return Standing()
    return Standing(level, today, None if lasting else period_end(today))


def _rank(level: Level | None) -> float:
    return level.threshold if level else -1.0
