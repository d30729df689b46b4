"""The words around a number that say what it is: "NHS no", "passport", "invoice", "Teams meeting ID"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_NO = r"(?:\W{0,3}(?:numbers?|numb|num|nos?|nr|ref(?:erence)?s?|id|code)\b)"
_HOSPITAL = (
    r"hospital|hosp|mrns?|medical record|district|unit|pas|patient|pt|case ?notes?|casenote|clinic|rx?r"
    r"|emergency department"
)

# By class, the words people use. The longest of a class is tried first; between classes the order here decides.
WORDS: dict[str, str] = {
    "nhs": rf"nhs{_NO}|nhsno|nhs\W{{0,2}}#|nhs n[o0u]\b|n\.h\.s\.{_NO}?|national health (?:service )?{_NO}",
    "chi": rf"chi{_NO}?|community health index(?:{_NO})?",
    "ehic": rf"e\.?h\.?i\.?c\.?(?: card)?{_NO}?|european health insurance(?: card)?{_NO}?|ghic(?: card)?{_NO}?|prc{_NO}"
    rf"|provisional replacement certificate{_NO}?"
    rf"|card identification{_NO}?|field 8|health insurance card{_NO}?",
    "passport": rf"passports?{_NO}?|pass?port{_NO}?|ppt{_NO}|pp{_NO}|travel document{_NO}?",
    "share": r"share ?-?codes?|right to (?:work|rent) code|evisa code|(?:immigration|status) share code",
    "visa": rf"visas?{_NO}?|e-?visa{_NO}?|b\.?r\.?p\.?{_NO}?|biometric (?:residence )?(?:permit|card){_NO}?"
    rf"|residence (?:permit|card|document){_NO}?|brc{_NO}?|vignette{_NO}?|entry clearance{_NO}?"
    rf"|frontier worker permit{_NO}?",
    "home-office": rf"home ?-?office{_NO}?|h\.?o\.?{_NO}|ho\b|cid{_NO}?|uan{_NO}?|unique application{_NO}?|gwf{_NO}?"
    rf"|asylum{_NO}?|arc{_NO}|port{_NO}|ukvi{_NO}?|immigration{_NO}?|ihs{_NO}"
    rf"|application registration card{_NO}?|ceps?r",
    "ni": rf"national insurance{_NO}?|nat\.? ins\.?{_NO}?|n\.?i\.?{_NO}|nino{_NO}?|ni\b|ni\W{{0,2}}#",
    "sort": r"sort ?-?codes?|s/c\b|sc\b",
    "account": rf"(?:bank |current |savings )?(?:account(?! codes?)|acct?|a/c){_NO}?|a/c|bank(?: details)?|iban"
    r"|refund to",
    "card": rf"(?:debit|credit|payment|bank) ?cards?{_NO}?|card{_NO}?|mastercard|amex|american express|maestro|pan\b"
    rf"|cc{_NO}"
    r"|cvv|visa (?:debit|credit)",
    "hospital": rf"(?:{_HOSPITAL}){_NO}|hosp(?:ital)?\W{{0,2}}#|mrns?|k{_NO}|casenotes?|pas",
    "birth": r"d\.?o\.?b\.?(?![a-z])|dates? ?-?of ?-?birth|birth ?date|born|birthday|b\.(?= ?\d)",
    "home": r"lives?(?: at| in)?|living(?: at| in)?|home address|address of|residing(?: at| in)?|resident(?: at| of)"
    r"|resides?(?: at| in)?|their address|his address|her address|patient'?s? address|staying(?: at| with)?"
    r"|pt address"
    r"|discharged to|next of kin",
    "patient": r"patients?|pts?\b|pat\b|mr|mrs|ms|miss|mstr|master|baby|admitted|gentleman|lady|maternity|deceased|mum"
    r"|visitor'?s?(?= (?:number|no))",
    # What says that a number is something else.
    "phone": r"tel|telephone|phones?|ph|call|ring|mobiles?|mob|text|fax|ext|extension|dial|switchboard|bleep|pager"
    r"|helpline|whatsapp|(?:meeting|webinar) id|zoom|teams|webex|conference id|dial-?in|passcode|pin|join",
    "other": r"(?:debtor|customer|creditor|supplier|vendor|nominal|ledger|suspense|control)'?s?(?: accounts?)?"
    r"|invoices?|inv|bills?|p\.?o\.?|purchase orders?|orders?|requisitions?|req|credit notes?|crn|remittance"
    r"|bacs ref"
    r"|isbns?|issn|doi|barcode|ean|sku|asset|serial|licence|license|model|version|build|hash"
    r"|ods|org(?:anisation)? code|tariffs?|hrgs?|snomed|icd|opcs|currency code|specialty|company|vat|charity"
    r"|utr|duns"
    r"|cost centres?|budgets?|ledger|gl|nominal|journals?|batch|transactions?|tickets?|incidents?|datix"
    r"|calls?|job|event id"
    r"|case|foi|references?|ref|quote|contract|account code|grant"
    r"|isin|tracking|parcel"
    r"|order form|orcid|gmc|nmc|pmid|timestamp|unix|total|amount|sum|gbp|cash|paid|receipts?|population|page|row|"
    r"experian|lei|sic|file|document id|form|record type|uprn|os grid|tfl|bus|room|train|flight|booking|pnr",
}
_ONE = re.compile(
    "(?<![a-z])(?:" + "|".join(f"(?P<{name.replace('-', '_')}>{words})" for name, words in WORDS.items()) + ")(?![a-z])"
)
_DIGITS = re.compile(r"[0-9]+")
REACH = 120
GOES_ON = {"ref", "reference", "references", "case", "file", "form", "document id", "page"}
WEAK_NHS = re.compile(r"nhs[\W_]{0,3}$")


@dataclass(frozen=True)
class Label:
    start: int
    end: int
    kind: str


def near_digits(small: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that have a digit near by: elsewhere no word matters."""
    low = high = 0
    for found in _DIGITS.finditer(small):
        start, end = max(0, found.start() - REACH), found.end() + REACH
        if start <= high:
            high = end
            continue
        if high:
            yield low, high
        low, high = start, end
    if high:
        yield low, high


