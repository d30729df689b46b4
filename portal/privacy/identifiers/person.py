"""A date of birth beside a name or its words, and where somebody lives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from .checks import is_a_day
from .hits import Hit, Kind
from .labels import Labels

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_DATE = re.compile(
    r"(?<![0-9a-z£$€/.\-])(?:"
    r"(?P<d>[0-9]{1,2}) ?[/.\-\x00 ] ?(?P<m>[0-9]{1,2}) ?[/.\-\x00 ] ?(?P<y>(?:19|20)[0-9]{2}|[0-9]{2})"
    r"|(?P<y2>(?:19|20)[0-9]{2})[/.\- ](?P<m2>[0-9]{1,2})[/.\- ](?P<d2>[0-9]{1,2})"
    rf"|(?P<d3>[0-9]{{1,2}})(?:st|nd|rd|th)?[ \-/.]{{0,2}}(?:of )?(?:{_MONTHS})[ \-/.,]{{0,2}}(?P<y3>(?:19"
    rf"|20)[0-9]{{2}}|'?[0-9]{{2}})"
    rf"|(?:{_MONTHS}) (?P<d4>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<y4>(?:19|20)[0-9]{{2}})"
    r"|(?P<e>[0-9]{8}|[0-9]{6})"
    r")(?![0-9a-z]|[/.\-][0-9])"
)
_TO_DATE = re.compile(
    r"(?:[ \t\r\n:=.,\-(\[|*'\"/\x00]|(?:is|was|on|the|of|in|as|his|her|their|given|recorded|shown|abroad"
    r"|overseas|at|home|mon|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|dd/mm/yyyy|yyyy)(?![a-z0-9])){1,12}"
)
_NAME = re.compile(
    r"(?:(?P<title>\b(?:Mr|Mrs|Ms|Miss|Mstr|Master|Baby|Pt|Patient|MR|MRS|MS|MISS)\b\.? )"
    r"(?:[A-Z][\w'\-]{0,30}\.?[ ,]{0,2}){1,4}|(?:[A-Z][a-z'\-]{1,30}"
    r"|[A-Z]{2,30}),? [A-Z][\w'\-]{1,30}(?: [A-Z][\w'\-]{1,30})?)"
    r"[ ,;:(\[|\-\t]{1,4}(?:\b[MF]\b[ ,]{0,2})?$"
)
_CALENDAR = re.compile(
    r"\b(?:"
    + _MONTHS
    + r"|mon|tues?|wed|thu|fri|sat|sun|[a-z]+day|version|edition|meeting|network|trust|policy|hospital)\b",
    re.I,
)
LOOSELY = 40  # characters
YOUNGEST = 14  # years: a later date beside a name is that of a letter or a meeting


def births(plain: str, small: str, labels: Labels, today: date) -> Iterator[Hit]:
    seen = set()
    for label in labels.of("birth"):
        filler = _TO_DATE.match(small, label.end)
        found = _DATE.match(small, filler.end() if filler else label.end)
        if found and _year(found, today) is not None:
            seen.add(found.start())
            yield Hit(found.start(), found.end(), Kind.BIRTH, True)
        elif (further := _DATE.search(small, label.end, label.end + LOOSELY)) and not further["e"]:
            between = small[label.end : further.start()]
            if ". " not in between and "\n\n" not in between and _year(further, today) is not None:
                seen.add(further.start())
                yield Hit(further.start(), further.end(), Kind.BIRTH, False)
    for found in _DATE.finditer(small):
        if found.start() in seen or found["e"]:
            continue
        year = _year(found, today)
        if year is None:
            continue
        after = labels.after(found.end(), 6)
        if after is not None and after.kind == "birth":
            yield Hit(found.start(), found.end(), Kind.BIRTH, True)
        elif year <= today.year - YOUNGEST:
            name = _NAME.search(plain, max(0, found.start() - 60), found.start())
            if name and not _CALENDAR.search(name[0]):
                yield Hit(found.start(), found.end(), Kind.BIRTH, bool(name["title"]))


def _year(found: re.Match[str], today: date) -> int | None:
    """The year of a real day that is past; None if it is none."""
    if found["e"]:
        text = found["e"]
        parts = (text[:2], text[2:4], text[4:])
    else:
        parts = (
            found["d"] or found["d2"] or found["d3"] or found["d4"],
            found["m"] or found["m2"] or "1",
            found["y"] or found["y2"] or found["y3"] or found["y4"],
        )
    day, month, year = int(parts[0]), int(parts[1]), int(parts[2].lstrip("'"))
    if year < 100:
        year += 2000 if 2000 + year <= today.year else 1900
    if month > 12 >= day:
        day, month = month, day
    return year if is_a_day(day, month, year) and 1895 <= year <= today.year else None


_AREAS = (
    "ab|al|ba|bb|bd|bh|bl|bn|br|bs|bt|ca|cb|cf|ch|cm|co|cr|ct|cv|cw|da|dd|de|dg|dh|dl|dn|dt|dy|ec|eh|en|ex|fk|fy|gl|gu|ha|hd|hg|hp|"
    "hr|hs|hu|hx|ig|ip|iv|ka|kt|kw|ky|la|ld|le|ll|ln|ls|lu|me|mk|ml|ne|ng|nn|np|nr|nw|ol|ox|pa|pe|ph|pl|po|pr|rg|rh|rm|sa|se|sg|"
    "sk|sl|sm|sn|so|sp|sr|ss|st|sw|sy|ta|td|tf|tn|tq|tr|ts|tw|ub|wa|wc|wd|wf|wn|wr|ws|wv|yo|ze|b|e|g|l|m|n|s|w"
)
_INWARD = re.compile(r"[0-9][abd-hjlnp-uw-z]{2}(?![a-z0-9])")  # quick to look for; the rest is checked from there
_POSTCODE = re.compile(
    rf"(?<![a-z0-9])(?:{_AREAS})[0-9][0-9a-hjkmnp-y]?(?P<gap>[ \-\x00]{{0,2}})[0-9][abd-hjlnp-uw-z]{{2}}(?![a-z0-9])"
)
# A postcode of a place of work is nobody's home.
_WORK = re.compile(
    r"\b(?:hospitals?|trust|infirmary|clinic|venue|room|building|house|centre|center|office|offices|college"
    r"|university|institute|"
    r"headquarters|hq|floor|suite|street level|meet(?:ing)?s?|nhs england|icb|department|held at|reception"
    r"|entrance|station|hotel|"
    r"conference|hall|library|campus|site|town hall|po box|freepost|pals|surgery|practice|invoices? to"
    r"|send to|write to|by post)\b"
)


_ADDRESS = re.compile(r"(?:post ?-?code|address|pcode)\W{0,4}(?:is |was |of )?$")


def postcodes(plain: str, small: str, labels: Labels) -> Iterator[Hit]:
    for ending in _INWARD.finditer(small):
        found = _POSTCODE.search(small, max(0, ending.start() - 6), ending.end())
        if found is None:
            continue
        near = labels.all_before(found.start(), 90)
        typed = plain[found.start() : found.end()]
        work = bool(_WORK.search(small, max(0, found.start() - 110), found.end() + 30))
        home = bool(_ADDRESS.search(small, max(0, found.start() - 24), found.start()))
        person = bool(near & {"patient", "birth", "nhs", "hospital", "passport"})
        if "home" in near or ((home or person) and not work):
            yield Hit(found.start(), found.end(), Kind.POSTCODE, True)
        elif not work and (typed.isupper() or found["gap"]) and typed[:1].isupper():
            before = labels.before(found.start(), 12)
            if before is None or before.kind != "other":
                yield Hit(found.start(), found.end(), Kind.POSTCODE, False)
