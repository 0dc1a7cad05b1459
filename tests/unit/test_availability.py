"""What is offered is free, open and allowed: in every time zone, across midnight, on days of 23 and 25 hours."""

import itertools
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcrm_reservation.tools import availability, states
from mcrm_reservation.tools.availability import Interval, Rules, Slot, Table

JAKARTA = ZoneInfo("Asia/Jakarta")
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [
    JAKARTA,
    BERLIN,
    *map(ZoneInfo, ("America/New_York", "Asia/Jayapura", "Australia/Lord_Howe", "Asia/Kathmandu")),
]
MIDNIGHT_OF_CALENDARS = timedelta(microseconds=1)  # they write 24:00 as 23:59:59.999999

minutes = st.integers(0, 4 * 24 * 60)
lengths = st.integers(0, 10 * 60)


def just_before(closing):
    """As a calendar writes a closing; in UTC, because on the wall the minute before may not exist."""
    return (closing.astimezone(timezone.utc) - MIDNIGHT_OF_CALENDARS).astimezone(closing.tzinfo)


def moment(minute, tz=timezone.utc):
    return (datetime(2026, 3, 27, tzinfo=timezone.utc) + timedelta(minutes=minute)).astimezone(tz)


@st.composite
def intervals(draw, tz=timezone.utc):
    start = draw(minutes)
    return Interval(moment(start, tz), moment(start + draw(lengths), tz))


@st.composite
def rules(draw):
    return Rules(
        step=timedelta(minutes=draw(st.sampled_from([10, 15, 30, 45, 60]))),
        turn=timedelta(minutes=draw(st.sampled_from([15, 45, 60, 90, 120]))),
        notice=timedelta(minutes=draw(st.sampled_from([0, 30, 120]))),
        window=draw(st.integers(0, 3)),
        tz=draw(st.sampled_from(ZONES)),
    )


tables = st.lists(st.builds(Table, st.integers(1, 6), st.integers(1, 8)), max_size=6, unique_by=lambda table: table.id)
busy = st.dictionaries(st.integers(1, 6), st.lists(intervals(), max_size=4))


def plain(step=30, turn=60, notice=0, window=30, tz=JAKARTA):
    return Rules(timedelta(minutes=step), timedelta(minutes=turn), timedelta(minutes=notice), window, tz)


def local(hour, minute=0, day=24, tz=JAKARTA):
    return datetime(2026, 11, day, hour, minute, tzinfo=tz)


@given(st.lists(intervals()))
def test_merged_intervals_are_disjoint_and_cover_the_same_time(given_intervals):
    merged = availability.merge(given_intervals)
    assert all(one.end < other.start for one, other in itertools.pairwise(merged))
    for minute in range(0, 5 * 24 * 60, 37):
        inside = any(each.start <= moment(minute) < each.end for each in given_intervals)
        assert inside == any(each.start <= moment(minute) < each.end for each in merged)


@given(st.lists(intervals(), max_size=4), tables, busy, st.integers(1, 8), rules(), minutes)
def test_every_slot_offered_is_open_free_allowed_and_seats_the_party(openings, tables, busy, party, rules, now):
    now = moment(now)
    seats = {table.id: table.seats for table in tables}
    merged = availability.merge(openings)
    for slot in availability.slots(openings, tables, busy, party, rules, now):
        stay = Interval(slot.start, slot.start + rules.turn)
        assert any(opening.start <= stay.start and stay.end <= opening.end for opening in merged)
        assert slot.start >= now + rules.notice
        assert (slot.start.astimezone(rules.tz).date() - now.astimezone(rules.tz).date()).days <= rules.window
        assert slot.table_ids and all(seats[table_id] >= party for table_id in slot.table_ids)
        assert slot.seats_left >= sum(seats[table_id] for table_id in slot.table_ids)
        for table_id in slot.table_ids:
            assert not any(availability.overlaps(stay, taken) for taken in busy.get(table_id, ()))


