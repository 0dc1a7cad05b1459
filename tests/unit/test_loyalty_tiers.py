"""A tier comes as soon as its points are there, and goes only at the end of its period or when a refund undoes it."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from mcrm_loyalty.tools.tiers import (
    Level,
    Standing,
    distance,
    following,
    higher,
    period_end,
    period_start,
    progress,
    reached,
    review,
)

points = st.integers(0, 200_000).map(lambda cents: cents / 100)
ladders = st.sets(points, max_size=6).map(lambda all_: [Level(i, p) for i, p in enumerate(sorted(all_))])
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
TODAY = date(2026, 11, 24)
BRONZE, SILVER, GOLD = ladder = [Level(1, 0), Level(2, 100), Level(3, 500)]


def standing_of(levels, earned, day):
    return review(levels, Standing(), day, earned)


@given(ladders, points)
def test_the_level_reached_is_the_highest_within_the_points(levels, earned):
    level = reached(levels, earned)
    assert level is None or level.threshold <= earned
    assert all(other.threshold > earned for other in levels if level is None or other.threshold > level.threshold)


@given(ladders, points)
def test_the_points_still_needed_are_exactly_enough(levels, earned):
    level = following(levels, reached(levels, earned))
    assume(level)
    needed = distance(level, earned)
    assert needed > 0
    assert reached(levels, earned + needed) == level
    assert reached(levels, earned + needed - 0.01) != level


@given(ladders, points, points, days, st.integers(0, 366))
def test_nothing_is_lost_within_the_period(levels, before, now, day, later):
    standing = standing_of(levels, before, day)
    today = min(day + timedelta(days=later), period_end(day))
    after = review(levels, standing, today, now)
    if standing.level:
        assert after.level.threshold >= standing.level.threshold
    assert after.level is None or after.level.threshold >= getattr(reached(levels, now), "threshold", 0)


@given(ladders, points, points, days)
def test_after_the_period_the_tier_is_what_was_earned_anew(levels, before, now, day):
    today = period_end(day) + timedelta(days=1)
    after = review(levels, standing_of(levels, before, day), today, now)
    assert after.level == reached(levels, now)
    assert after.until == (period_end(today) if after.level else None)


@given(ladders, points, points, days)
def test_a_refund_leaves_what_the_rest_supports(levels, before, rest, day):
    assume(rest <= before)
    standing = standing_of(levels, before, day)
    after = review(levels, standing, day, rest, supporting=rest)
    assert after.level == reached(levels, rest)


@given(ladders, points, points, days, days)
def test_a_tier_for_life_never_ends(levels, before, now, day, today):
    assume(today >= day)
    standing = review(levels, Standing(), day, before, lasting=True)
    after = review(levels, standing, today, now, lasting=True)
    assert standing.until is None
    assert standing.level is None or after.level.threshold >= standing.level.threshold


@given(ladders, points, days)
def test_a_second_review_changes_nothing(levels, earned, day):
    standing = standing_of(levels, earned, day)
    assert review(levels, standing, day, earned) == standing


def test_a_change_between_a_year_and_life_takes_effect():
    gold = standing_of(ladder, 600, TODAY)
    forever = review(ladder, gold, period_end(TODAY) + timedelta(days=1), 0, lasting=True)
    assert (forever.level, forever.until) == (GOLD, None)
    back = review(ladder, forever, TODAY, 600)
    assert back.until == period_end(TODAY)


def test_a_higher_tier_begins_a_new_period_and_a_lower_one_keeps_the_old():
    silver = standing_of(ladder, 100, TODAY)
    later = TODAY + timedelta(days=100)
    gold = review(ladder, silver, later, 500)
    assert (gold.level, gold.since) == (GOLD, later)
    fallen = review(ladder, gold, later, 100, supporting=100)
    assert (fallen.level, fallen.until) == (SILVER, gold.until)


def test_leap_day():
    assert period_end(date(2028, 2, 29)) == date(2029, 2, 28)
    assert period_start(date(2028, 2, 29)) == date(2027, 2, 28)


@given(ladders, points)
def test_the_way_is_done_when_the_level_is_reached(levels, earned):
    for level in levels:
        assert 0 <= progress(level, earned) <= 1
        assert (progress(level, earned) == 1) == (earned >= level.threshold)


def test_of_two_standings_the_higher_is_kept_with_its_period():
    silver, gold = standing_of(ladder, 100, TODAY), standing_of(ladder, 500, TODAY)
    assert higher(silver, gold) == higher(gold, silver) == gold
    assert higher(silver, Standing()) == higher(Standing(), silver) == silver
    later = standing_of(ladder, 100, TODAY + timedelta(days=9))
    assert higher(silver, later) == silver
