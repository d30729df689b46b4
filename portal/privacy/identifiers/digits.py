"""Numbers by their digits: NHS and CHI numbers, payment cards, the long number of an EHIC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from . import checks
from .hits import Hit, Kind
from .labels import WEAK_NHS, Labels

# Digits and what people put between them. Single characters, each taken once: nothing to go back to.
_GROUP = re.compile(r"[0-9]+")
_GAP = re.compile(r"[ \t\n\r.\-_/\x00]{1,3}")
MOST_GROUPS = 20  # of one number: digit by digit
MOST_INSIDE = 5  # of a number that follows other digits
LENGTHS = frozenset({10, *range(13, 21)})
LONGEST = max(LENGTHS)
_LISTED = re.compile(r"[\s,;/&|()\[\]\"'+]*(?:and|or)?[\s,;/&|()\[\]\"'+]*")

NOT_BEFORE = ("£", "$", "€", "+", "#", "(0)", "00")
ELSE = ("other", "phone")
NOT_HEALTH = (*ELSE, "account", "card", "sort", "ni")
_COUNTRY = re.compile(r"\+[0-9]{1,3}[ (\-.]{0,2}$")
_RIGHT_BEFORE = re.compile(
    r"[\s:#.,(=\-]*(?:(?:no|nos|number|numbers|num|id|ref|is|was|or|on)\b[\s:#.,(=\-]*){0,3}", re.I
)
USUAL = ((3, 3, 4), (6, 4), (3, 7), (5, 5))
PATIENT = {"patient", "birth", "hospital", "chi", "nhs", "home"}


@dataclass(frozen=True)
class Number:
    """Whole groups of digits that may be one number."""

    start: int
    end: int
    digits: str
    shape: tuple[int, ...]
    gaps: tuple[str, ...]
    joined_before: str  # what joins it to digits before; empty when nothing does
    joined_after: str

    @property
    def is_bare(self) -> bool:
        return len(self.shape) == 1

    @property
    def follows_digits(self) -> bool:
        """Spaces in it, and a space between it and other digits: where it begins is a guess."""
        return not self.is_bare and " " in (self.joined_before, self.joined_after) and " " in self.gaps

    @property
    def is_even(self) -> bool:
        """The same separator throughout."""
        return len({gap.strip("\x00") for gap in self.gaps}) <= 1


def numbers(text: str) -> dict[int, list[Number]]:
    """All runs of whole groups whose digits count as many as a number we look for, by that count."""
    groups = [(found.start(), found.end()) for found in _GROUP.finditer(text)]
    gaps = [_gap(text, one[1], two[0]) for one, two in pairwise(groups)] + [""]
    runs: dict[int, list[Number]] = {count: [] for count in LENGTHS}
    for first, (start, _) in enumerate(groups):
        joined = gaps[first - 1] if first else ""
        # Digit by digit is only read from the beginning of a row of digits: else each place would begin a number.
        most = MOST_GROUPS if not joined else MOST_INSIDE
        count, last = 0, first
        while last < len(groups) and last - first < most:
            end = groups[last][1]
            count += end - groups[last][0]
            if count > LONGEST:
                break
            if count in LENGTHS:
                inner = groups[first : last + 1]
                digits = "".join(text[a:b] for a, b in inner)
                if count != 10 or last - first < 5 or checks.mod_11(digits):
                    shape = tuple(b - a for a, b in inner)
                    runs[count].append(Number(start, end, digits, shape, tuple(gaps[first:last]), joined, gaps[last]))
            if not gaps[last]:
                break
            last += 1
    return runs


def _gap(text: str, end: int, start: int) -> str:
    between = text[end:start]
    return between if len(between) <= 3 and _GAP.fullmatch(between) and "\n\n" not in between else ""


def health_numbers(text: str, labels: Labels, runs: dict[int, list[Number]]) -> Iterator[Hit]:
    """NHS and CHI numbers. The check digit alone says little: 9% of all ten-digit numbers pass it."""
    end_of_last, last_clear = -100, False
    for number in runs[10]:
        hit = _health(text, labels, number)
        if hit is None:
            continue
        in_list = last_clear and number.start - end_of_last < 12 and _LISTED.fullmatch(text, end_of_last, number.start)
        if in_list and not hit.clear:
            hit = Hit(hit.start, hit.end, hit.kind, True)
        end_of_last, last_clear = hit.end, hit.clear
        yield hit


def _health(text: str, labels: Labels, number: Number) -> Hit | None:
    valid = checks.mod_11(number.digits)
    if not valid and not (number.is_bare or number.shape in USUAL):
        return None
    near = text[max(0, number.start - 6) : number.start].lower()
    before, after = labels.before(number.start), labels.after(number.end)
    named = {label.kind for label in (before, after) if label is not None}
    weak = bool(WEAK_NHS.search(near)) and number.shape != (4, 6)
    if before is not None and before.kind in ("nhs", "chi"):
        says, kind = True, before.kind
    elif after is not None and after.kind in ("nhs", "chi") and (before is None or before.kind not in ELSE):
        says, kind = True, after.kind
    else:
        says, kind = weak, "nhs"
    if says:
        if valid:
            return Hit(number.start, number.end, Kind(kind), True)
        # A wrong check digit beside the words: mistyped, and still somebody's number but for one digit.
        mistyped = not _is_part(number) and not _is_made_up(number.digits)
        return Hit(number.start, number.end, Kind(kind), False) if mistyped else None
    if not valid or _is_phone_or_money(text, number) or _is_part(number):
        return None
    issued, birthday = checks.is_issued(number.digits), checks.begins_with_a_birthday(number.digits)
    kind = Kind.CHI if birthday and not issued else Kind.NHS
    printed = number.shape == (3, 3, 4) and number.is_even and issued
    # Printed as on letters, only what stands right before it can say that it is something else.
    says_else = before is not None and before.kind in NOT_HEALTH
    if says_else and (not printed or _RIGHT_BEFORE.fullmatch(text, before.end, number.start)):  # type: ignore[union-attr]
        return None
    patient = bool(named & PATIENT) and not named & set(ELSE)
    other_after = after is not None and after.kind in ELSE
    if patient and len(number.shape) <= 5:
        clear = True
    elif printed:
        clear = not other_after and not number.follows_digits
    elif number.is_bare or (number.shape == (6, 4) and birthday and number.is_even):
        if other_after or not (issued or birthday):
            return None
        clear = False
    elif len(number.shape) in (2, 10) and number.is_even and issued and not number.follows_digits:
        clear = False
    else:
        return None
    return Hit(number.start, number.end, kind, clear)


def _is_made_up(digits: str) -> bool:
    return len(set(digits)) <= 2 or digits in ("1234567890", "0123456789", "9876543210")


def _is_phone_or_money(text: str, number: Number) -> bool:
    before = text[max(0, number.start - 4) : number.start]
    after = text[number.end : number.end + 3]
    if before.rstrip(" (\x00").endswith(NOT_BEFORE) or before.endswith(("0)", "=", "/", "@")):
        return True
    if _COUNTRY.search(text, max(0, number.start - 8), number.start):
        return True
    return bool(re.match(r"[.,][0-9]|[%@]| ?[km]\b", after)) or bool(before and before[-1:].isalpha())


def _is_part(number: Number) -> bool:
    """Whether it is part of something longer: a date with a time, a reference with dashes, a phone number."""
    return any(gap in ("-", ".", "/", "_") for gap in (number.joined_before, number.joined_after))


def cards(text: str, labels: Labels, runs: dict[int, list[Number]]) -> Iterator[Hit]:
    """Payment cards: Luhn and the shape printed on them, or the word."""
    for number in [number for count in range(13, 20) for number in runs[count]]:
        if not checks.is_a_card(number.digits) or _is_part(number) or _is_phone_or_money(text, number):
            continue
        before = labels.before(number.start)
        if before is not None and before.kind in ("ehic", "home-office", "passport"):
            continue
        after = labels.after(number.end)
        named = any(label is not None and label.kind in ("card", "visa") for label in (before, after))
        printed = number.is_even and number.shape in ((4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3))
        if before is not None and before.kind == "other" and not printed and not named:
            continue
        if named or printed:
            yield Hit(number.start, number.end, Kind.CARD, True)
        elif number.is_bare and len(number.digits) in (15, 16):
            yield Hit(number.start, number.end, Kind.CARD, False)


def health_cards(text: str, labels: Labels, runs: dict[int, list[Number]]) -> Iterator[Hit]:
    """The card identification number of an EHIC: twenty digits; the first two are 80, and the issuer follows."""
    for number in runs[20]:
        if _is_part(number) or len(number.shape) > 8:
            continue
        before, after = labels.before(number.start), labels.after(number.end)
        named = any(label is not None and label.kind == "ehic" for label in (before, after))
        if named or (number.digits.startswith("80") and not (before and before.kind in ELSE)):
            yield Hit(number.start, number.end, Kind.EHIC, named or number.digits.startswith("80"))
