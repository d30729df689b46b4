"""What a decision tool may not say or ask: no verdict on a patient, and nothing of who somebody is.

The rule in words stands in docs/governance/decision-tools.md. It looks at whole words in any case, as staff's watched
phrases do; both apply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup

from portal.discussion.models.phrases import bare

# In a title any of these is a verdict.
IN_TITLES = re.compile(
    r"\b(?:(?:non|not|un)? ?chargeable|exempt|liable|ineligible|(?:is|are|not) (?:eligible|entitled)"
    r"|(?:must|has to|have to|needs? to|should|will|does not|do not|doesnt|dont) (?:pay|be charged)"
    r"|(?:charge|bill|invoice) (?:the|this) (?:patient|person|visitor)|(?:do not|dont) charge"
    r"|(?:gets?|is|are) (?:free|treated free)|free (?:of charge|treatment|care)|no charge|pays)\b"
)
# In the words below it, only what is said of a person.
OF_A_PERSON = re.compile(
    r"\b(?:(?:the|this|your) (?:patient|person|visitor)|they|he|she) "
    r"(?:(?:is|are)(?: not)? (?:chargeable|exempt|liable|eligible|entitled|ineligible)"
    r"|(?:must|has to|have to|does not have to|do not have to) (?:pay|be charged))\b"
)
TITLE = (
    "A decision tool never says who pays. Let the title say what to check or whom to ask next, for example “Ask for "
    "the form and check its dates”."
)
WORDS = "A decision tool never says what somebody is or owes. Say what the trust checks before it decides."

WHO_SOMEBODY_IS = [
    (
        re.compile(r"\b(?:nationalit\w*|citizens?|citizenship|what passport|which passport)\b"),
        "It asks for a nationality. Charging rests on where somebody lives and on their documents, not on nationality.",
    ),
    (
        re.compile(
            r"\b(?:ethnic\w*|race|racial|religio\w*|faith|accents?|skin|mother tongue|first language"
            r"|country of birth|born (?:abroad|in|outside|here|where)|where (?:was|were) \w+ (?:\w+ )?born)\b"
        ),
        "It asks for origin, looks or belief. Everybody is asked the same, and none of these says who pays.",
    ),
    (
        re.compile(
            r"\b(?:(?:their|his|her|the|your) (?:full |first |last |family )?names?"
            r"|(?:patient|person|visitor)s? (?:full |first |last |family )?names?|surnames?|what \w+ (?:called|name)"
            r"|nhs numbers?|hospital numbers?|passport numbers?|dates? of birth|how old|home address|postcode)\b"
        ),
        "It asks for what could identify a patient. A decision tool needs no name, number, birthday or address.",
    ),
]


def plain(text: str) -> str:
    """Rich text as words; a tag between two words keeps them apart."""
    return bare(BeautifulSoup(text, "html.parser").get_text(" ") if "<" in text else text)


def verdict_in(*, title: str, words: str) -> Iterator[tuple[str, str]]:
    """(box, reason) of each place where an outcome decides over a person."""
    if IN_TITLES.search(plain(title)):
        yield "title", TITLE
    if OF_A_PERSON.search(plain(words)):
        yield "words", WORDS


def asked_too_much(*texts: str) -> list[str]:
    """The reasons why these words of a question cannot stand, each once."""
    asked = [plain(text) for text in texts]
    return [reason for words, reason in WHO_SOMEBODY_IS if any(words.search(text) for text in asked)]
