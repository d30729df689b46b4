"""What may be found, in words for people, and one thing found."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Kind(enum.StrEnum):
    """The kinds of identifier, each with how a sentence names one."""

    NHS = "nhs"
    CHI = "chi"
    EHIC = "ehic"
    PASSPORT = "passport"
    HOME_OFFICE = "home-office"
    SHARE_CODE = "share-code"
    VISA = "visa"
    NATIONAL_INSURANCE = "national-insurance"
    CARD = "card"
    BANK = "bank"
    HOSPITAL = "hospital"
    BIRTH = "birth"
    POSTCODE = "postcode"

    @property
    def label(self) -> str:
        return NAMES[self][1]

    @property
    def one(self) -> str:
        return " ".join(NAMES[self])


NAMES = {
    Kind.NHS: ("an", "NHS number"),
    Kind.CHI: ("a", "CHI number"),
    Kind.EHIC: ("an", "EHIC number"),
    Kind.PASSPORT: ("a", "passport number"),
    Kind.HOME_OFFICE: ("a", "Home Office reference"),
    Kind.SHARE_CODE: ("a", "Home Office share code"),
    Kind.VISA: ("a", "visa or residence permit number"),
    Kind.NATIONAL_INSURANCE: ("a", "National Insurance number"),
    Kind.CARD: ("a", "payment card number"),
    Kind.BANK: ("a", "bank account number"),
    Kind.HOSPITAL: ("a", "hospital number"),
    Kind.BIRTH: ("a", "date of birth"),
    Kind.POSTCODE: ("a", "full postcode"),
}


@dataclass(frozen=True, order=True)
class Hit:
    """Where something was found. `clear`: sure enough to refuse it; else a person has to look."""

    start: int
    end: int
    kind: Kind
    clear: bool
