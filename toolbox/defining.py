"""Words of the glossary in the text of a page: the first time each is met, it explains itself.

The text is copied as it came, mark by mark; only between marks a word may be wrapped. Links, headings, code and what
is pressed are left alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

from django.core.cache import cache
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .models import Term

KEY, KEPT = "toolbox-glossary", 300
LEFT_ALONE = frozenset(
    [
        "a",
        "abbr",
        "audio",
        "button",
        "caption",
        "code",
        "dfn",
        "dl",
        "dt",
        "figcaption",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "iframe",
        "kbd",
        "label",
        "math",
        "nav",
        "object",
        "option",
        "pre",
        "samp",
        "script",
        "select",
        "style",
        "summary",
        "svg",
        "template",
        "textarea",
        "th",
        "title",
        "video",
    ]
)


@dataclass(frozen=True)
class Meaning:
    slug: str
    term: str
    definition: str
    address: str


@dataclass(frozen=True)
class Glossary:
    """All terms as one search through a text needs them."""

    version: str
    pattern: str
    exact: dict[str, Meaning]  # abbreviations, as they are written
    folded: dict[str, Meaning]  # words, however they are written

    def meaning(self, words: str) -> Meaning | None:
        for said in (words, words[:-1] if words[-1:] == "s" else words):
            found = self.exact.get(said) or self.folded.get(said.casefold())
            if found:
                return found
        return None


def glossary() -> Glossary:
    """As staff have it now, or a few minutes ago where the cache is not shared."""
    known = cache.get(KEY)
    if known is None:
        known = _read(Term.objects.order_by("pk"))
        cache.set(KEY, known, KEPT)
    return known


def forget() -> None:
    cache.delete(KEY)


def _read(terms: Iterable[Term]) -> Glossary:
    exact: dict[str, Meaning] = {}
    folded: dict[str, Meaning] = {}
    for term in terms:
        meaning = Meaning(term.slug, term.term, term.definition, term.get_absolute_url())
        for name in term.names():
            if any(letter.islower() for letter in name):
                folded.setdefault(name.casefold(), meaning)
            else:
                exact.setdefault(name, meaning)
    longest_first = sorted([*exact, *folded], key=lambda name: (-len(name), name))
    pattern = "|".join(rf"{re.escape(name)}s?" for name in longest_first)
    said = "\x1f".join(f"{name}\x1e{meaning}" for name, meaning in sorted([*exact.items(), *folded.items()]))
    return Glossary(hashlib.sha256(said.encode()).hexdigest()[:16], pattern, exact, folded)


def define(html: str) -> SafeString:
    """The first mention of each term in this HTML explains itself. Kept by the words and the glossary."""
    known = glossary()
    if not html.strip() or not known.pattern:
        return mark_safe(html)
    key = f"defined:{known.version}:{hashlib.sha256(html.encode()).hexdigest()}"
    defined = cache.get(key)
    if defined is None:
        reader = Definer(known)
        reader.feed(html)
        reader.close()
        defined = "".join(reader.out)
        cache.set(key, defined, KEPT)
    return mark_safe(defined)


class Definer(HTMLParser):
    """Copies what it reads; wraps the first mention of each term where a reader reads text."""

    def __init__(self, known: Glossary) -> None:
        super().__init__(convert_charrefs=False)
        self.known = known
        self.names = re.compile(rf"(?<![\w&#-])(?:{known.pattern})(?![\w-])", re.IGNORECASE)
        self.out: list[str] = []
        self.inside: list[str] = []
        self.told: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.out.append(self.get_starttag_text() or "")
        if tag in LEFT_ALONE:
            self.inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.out.append(f"</{tag}>")
        if tag in self.inside:
            while self.inside and self.inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.out.append(data if self.inside else self.names.sub(self._explained, data))

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.out.append(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self.out.append(f"<![{data}]>")

    def _explained(self, match: re.Match[str]) -> str:
        words = match.group()
        meaning = self.known.meaning(words)
        if meaning is None or meaning.slug in self.told:
            return words
        self.told.add(meaning.slug)
        return format_html(
            '<button type="button" class="term" popovertarget="term-{slug}">{words}</button>'
            '<span popover id="term-{slug}" class="term__says"><dfn>{term}</dfn>: {definition} '
            '<a href="{address}">In the glossary</a></span>',
            slug=meaning.slug,
            words=mark_safe(words),
            term=meaning.term,
            definition=meaning.definition,
            address=meaning.address,
        )
