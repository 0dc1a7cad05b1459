"""Equal contacts are equal texts, however people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcrm_member.tools import contacts


@pytest.mark.parametrize(
    "text",
    [
        "081234567890",
        "6281234567890",
        "+62 812-3456-7890",
        "81234567890",
        " 0812 3456 7890 ",
        "(0812) 3456.7890",
        "+6281234567890",
    ],
)
def test_indonesian_spellings_are_one_number(text):
    assert contacts.normalise_phone(text) == "+6281234567890"


def test_other_countries_keep_their_number():
    assert contacts.normalise_phone("+65 9123 4567") == "+6591234567"
    assert contacts.normalise_phone("9123 4567", region="SG") == "+6591234567"


@pytest.mark.parametrize("text", ["", None, "12", "abc", "0812", "+62", "0812345678901234567"])
def test_what_cannot_be_called_is_refused(text):
    with pytest.raises(contacts.InvalidPhone):
        contacts.normalise_phone(text)


@given(st.integers(10**7, 10**9 - 1))
def test_a_normal_phone_stays_as_it_is(serial):
    number = contacts.normalise_phone(f"0812{serial}")
    assert contacts.normalise_phone(number) == number


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("Ayu@Example.COM", "ayu@example.com"),
        ("  ayu.lestari+cafe@example.co.id ", "ayu.lestari+cafe@example.co.id"),
        ("ayu@bücher.example", "ayu@xn--bcher-kva.example"),
    ],
)
def test_emails_have_one_spelling(text, email):
    assert contacts.normalise_email(text) == email
    assert contacts.normalise_email(email) == email


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "ayu",
        "ayu@",
        "@example.com",
        "ayu@example",
        "a b@example.com",
        "ayu@@example.com",
        ".ayu@example.com",
        "a..b@example.com",
        "ayu@-example.com",
        "Ayu <ayu@example.com>",
        "a@b.com,c@d.com",
        "a" * 250 + "@example.com",
        "ayu@exa..mple.com",
    ],
)
def test_what_is_no_email_is_refused(text):
    with pytest.raises(contacts.InvalidEmail):
        contacts.normalise_email(text)


@given(st.text(max_size=300))
def test_no_text_breaks_them(text):
    for normalise in (contacts.normalise_email, contacts.normalise_phone):
        try:
            assert normalise(normalise(text)) == normalise(text)
        except ValueError:
            continue
