"""What somebody typed, as safe HTML: paragraphs, lists, quotes, links and bold, nothing else; and as bare words."""

from __future__ import annotations

import re
from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TAGS = {"p", "br", "ul", "ol", "li", "blockquote", "strong", "a"}
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
REL = "nofollow ugc noopener"

INLINE = ["newline", "link", "emphasis", "balance_pairs", "fragments_join"]
BLOCKS = ["list", "blockquote"]
DEEPEST = 20  # the reader leaves out what lies deeper; then lists and quotes stay as they were typed

# Where a link may lead: elsewhere, to a mailbox, or to a page of the portal.
ADDRESS = re.compile(r"(?:https?://[^/]|mailto:|/(?!/))", re.IGNORECASE)

# An address that stands in the text as it is; what closes a sentence or a bracket is no part of it.
BARE = re.compile(r"(?<![\w@./-])(?:https?://|www\.)[^\s<>\"*]*[^\s<>\"*.,:;!?'\u2019\u201d)\]}]", re.IGNORECASE)
GAPS = re.compile(r"[ \t]*\n\s*")


def as_html(text: str) -> SafeString:
    """Safe whatever it is: what the renderer leaves is sanitised once more, by a list of what may stay."""
    reader, tokens = _read(text)
    html = reader.renderer.render(tokens, reader.options, {})
    return mark_safe(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=REL))


def as_words(text: str) -> str:
    """The same without its marks, for excerpts, mails and search: a line for a line, and a link by its words."""
    said: list[str] = []
    for token in _read(text)[1]:
        if token.type == "inline":
            said += ["\n", *(_word(part) for part in token.children or [])]
    return GAPS.sub("\n", "".join(said)).strip()


def _word(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return token.markup if token.type in ("em_open", "em_close") else token.content


def _read(text: str) -> tuple[MarkdownIt, list[Token]]:
    """What was typed, in pieces. No word of it is lost, however deep somebody nests."""
    reader = _reader()
    tokens = reader.parse(text)
    if any(token.level >= DEEPEST - 1 for token in tokens):
        reader = _reader(flat=True)
        tokens = reader.parse(text)
    return reader, tokens


@cache
def _reader(*, flat: bool = False) -> MarkdownIt:
    """Only the marks that we take. Everything else stays as it was typed."""
    reader = MarkdownIt("zero", {"breaks": True, "maxNesting": DEEPEST}, renderer_cls=_Html)
    reader.enable(INLINE if flat else INLINE + BLOCKS)
    reader.validateLink = lambda address: bool(ADDRESS.match(address))  # type: ignore[method-assign, assignment]
    reader.core.ruler.push("addresses", _find_addresses)
    return reader


class _Html(RendererHTML):
    """One star or an underscore is a star or an underscore: only two make a word bold."""

    def em_open(self, tokens: list[Token], index: int, options: object, env: object) -> str:
        return tokens[index].markup

    em_close = em_open

    def strong_open(self, tokens: list[Token], index: int, options: object, env: object) -> str:
        return "<strong>"


def _find_addresses(state: StateCore) -> None:
    """Make a link of each bare address, unless it stands in a link already."""
    for token in state.tokens:
        if token.type != "inline" or not BARE.search(token.content):
            continue
        found: list[Token] = []
        within = 0
        for part in token.children or []:
            within += part.nesting if part.type in ("link_open", "link_close") else 0
            found += [part] if within or part.type != "text" else _split(part, state)
        token.children = found


def _split(part: Token, state: StateCore) -> list[Token]:
    pieces: list[Token] = []
    end = 0
    for match in BARE.finditer(part.content):
        address = match[0] if match[0].lower().startswith("http") else f"https://{match[0]}"
        full = state.md.normalizeLink(address)
        if not state.md.validateLink(full):
            continue
        pieces += [_text(part.content[end : match.start()])]
        pieces += [Token("link_open", "a", 1, {"href": full}), _text(match[0]), Token("link_close", "a", -1)]
        end = match.end()
    return [*pieces, _text(part.content[end:])]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
