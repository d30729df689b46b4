"""Draws numbers and types them as people do. Knows nothing of how the guard looks for them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
NAMES = [
    "Okafor",
    "Smith",
    "Nowak",
    "Silva",
    "Haddad",
    "Chen",
    "Murphy",
    "Rossi",
    "Kowalski",
    "Ahmed",
    "Dubois",
    "Mensah",
]
FIRST = ["Maria", "John", "Amina", "Pavel", "Grace", "Luis", "Fatima", "Chloe", "Ivan", "Priya", "Omar", "Ewa"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def digits(r: Random, count: int) -> str:
    return "".join(r.choice("0123456789") for _ in range(count))


def letters(r: Random, count: int) -> str:
    return "".join(r.choice(LETTERS) for _ in range(count))


def with_check(nine: str) -> str | None:
    """Nine digits and their check digit; some nine digits have none."""
    rest = sum((10 - place) * int(digit) for place, digit in enumerate(nine)) % 11
    check = {0: 0, 1: None}.get(rest, 11 - rest)
    return None if check is None else f"{nine}{check}"


def health(r: Random) -> str:
    while True:
        first = r.choice(["4", "6", "7", "4", "6", "7", "999"])
        whole = with_check((first + digits(r, 9))[:9])
        if whole:
            return whole


def split(number: str, sizes: list[int], between: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return between.join(parts)


def nhs(r: Random) -> str:
    number = health(r)
    style = r.randrange(12)
    if style < 4:
        return split(number, [3, 3, 4], " ")
    if style < 8:
        return number
    if style == 8:
        return split(number, [3, 3, 4], "-")
    if style == 9:
        return split(number, [3, 3, 4], ".")
    if style == 10:
        return split(number, [3, 3, 4], "\N{NO-BREAK SPACE}")
    return split(number, [3, 3, 4], "  ")


def nhs_plain(r: Random) -> str:
    """As printed on letters: three, three, four; where no word says what it is."""
    return split(health(r), [3, 3, 4], r.choice([" ", " ", "-", "\N{NO-BREAK SPACE}"]))


def nhs_odd(r: Random) -> str:
    number = health(r)
    sizes = r.choice([[1] * 10, [3, 7], [6, 4], [5, 5], [2, 2, 2, 2, 2], [4, 3, 3]])
    return split(number, sizes, r.choice([" ", " ", "-"]))


def nhs_other_script(r: Random) -> str:
    zero = r.choice(["\u0660", "\u0966", "\uff10"])  # Arabic, Devanagari, of full width
    return split("".join(chr(ord(zero) + int(digit)) for digit in health(r)), [3, 3, 4], " ")


def chi(r: Random) -> str:
    while True:
        born = date(1930, 1, 1) + timedelta(days=r.randrange(30000))
        whole = with_check(born.strftime("%d%m%y") + digits(r, 3))
        if whole:
            return r.choice([whole, split(whole, [6, 4], " "), split(whole, [3, 3, 4], " ")])


def ehic(r: Random) -> str:
    issuer = "80" + r.choice(["250", "276", "380", "616", "724", "040", "372"]) + digits(r, 5)
    serial = digits(r, 10)
    return r.choice([issuer + serial, f"{issuer} {serial}", f"{issuer}-{serial}", split(issuer + serial, [5] * 4, " ")])


def passport(r: Random) -> str:
    return r.choice(
        [
            digits(r, 9),
            digits(r, 9),
            split(digits(r, 9), [3, 3, 3], " "),
            letters(r, 1) + digits(r, 8),
            letters(r, 2) + digits(r, 7),
            letters(r, 2) + " " + digits(r, 7),
            digits(r, 2) + letters(r, 2) + digits(r, 5),
            (letters(r, 1) + digits(r, 7)).lower(),
            "C" + digits(r, 2) + letters(r, 1) + digits(r, 2) + letters(r, 1) + digits(r, 2),
        ]
    )


def home_office(r: Random) -> str:
    return r.choice(
        [
            letters(r, 1) + digits(r, 7),
            letters(r, 1) + digits(r, 7) + "/" + r.choice(["2", "001", "03"]),
            "GWF" + digits(r, 9),
            split(digits(r, 16), [4] * 4, "-"),
            digits(r, 8),
        ]
    )


def share_code(r: Random) -> str:
    code = r.choice("WRS") + "".join(r.choice("ABCDEFGHJKLMNPRTUVWXYZ2346789") for _ in range(7)) + r.choice("234679")
    typed = r.choice([code, split(code, [3] * 3, " "), split(code, [3] * 3, "-")])
    return r.choice([typed, typed, typed.lower()])


def visa(r: Random) -> str:
    return r.choice(
        [
            r.choice(["ZU", "RF", "ZX", "RX"]) + digits(r, 7),
            r.choice(["zw", "rr"]) + digits(r, 7),
            digits(r, 9),
            "0" + digits(r, 8),
        ]
    )


def national_insurance(r: Random) -> str:
    number = r.choice(["AB", "JK", "PX", "SR", "NE", "CZ", "QQ"][:6]) + digits(r, 6) + r.choice("ABCD")
    typed = r.choice(
        [
            number,
            split(number, [2, 2, 2, 2, 1], " "),
            split(number, [2, 6, 1], " "),
            split(number, [2, 2, 2, 2, 1], "-"),
        ]
    )
    return r.choice([typed, typed, typed.lower()])


def card(r: Random) -> str:
    def checked(front: str, length: int) -> str:
        body = front + digits(r, length - len(front) - 1)
        for last in "0123456789":
            total = 0
            for place, digit in enumerate(reversed(body + last)):
                doubled = int(digit) * (2 if place % 2 else 1)
                total += doubled // 10 + doubled % 10
            if total % 10 == 0:
                return body + last
        raise AssertionError

    if r.random() < 0.15:
        return r.choice([split, lambda n, *_: n])(checked("37", 15), [4, 6, 5], " ")
    number = checked(r.choice(["4", "4929", "51", "55", "5412"]), 16)
    return r.choice([number, split(number, [4] * 4, " "), split(number, [4] * 4, "-")])


def account(r: Random) -> str:
    return r.choice([digits(r, 8), digits(r, 8), split(digits(r, 8), [4, 4], " ")])


def sort_code(r: Random) -> str:
    code = r.choice(["20", "40", "60", "09", "11", "77", "30"]) + digits(r, 4)
    return split(code, [2, 2, 2], r.choice(["-", "-", " ", ""]))


def iban(r: Random) -> str:
    country, body = r.choice(
        [("DE", digits(r, 18)), ("FR", digits(r, 23)), ("PL", digits(r, 24)), ("GB", "NWBK" + digits(r, 14))]
    )
    number = int("".join(str(int(letter, 36)) for letter in body + country + "00"))
    whole = f"{country}{98 - number % 97:02d}{body}"
    return r.choice([whole, " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))])


def hospital(r: Random) -> str:
    return r.choice(
        [
            digits(r, 7),
            letters(r, 1) + digits(r, 6),
            digits(r, 8),
            letters(r, 2) + digits(r, 6),
            letters(r, 3) + digits(r, 7),
        ]
    )


def local(r: Random) -> str:
    """Of a trust that described its numbers as =R=J=Z9999999."""
    number = "RJZ" + digits(r, 7)
    return r.choice([number, number.lower()])


def birth(r: Random) -> str:
    born = date(1928, 1, 1) + timedelta(days=r.randrange(29500))
    month = MONTHS[born.month - 1]
    return r.choice(
        [
            born.strftime("%d/%m/%Y"),
            f"{born.day}/{born.month}/{born:%y}",
            born.strftime("%d.%m.%Y"),
            born.strftime("%d-%m-%Y"),
            f"{born.day} {month} {born.year}",
            f"{born.day} {month[:3]} {born.year}",
            born.strftime("%Y-%m-%d"),
            f"{born.day}th {month} {born.year}",
        ]
    )


def postcode(r: Random) -> str:
    outward = r.choice(["SE{}", "M{}", "LS{}", "B{}", "NE{}", "CF{}", "BN{}", "E{}"]).format(r.randrange(1, 20))
    inward = r.choice("123456789") + "".join(r.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
    return r.choice([f"{outward} {inward}", f"{outward} {inward}", f"{outward}{inward}", f"{outward} {inward}".lower()])


# What looks similar and identifies nobody. ----------------------------------------------------------------------------


def invoice(r: Random) -> str:
    return r.choice(
        [digits(r, 10), digits(r, 10), digits(r, 8), "INV" + digits(r, 7), "OV-" + digits(r, 6), "SI" + digits(r, 8)]
    )


def ten(r: Random) -> str:
    return digits(r, 10)


def phone(r: Random) -> str:
    return r.choice(
        [
            "020 7" + digits(r, 3) + " " + digits(r, 4),
            "0113 " + digits(r, 3) + " " + digits(r, 4),
            "07700 900" + digits(r, 3),
            "077009" + digits(r, 5),
            "+44 20 7946 0" + digits(r, 3),
            "+44 (0)161 496 0" + digits(r, 3),
            "01632 960" + digits(r, 3),
            "+1 415 555 01" + digits(r, 2),
            "0300 " + digits(r, 3) + " " + digits(r, 4),
        ]
    )


def ods(r: Random) -> str:
    return r.choice(
        [
            "R" + letters(r, 1) + r.choice("1234567890"),
            "R" + letters(r, 2),
            "Y" + digits(r, 5),
            "RJ1" + digits(r, 2),
            "Q" + letters(r, 2),
        ]
    )


def money(r: Random) -> str:
    return r.choice(
        [
            f"£{r.randrange(100, 99999999):,}",
            f"£{r.randrange(1, 999)}.{digits(r, 2)}",
            f"£{r.randrange(1, 60)}m",
            f"£{digits(r, 7)}",
        ]
    )


def day(r: Random) -> str:
    when = date(2015, 1, 1) + timedelta(days=r.randrange(4200))
    return r.choice(
        [
            when.strftime("%d/%m/%Y"),
            f"{when.day} {MONTHS[when.month - 1]} {when.year}",
            when.strftime("%Y-%m-%d"),
            when.strftime("%d.%m.%y"),
        ]
    )


def isbn(r: Random) -> str:
    return split("978" + digits(r, 10), [3, 1, 4, 4, 1], "-")


def isbn_10(r: Random) -> str:
    while True:
        whole = with_check(r.choice(["0", "1", "9"]) + digits(r, 8))
        if whole:
            return whole


def meeting(r: Random) -> str:
    return r.choice(
        [split(digits(r, 12), [3] * 4, " "), split(digits(r, 10), [3, 3, 4], " "), split(digits(r, 11), [3, 4, 4], " ")]
    )


def tariff(r: Random) -> str:
    return letters(r, 2) + digits(r, 2) + r.choice("ABCZ")


def reference(r: Random) -> str:
    return r.choice(
        [
            letters(r, 3) + "/" + digits(r, 4) + "/" + digits(r, 3),
            letters(r, 2) + digits(r, 6),
            "2026-" + digits(r, 5),
            digits(r, 6),
            "W" + digits(r, 6),
        ]
    )


def snomed(r: Random) -> str:
    return r.choice([digits(r, 9), digits(r, 15), digits(r, 8)])


def name(r: Random) -> str:
    return f"{r.choice(FIRST)} {r.choice(NAMES)}"


def surname(r: Random) -> str:
    return r.choice(NAMES)


def work_postcode(r: Random) -> str:
    return postcode(r).upper()


DRAW = {
    key: value
    for key, value in globals().items()
    if callable(value)
    and getattr(value, "__module__", "") == __name__
    and key not in ("digits", "letters", "split", "with_check", "health")
}
