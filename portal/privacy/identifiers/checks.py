"""Check digits and ranges: arithmetic that says whether a number can be what it looks like."""

from __future__ import annotations

from datetime import date
from operator import mul

WEIGHTS = (10, 9, 8, 7, 6, 5, 4, 3, 2, 1)

# What has been issued: England, Wales and Isle of Man; Northern Ireland; and the range of tests and of
# examples in books. Numbers like a date of birth are Scotland's (CHI). Others were never given to anybody.
ISSUED = ((320, 399), (400, 499), (600, 799), (900, 999))


def mod_11(digits: str) -> bool:
    """The check digit of NHS and CHI numbers; also of an ISBN of ten digits, which is why context counts."""
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    return sum(map(mul, map(int, digits), WEIGHTS)) % 11 == 0


def is_issued(digits: str) -> bool:
    first = int(digits[:3])
    return any(low <= first <= high for low, high in ISSUED)


def begins_with_a_birthday(digits: str) -> bool:
    """Day, month and year of two digits, as a CHI number begins."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    return is_a_day(day, month, 2000 + year) or is_a_day(day, month, 1900 + year)


def is_a_day(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def luhn(digits: str) -> bool:
    if len(set(digits)) == 1:
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_a_card(digits: str) -> bool:
    """Begins and is as long as cards of the large schemes, and passes Luhn."""
    two, four = int(digits[:2]), int(digits[:4])
    known = (
        (len(digits) in (13, 16, 19) and digits[0] == "4")
        or (len(digits) == 16 and (51 <= two <= 55 or 2221 <= four <= 2720))
        or (len(digits) == 15 and two in (34, 37))
        or (len(digits) in (16, 17, 18, 19) and (four == 6011 or two in (62, 64, 65)))
        or (len(digits) == 14 and two in (30, 36, 38))
        or (len(digits) in (16, 18, 19) and two in (50, 56, 57, 58, 63, 67))
    )
    return known and luhn(digits)


def iban(value: str) -> bool:
    """The check of an international account number: the whole as one number leaves 1 when divided by 97."""
    moved = value[4:] + value[:4]
    return int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1
