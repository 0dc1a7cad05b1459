"""What a QR promises: what was issued is read, and nothing else is."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcrm_member.tools import qr_token

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
NOW = datetime(2026, 11, 24, 12, 0, 7, tzinfo=timezone.utc)

prefixes = st.from_regex(r"[A-Z][0-9]", fullmatch=True)
fields = st.lists(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", min_size=1, max_size=24), min_size=1, max_size=4)
keys = st.binary(min_size=16, max_size=64)


@given(prefixes, fields, keys)
def test_what_is_issued_is_read(prefix, values, key):
    assert qr_token.read(qr_token.issue(prefix, values, key), key) == (prefix, tuple(values))


@given(prefixes, fields, keys, st.data())
def test_every_change_of_one_character_is_refused(prefix, values, key, data):
    text = qr_token.issue(prefix, values, key)
    position = data.draw(st.integers(0, len(text) - 1))
    # White space is forgiven around a token and a slash makes a URL of it: neither changes what is read
    other = data.draw(st.characters().filter(lambda char: char.upper() != text[position] and char != "/"))
    changed = text[:position] + other + text[position + 1 :]
    if changed.strip().upper() != text:
        with pytest.raises(qr_token.InvalidToken):
            qr_token.read(changed, key)


@given(prefixes, fields, keys, st.data())
def test_a_missing_or_doubled_character_is_refused(prefix, values, key, data):
    text = qr_token.issue(prefix, values, key)
    position = data.draw(st.integers(0, len(text) - 1))
    for changed in (text[:position] + text[position + 1 :], text[:position] + text[position] + text[position:]):
        with pytest.raises(qr_token.InvalidToken):
            qr_token.read(changed, key)


@given(st.text(max_size=600))
def test_no_text_breaks_the_reader(text):
    qr_token.prefix_of(text)
    with pytest.raises(qr_token.InvalidToken):
        qr_token.read(text, KEY)


def test_the_form_is_as_documented():
    assert qr_token.issue("M1", ["1234567897", 59012345], KEY) == "M1.1234567897.59012345.N6UYCC2XNNW2JTO2"


def test_other_companies_are_refused():
    with pytest.raises(qr_token.WrongSignature):
        qr_token.read(qr_token.issue("V1", ["ABCD"], KEY), OTHER_KEY)


def test_without_a_key_nothing_is_accepted():
    with pytest.raises(qr_token.WrongSignature):
        qr_token.read(qr_token.issue("V1", ["ABCD"], KEY))


def test_any_of_several_keys_may_fit():
    assert qr_token.read(qr_token.issue("V1", ["ABCD"], OTHER_KEY), KEY, OTHER_KEY).fields == ("ABCD",)


def test_the_signature_covers_prefix_and_fields():
    text = qr_token.issue("V1", ["ABCD"], KEY)
    with pytest.raises(qr_token.WrongSignature):
        qr_token.read("R1" + text[2:], KEY)
    with pytest.raises(qr_token.WrongSignature):
        qr_token.read(text.replace("ABCD", "AB.CD"), KEY)


@pytest.mark.parametrize(
    "form",
    [
        "{}",
        "  {}\r\n",
        "https://cafe.example.com/mcrm/nota/{}",
        "http://192.168.1.4:8069/mcrm/nota/{}/",
        "https://cafe.example.com/mcrm/nota/{}?lang=id#top",
    ],
)
def test_reading_forgives_white_space_case_and_urls(form):
    text = qr_token.issue("N1", ["12-34"], KEY)
    for given_text in (form.format(text), form.format(text.lower())):
        assert qr_token.prefix_of(given_text) == "N1"
        assert qr_token.read(given_text, KEY).fields == ("12-34",)


@pytest.mark.parametrize(
    "text", ["", "M1", "8990001234567", "M1.", ".M1.2", "MM.1.2", "1M.1.2", "https://x.example/", "№1.2"]
)
def test_other_texts_are_malformed(text):
    with pytest.raises(qr_token.MalformedToken):
        qr_token.read(text, KEY)


def test_prefix_of_ordinary_codes_is_none():
    assert [qr_token.prefix_of(text) for text in ("8990001234567", "", "https://x.example/menu", None, "042ABC")] == [
        None
    ] * 5


@pytest.mark.parametrize("values", [[], ["a b"], [""], ["é"], ["a.b"], ["a/b"]])
def test_what_a_token_cannot_carry_is_not_issued(values):
    with pytest.raises(ValueError, match="not a token"):
        qr_token.issue("V1", values, KEY)


class TestSteps:
    def step(self, seconds):
        return str(qr_token.step_at(NOW + timedelta(seconds=seconds)))

    @pytest.mark.parametrize("seconds", [-30, -1, 0, 20, 30])
    def test_clocks_may_differ_by_a_step(self, seconds):
        qr_token.check_step(self.step(seconds), NOW)

    @pytest.mark.parametrize("seconds", [-3600, -60, 60, 3600])
    def test_older_and_future_steps_are_expired(self, seconds):
        with pytest.raises(qr_token.ExpiredToken):
            qr_token.check_step(self.step(seconds), NOW)

    @pytest.mark.parametrize("step", ["", "A", "-1", "1" * 13, "²"])
    def test_a_step_is_a_number(self, step):
        with pytest.raises(qr_token.MalformedToken):
            qr_token.check_step(step, NOW)

    def test_naive_moments_are_utc(self):
        assert qr_token.step_at(NOW.replace(tzinfo=None)) == qr_token.step_at(NOW)
        assert qr_token.step_end(NOW.replace(tzinfo=None)) == datetime(2026, 11, 24, 12, 0, 30)  # noqa: DTZ001

    def test_the_end_of_a_step_is_on_the_asker_clock(self):
        jakarta = timezone(timedelta(hours=7))
        assert qr_token.step_end(NOW.astimezone(jakarta)).isoformat() == "2026-11-24T19:00:30+07:00"

    @given(st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(timezone.utc)))  # noqa: DTZ001
    def test_a_step_ends_within_thirty_seconds(self, now):
        left = qr_token.step_end(now) - now
        assert timedelta(0) < left <= timedelta(seconds=30)
        assert qr_token.step_at(qr_token.step_end(now)) == qr_token.step_at(now) + 1