@given(st.lists(intervals(), max_size=3), tables, busy, st.integers(1, 8), rules(), minutes)
def test_booking_an_offered_table_takes_exactly_that_table_away(openings, tables, busy, party, rules, now):
    offered = availability.slots(openings, tables, busy, party, rules, moment(now))
    if not offered:
        return
    slot = offered[0]
    taken = slot.table_ids[0]
    booked = {**busy, taken: [*busy.get(taken, ()), Interval(slot.start, slot.start + rules.turn)]}
    then = availability.slots(openings, tables, booked, party, rules, moment(now))
    again = {each.start: each.table_ids for each in then}
    assert again.get(slot.start, ()) == slot.table_ids[1:]


@given(st.sampled_from(ZONES), st.integers(0, 3 * 24 * 2), st.integers(2, 48))
def test_a_service_split_at_midnight_offers_what_an_unsplit_one_offers(tz, first, count):
    start, end = moment(first * 30, tz), moment((first + count) * 30, tz)
    middle = moment((first + count // 2) * 30, tz)
    split = [Interval(start, just_before(middle)), Interval(middle, just_before(end))]
    assert availability.starts(split, plain()) == availability.starts([Interval(start, end)], plain())


def test_the_last_start_lets_the_party_stay_until_closing():
    starts = availability.starts([Interval(local(20), local(22))], plain(step=30, turn=60))
    assert [start.astimezone(JAKARTA).strftime("%H:%M") for start in starts] == ["20:00", "20:30", "21:00"]


def test_a_party_may_sit_down_the_minute_another_gets_up():
    openings, tables = [Interval(local(18), local(21))], [Table(1, 2)]
    busy = {1: list(map(availability.in_utc, (Interval(local(18), local(19)), Interval(local(20), local(21)))))}
    slots = availability.slots(openings, tables, busy, 2, plain(), local(8))
    assert slots == [Slot(local(19).astimezone(timezone.utc), (1,), 2)]


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)])
def test_a_day_on_which_the_clocks_change_is_shorter_or_longer(day, hours):
    midnight = datetime.combine(day, datetime.min.time(), tzinfo=BERLIN)
    next_midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=BERLIN)
    starts = availability.starts([Interval(midnight, next_midnight)], plain(step=60, turn=60, tz=BERLIN))
    assert len(starts) == hours == len(set(starts))


def test_a_day_is_that_of_the_venue_and_not_of_utc():
    openings = [Interval(local(22, day=24), local(2, day=25))]
    slots = availability.slots(openings, [Table(1, 2)], {}, 1, plain(step=60), local(8))
    evening, night = (availability.on_day(slots, date(2026, 11, day), JAKARTA) for day in (24, 25))
    assert [slot.start for slot in evening] == [local(22), local(23)]
    assert [slot.start for slot in night] == [local(0, day=25), local(1, day=25)]


def test_the_smallest_table_that_seats_the_party_comes_first():
    tables = [Table(1, 8), Table(2, 2), Table(3, 4), Table(4, 4)]
    assert [table.id for table in availability.best_fit(tables, 3)] == [3, 4, 1]


@pytest.mark.parametrize(("now", "expected"), [(local(17), True), (local(17, 1), False), (local(19), False)])
def test_notice_counts_to_the_minute(now, expected):
    assert availability.in_booking_window(local(18), plain(notice=60), now) is expected


def test_the_booking_window_counts_local_days():
    late_evening = local(23, 59)
    assert availability.in_booking_window(local(23, day=26), plain(window=2), late_evening)
    assert not availability.in_booking_window(local(0, day=27), plain(window=2), late_evening)


def test_the_nearest_times_never_hold_the_wanted_one():
    slots = [Slot(local(hour), (1,), 2) for hour in (10, 12, 13, 14, 20)]
    assert [slot.start.hour for slot in availability.nearest(slots, local(13))] == [10, 12, 14]


@pytest.mark.parametrize("state", states.ALL)
def test_each_state_has_a_way_out_or_back(state):
    assert states.can_move(state, state)
    assert states.MOVES[state] <= set(states.ALL) - {state}


def test_what_is_over_comes_alive_only_by_undoing():
    assert not states.can_move(states.FINISHED, states.CONFIRMED)
    assert not states.can_move(states.CANCELLED, states.SEATED)
    assert states.can_move(states.NO_SHOW, states.ARRIVED)
