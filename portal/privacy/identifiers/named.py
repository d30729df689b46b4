"""Numbers that only the words beside them give away: passports, Home Office references, hospital numbers, accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .hits import Hit, Kind
from .labels import Labels

# What may stand between the words and the number. Each turn takes at least one character and there are at most 14.
_FILLER = re.compile(
    r"(?:[ \t\r\n:=#.,\-(\[\"'|*>\x00/]"
    r"|(?:numbers?|nos?|num|nr|refs?|reference|code|is|was|are|as|reads|of|the|a|an|his|her|their|my|its|for"
    r"|and|on|given|shown"
    r"|follows|below|holder|card|document|permit|issued|uk|british|gb|shows|says|quoted|entered|recorded|with"
    r"|has|held|id|"
    r"ending|it's|its|patient|pt|who|copy|attached|listed|in|eu|full|new|old|current|expired|stamp"
    r"|vignette)(?![a-z0-9]))"
    r"{1,14}"
)
_BACK = re.compile(
    r"[ \t:=(\[\-,'\"\x00]*(?:(?:is|was|as|being|=|on|from|for|the|his|her|their|my|a|an|your|pt's|patient's"
    r"|this|that|it's|her|uk|"
    r"british|new|old|current)[ \t]+){0,4}"
)
_MORE = re.compile(r"[ \t\r\n]*(?:,|;|&|/|and|or|then)[ \t\r\n]*(?:and[ \t]+)?")

_A_DATE = re.compile(r"(?:[0-9]{1,2}[./\- ]){2}(?:19|20)?[0-9]{2}|(?:19|20)[0-9]{2}[./\- ][0-9]{1,2}[./\- ][0-9]{1,2}")
_SENTENCE = re.compile(r"[.?!;] |\n\n")
LOOSELY = 45  # characters
_EDGE = r"(?<![a-z0-9£$€])"
_END = r"(?![a-z0-9]|[.,][0-9])"
_S = r"[ \-./\x00]?"


@dataclass(frozen=True)
class Value:
    """What a kind looks like beside its words; in small letters."""

    kind: Kind
    labels: tuple[str, ...]
    pattern: re.Pattern[str]
    digits: int = 5  # at least so many
    clear: bool = True
    back: bool = True  # the words may also follow
    loose: bool = True  # other words may come between; then a person has to look


def _v(kind: Kind, labels: str, pattern: str, digits: int = 5, *, loose: bool = True) -> Value:
    compiled = re.compile(f"{_EDGE}(?:{pattern}){_END}")
    return Value(kind, tuple(labels.split()), compiled, digits, loose=loose)


_PASSPORT = (
    rf"[0-9]{{9}}|[0-9]{{3}}{_S}[0-9]{{3}}{_S}[0-9]{{3}}|[a-z]{{1,2}}{_S}[0-9]{{6,8}}"
    rf"|[a-z]{{1,2}} [0-9]{{3}} [0-9]{{3,4}}"
)
_PASSPORT += (
    rf"|[0-9]{{2}}{_S}[a-z]{{2}}{_S}[0-9]{{5}}|[a-z][a-z0-9]{{8}}|[a-z0-9]{{8,9}}|[0-9]{{7,8}}|[a-z]{{3}}[0-9]{{6}}"
)
_REFERENCE = (
    r"[a-z][0-9]{7}(?:/[0-9]{1,3})?|[a-z]{2,3}[0-9]{1,2}/[0-9]{5,8}(?:/[0-9]{1,3})?|gwf ?[0-9]{9}"
    r"|[0-9]{8,10}"
)
_REFERENCE += r"|[a-z]{2,4}/[0-9]{5,8}(?:/[0-9]{1,4})?|ihs[ \-]?[0-9]{9}|(?:[0-9]{4}[ \-]?){3}[0-9]{4}(?:/[0-9]{2})?"
_REFERENCE += r"|[a-z] ?[0-9]{3} ?[0-9]{4}|[a-z]{3}/[0-9]{4}/[0-9]{5}/[a-z]"
_NI = rf"[abceghj-prstw-z][abceghj-nprstw-z]{_S}[0-9]{{2}}{_S}[0-9]{{2}}{_S}[0-9]{{2}}"

VALUES = (
    _v(Kind.PASSPORT, "passport", _PASSPORT),
    _v(Kind.SHARE_CODE, "share", rf"[a-z0-9]{{3}}{_S}[a-z0-9]{{3}}{_S}[a-z0-9]{{3}}", 1),
    _v(
        Kind.VISA,
        "visa",
        r"[a-z]{1,3}[ \-]?[0-9]{6,9}|[0-9]{8,9}|[a-z]{2} ?[0-9]{3} ?[0-9]{4}|[a-z]{3}[0-9][a-z0-9]{5}",
    ),
    _v(Kind.HOME_OFFICE, "home-office", _REFERENCE),
    _v(Kind.NATIONAL_INSURANCE, "ni", rf"{_NI}(?:{_S}[a-d])?", 6),
    _v(
        Kind.HOSPITAL,
        "hospital",
        r"[a-z]{0,4}[ \-/]?[0-9]{5,10}[a-z]?|[0-9]{2,4}[\-/ ][0-9]{2,6}(?:[\-/ ][0-9]{1,5})?"
        r"|[a-z]{1,3}[0-9]{2,3} ?[0-9]{3,4}",
    ),
    _v(Kind.BANK, "account", rf"[0-9]{{8}}|[0-9]{{4}}{_S}[0-9]{{4}}|[0-9]{{2}}(?: [0-9]{{2}}){{3}}", 8, loose=False),
    _v(Kind.EHIC, "ehic", r"[a-z0-9]{10}[ \-/.\x00]{0,3}[0-9]{10}|80[0-9]{8,18}|[0-9]{8,20}", 8),
)


def named(small: str, labels: Labels) -> Iterator[Hit]:
    """Walk the labels; what follows one (or stands right before it) in the shape of its kind is a hit."""
    by_label = {name: value for value in VALUES for name in value.labels}
    for label in labels.all:
        value = by_label.get(label.kind)
        if value is None:
            continue
        found = list(_following(small, label.end, value))
        if not found and value.back:
            found = list(_preceding(small, label.start, value))
        if not found and value.loose:
            found = list(_further_on(small, label.end, labels, value))
        yield from found


def _following(small: str, place: int, value: Value) -> Iterator[Hit]:
    filler = _FILLER.match(small, place)
    at = filler.end() if filler else place
    for _ in range(50):
        match = value.pattern.match(small, at)
        if match is None or not _enough(match[0], value):
            return
        yield Hit(match.start(), match.end(), value.kind, value.clear)
        more = _MORE.match(small, match.end())
        if more is None:
            return
        at = more.end()


def _preceding(small: str, place: int, value: Value) -> Iterator[Hit]:
    """ "502135326 (passport)" and "K1234567 is the hospital number": a short look back."""
    low = max(0, place - 45)
    for match in value.pattern.finditer(small, low, place):
        if (match.start() > low or not low) and _BACK.fullmatch(small, match.end(), place) and _enough(match[0], value):
            yield Hit(
                match.start(), match.end(), value.kind, (value.clear and not match[0].isdigit()) or len(match[0]) == 9
            )


def _further_on(small: str, place: int, labels: Labels, value: Value) -> Iterator[Hit]:
    """The first number of its shape in the same sentence, before any word that names another."""
    end = min(len(small), place + LOOSELY)
    following = labels.next_after(place)
    if following is not None and following.kind != value.labels[0]:
        end = min(end, following.start)
    stop = _SENTENCE.search(small, place, end)
    found = value.pattern.search(small, place, stop.start() if stop else end)
    if found and _enough(found[0], value):
        # At the edge the number may go on: only whole ones count.
        whole = value.pattern.match(small, found.start())
        if whole and whole.end() == found.end():
            yield Hit(found.start(), found.end(), value.kind, False)


def _enough(found: str, value: Value) -> bool:
    digits = sum(letter.isdigit() for letter in found)
    if digits < value.digits:
        return False
    return not _A_DATE.fullmatch(found)


# Shapes that speak for themselves. ------------------------------------------------------------------------------------

_NI_WHOLE = re.compile(rf"(?<![a-z0-9]){_NI}{_S}[a-d](?![a-z0-9])")
_NI_NEVER = {"bg", "gb", "kn", "nk", "nt", "tn", "zz"}
_MRZ = re.compile(r"(?<![a-z0-9])p[a-z<][a-z]{3}[a-z<]{10,39}|[a-z0-9<]{9}[0-9][a-z]{3}[0-9]{7}[mfx<][0-9]{7}")
_GWF = re.compile(r"(?<![a-z0-9])gwf ?[0-9]{9}(?![0-9])|(?<![a-z0-9])ihs[ \-]?[0-9]{9}(?![0-9])")
_REF = re.compile(r"(?<![a-z0-9])[a-z][0-9]{7}/[0-9]{1,3}(?![0-9a-z/])")
_SHARE = re.compile(r"(?<![A-Za-z0-9])[WRS][A-Z0-9]{2}([ \-])[A-Z0-9]{3}\1[A-Z0-9]{3}(?![A-Za-z0-9])")
_SORT = re.compile(r"(?<![0-9\-])([0-9]{2})[ \-.\x00]?([0-9]{2})[ \-.\x00]?([0-9]{2})(?![0-9])")
_SORT_THEN_ACCOUNT = re.compile(
    r"(?<![0-9\-./])([0-9]{2})[ \-]([0-9]{2})[ \-]([0-9]{2})[ \t,;:/\-]{1,3}(?:[a-z/.: ]{0,20}?)([0-9]{8}"
    r"|[0-9]{4} [0-9]{4})(?![0-9])"
)
_IBAN = re.compile(r"(?<![a-z0-9])[a-z]{2}[0-9]{2}(?:[ \-]?[a-z0-9]{4}){2,7}(?:[ \-]?[a-z0-9]{1,4})?(?![a-z0-9])")


def shapes(plain: str, small: str, labels: Labels) -> Iterator[Hit]:
    """Numbers whose shape is enough, or nearly."""
    for found in _NI_WHOLE.finditer(small):
        if found[0][:2] not in _NI_NEVER:
            before = labels.before(found.start(), 20)
            yield _hit(found, Kind.NATIONAL_INSURANCE, before is None or before.kind != "other")
    for found in _MRZ.finditer(small):
        if "<" in found[0] or len(found[0]) == 28:
            yield _hit(found, Kind.PASSPORT, "<" in found[0])
    for found in _GWF.finditer(small):
        yield _hit(found, Kind.HOME_OFFICE, True)
    for found in _REF.finditer(small):
        before = labels.before(found.start())
        if before is None or before.kind != "other":
            yield _hit(found, Kind.HOME_OFFICE, False)
    for found in _SHARE.finditer(plain):
        digits = sum(letter.isdigit() for letter in found[0])
        before = labels.before(found.start())
        if 2 <= digits <= 7 and (before is None or before.kind not in ("other", "home")):
            yield _hit(found, Kind.SHARE_CODE, False)
    yield from _accounts(small, labels)


def _accounts(small: str, labels: Labels) -> Iterator[Hit]:
    for label in labels.of("sort"):
        filler = _FILLER.match(small, label.end)
        found = _SORT.match(small, filler.end() if filler else label.end)
        if found:
            yield _hit(found, Kind.BANK, True)
    for found in _SORT_THEN_ACCOUNT.finditer(small):
        day, month = int(found[1]), int(found[2])
        near = labels.all_before(found.start(), 60) | {
            label.kind for label in [labels.after(found.start(), 30)] if label
        }
        named = bool(near & {"sort", "account"})
        if named or not (1 <= day <= 31 and 1 <= month <= 12):
            yield _hit(found, Kind.BANK, named)
    for found in _IBAN.finditer(small):
        yield from _iban(found)


def _iban(found: re.Match[str]) -> Iterator[Hit]:
    """The longest beginning that passes the check: a word after it may have been taken with it."""
    from .checks import iban

    value = found[0]
    for _ in range(4):
        bare = value.replace(" ", "").replace("-", "")
        if 15 <= len(bare) <= 34 and iban(bare):
            yield Hit(found.start(), found.start() + len(value), Kind.BANK, True)
            return
        value = re.split(r"[ \-](?=[^ \-]*$)", value)[0]


def _hit(found: re.Match[str], kind: Kind, clear: bool) -> Hit:
    return Hit(found.start(), found.end(), kind, clear)
