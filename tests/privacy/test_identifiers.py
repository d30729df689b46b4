"""What the guard takes for an identifier, and that no text can hurt it."""

from __future__ import annotations

import sys
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.privacy.identifiers import Kind, Mask, MaskError, find, redact

TODAY = date(2026, 2, 1)


def kinds(text: str, **given: object) -> list[tuple[str, bool]]:
    return [(hit.kind.value, hit.clear) for hit in find(text, today=TODAY, **given)]


@pytest.mark.parametrize(
    "text",
    [
        "NHS number 999 000 0018",
        "nhs no:9990000018",
        "NHS9990000018",
        "(999-000-0018)",
        "999.000.0018",
        "nhs number 9 9 9 0 0 0 0 0 1 8",
        "patient 99900 00018",
        "NHS no 999\u200b0000018",
        "NHS no 999\u00a0000\u20090018",
        "NHS no \uff19\uff19\uff19 \uff10\uff10\uff10 \uff10\uff10\uff11\uff18",
        "999 000 0018 is the NHS number",
    ],
)
def test_an_nhs_number_is_found_however_it_is_typed(text):
    assert kinds(text) == [("nhs", True)]


@pytest.mark.parametrize(
    "text",
    [
        "invoice 9990000018",
        "PO number 9990000018",
        "call 9990000018",
        "£9990000018",
        "meeting ID 999 000 0018",
        "+1 415 555 0164",
        "999 000 0019",
        "0000000000",
        "ISBN 0-306-40615-2",
        "2026-02-11 10:34:22",
        "2015 2016 2017 2018 2019",
    ],
)
def test_numbers_that_say_they_are_something_else_are_left_alone(text):
    assert kinds(text) == []


def test_a_bare_number_that_passes_the_check_is_unclear():
    assert kinds("9990000018 came back again") == [("nhs", False)]


def test_a_mistyped_number_beside_its_name_is_unclear():
    assert kinds("NHS number 999 000 0019") == [("nhs", False)]


def test_a_postcode_of_a_workplace_is_no_home():
    assert kinds("The hospital, SE1 7EH") == []
    assert kinds("she lives at SE1 7EH") == [("postcode", True)]
    assert kinds("she lives at SE1 7EH", allow={Kind.POSTCODE}) == []


def test_a_date_beside_a_byline_is_that_of_a_post():
    assert kinds("By Ann Example, 19 February 2014") == []
    assert kinds("Mrs Ann Example, 19 February 1954") == [("birth", True)]


def test_a_match_is_replaced_by_its_kind_and_the_rest_stays():
    assert redact("Is NHS no 999 000 0018 chargeable? DOB 1/2/1960.", today=TODAY) == (
        "Is NHS no [NHS number removed] chargeable? DOB [date of birth removed]."
    )


PARTS = ["NHS number ", "passport ", "DOB ", "share code ", "sort code ", "EHIC ", "9990000018", "999 000 0018", "<b>"]
PARTS += [
    "lives at ",
    "SE1 7EH ",
    "W4X 9DT 2PL",
    "1/2/1960",
    "AB123456C",
    "80250123451234567890",
    "4111 1111 1111 1111",
]
PARTS += ["\n\n", "\u0130"]
TYPED = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.text("0123456789 -./", max_size=40),
        st.sampled_from(PARTS),
    ),
    max_size=12,
).map("".join)


@given(TYPED)
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_it_and_nothing_is_found_in_what_comes_out(text):
    hits = find(text, today=TODAY)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(one.end <= two.start for one, two in pairwise(hits))
    assert find(redact(text, today=TODAY), today=TODAY) == []


HOSTILE = {
    "digits apart": "1 ",
    "dashes": "1-",
    "one long number": "9",
    "half an account": "gb12 abcd ",
    "labels": "nhs number ",
    "labels and a digit": "passport no no no is 1 ",
    "dates": "1/1/",
    "names": "Mr A ",
    "postcodes": "SE1 7",
    "filler": "dob . - : ( ",
}


class Steps:
    """Counts calls and lines of our own code: time would say more of the machine than of the text."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, frame, event, argument):
        self.count += 1
        return self if "identifiers" in frame.f_code.co_filename else None


def steps(text: str) -> int:
    counter, before = Steps(), sys.gettrace()
    sys.settrace(counter)
    try:
        find(text, today=TODAY)
    finally:
        sys.settrace(before)
    return counter.count


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE)
def test_twice_the_text_is_at_most_little_more_than_twice_the_work(part):
    once, twice = steps("1 " + part * 400), steps("1 " + part * 800)
    assert twice < 2.6 * once + 200


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE)
def test_a_hundred_thousand_hostile_characters_come_to_an_end(part):
    """Where a pattern went back over what it read, this would take hours: no clock is needed to tell."""
    find("1 " + (part * 100_000)[:100_000], today=TODAY)


@pytest.mark.parametrize(
    ("mask", "typed", "clear"),
    [
        ("AA999999", "RX123456", True),
        ("=R=J9999999", "rj1234567", True),
        ("999 99999", "hospital no 123 45678", True),
        ("A99999", "ab K12345 cd", False),
    ],
)
def test_a_trust_describes_its_numbers_without_a_regular_expression(mask, typed, clear):
    assert kinds(typed, masks=[Mask(mask)]) == [("hospital", clear)]


def test_a_number_of_digits_alone_needs_a_word_beside_it():
    assert kinds("we saw 1234567 pounds", masks=[Mask("9999999")]) == []
    assert kinds("patient 1234567", masks=[Mask("9999999")]) == [("hospital", True)]


@pytest.mark.parametrize("mask", ["", "99", "AAAAAA", "(a+)+$", "9" * 30, "99999=", "AA99.*"])
def test_a_mask_that_would_match_anything_or_hang_is_refused(mask):
    with pytest.raises(MaskError):
        Mask(mask)