class Labels:
    """All labels of a text, in order."""

    def __init__(self, small: str) -> None:
        self.small = small
        self.all = [
            Label(found.start(), found.end(), (found.lastgroup or "").replace("_", "-"))
            for low, high in near_digits(small)
            for found in _ONE.finditer(small, low, high)
        ]
        self.starts = [label.start for label in self.all]
        self.ends = [label.end for label in self.all]

    def of(self, *kinds: str) -> list[Label]:
        return [label for label in self.all if label.kind in kinds]

    def before(self, place: int, reach: int = 45) -> Label | None:
        """The nearest label before a place, in the same paragraph."""
        at = bisect_right(self.ends, place) - 1
        if at < 0 or place - self.ends[at] > reach or "\n\n" in self.small[self.ends[at] : place]:
            return None
        return self.all[at]

    def next_after(self, place: int) -> Label | None:
        """The next label that names a number of its own: "the reference" goes on with what was named before."""
        for at in range(bisect_left(self.starts, place), min(len(self.all), bisect_left(self.starts, place) + 5)):
            if self.small[self.all[at].start : self.all[at].end] not in GOES_ON:
                return self.all[at]
        return None

    def all_before(self, place: int, reach: int = 60) -> set[str]:
        """The kinds of all labels that end shortly before a place."""
        at = bisect_right(self.ends, place)
        low = bisect_left(self.ends, place - reach)
        return {label.kind for label in self.all[low:at]}

    def after(self, place: int, reach: int = 22) -> Label | None:
        """The nearest label after a place, in the same sentence."""
        at = bisect_left(self.starts, place)
        if at >= len(self.all) or self.starts[at] - place > reach:
            return None
        between = self.small[place : self.starts[at]]
        return None if "\n" in between or ". " in between or ";" in between else self.all[at]
