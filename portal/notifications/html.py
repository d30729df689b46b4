"""The HTML of a mail, made of its text: paragraphs, lists, a button for where it leads, and the reason at the foot.

Words are written once, as text; this is what they look like. A kind that shows more has a template of its own, in the
same layout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html, urlize
from django.utils.safestring import SafeString, mark_safe

FOOT = "\n--\n"
POINT = re.compile(r"^\s*[-*•]\s+")
# "Decide here: https://…", also over two lines, also with an empty one between. What stands before the last sentence
# stays a paragraph; the sentence is what the button says.
LEADS = re.compile(
    r"^(?P<before>(?:.*[.?!…”]\s+)?)(?P<words>[^.?!\n]*?)(?P<colon>:?)\s*(?P<url>https?://\S+)$", re.DOTALL
)
APART = re.compile(r":[ \t]*\n\s*\n(?=https?://\S+[ \t]*(?:\n|$))")
# Less than what the mail is about: never its button.
ASIDE = re.compile(r"^(And \d+ more|No more|Choose what|Change that|Hear no more|If you no longer)")
LONGEST_BUTTON = 80


@dataclass
class Block:
    """A piece of a mail: `words`, a `heading`, a `list`, a `button`, a `link`, or the `thing` it is about."""

    shape: str
    lines: list[SafeString] = field(default_factory=list)
    url: str = ""
    words: str = ""


def html_from(*, subject: str, text: str) -> str:
    """The text in the layout of all mails."""
    body, _, foot = text.rstrip().partition(FOOT)
    # The portal's name and address open the foot of the text; the layout has them in its own place.
    own = {settings.PORTAL_NAME, f"{settings.PORTAL_URL}/"}
    reasons = [line for line in foot.split("\n") if line.strip() and line.strip() not in own]
    words = {"subject": subject, "site_name": settings.PORTAL_NAME, "site_url": settings.PORTAL_URL}
    words |= {"blocks": blocks_of(body), "reasons": [linked(line) for line in reasons]}
    return render_to_string("notifications/email/from_text.html", words)


def blocks_of(body: str) -> list[Block]:
    """What the paragraphs of a text are. The first thing to do is the button, what follows are links."""
    blocks: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", APART.sub(":\n", body.strip())):
        for block in shapes_of(paragraph.strip("\n")):
            if block.shape == "button" and any(earlier.shape == "button" for earlier in blocks):
                block.shape = "link"
            if block.shape == "list" and blocks and blocks[-1].shape == "list":
                blocks[-1].lines += block.lines
            else:
                blocks.append(block)
    return blocks


def shapes_of(paragraph: str) -> list[Block]:
    lines = [line.strip() for line in paragraph.split("\n")]
    if len(lines) == 1 and lines[0].isupper():
        return [Block("heading", [linked(lines[0])])]
    if len(lines) == 2 and POINT.match(lines[0]) and is_ours(lines[1]):
        return [Block("list", [link_to(lines[1], POINT.sub("", lines[0]))])]
    if points := [line for line in lines if POINT.match(line)]:
        before = lines[: lines.index(points[0])]
        if before + points == lines:
            said = [words_of(before)] if before else []
            return [*said, Block("list", [linked(POINT.sub("", line)) for line in points])]
    if len(lines) > 1 and all(" " in line and leads(line) for line in lines):
        return [block for line in lines for block in shapes_of(line)]
    if len(lines) > 2 and not lines[-2].endswith(":") and is_ours(lines[-1]):
        return [Block("thing", [linked(line) for line in lines[:-1]], url=lines[-1])]
    found = leads(paragraph.strip())
    if not found:
        return [words_of(lines)]
    said = [words_of(found["before"].strip().split("\n"))] if found["before"].strip() else []
    if not found["words"]:
        return [*said, Block("link", url=found["url"])]
    words = found["words"].strip()
    if len(words) > LONGEST_BUTTON:
        said, words = [words_of(f"{found['before']}{words}.".split("\n"))], ""
    # "Cannot come? Give your place back:" is a way out, not what the mail asks for.
    todo = found["colon"] and not found["before"].rstrip().endswith("?") and "/contact/" not in found["url"]
    todo = todo and not ASIDE.match(words)
    return [*said, Block("button" if todo else "link", url=found["url"], words=words)]


def leads(paragraph: str) -> re.Match[str] | None:
    """Words that lead to an address of ours. What somebody wrote may lead anywhere: that gets no button."""
    found = LEADS.match(paragraph)
    return found if found and is_ours(found["url"]) else None


def is_ours(url: str) -> bool:
    return url.startswith(f"{settings.PORTAL_URL}/") and " " not in url


def words_of(lines: list[str]) -> Block:
    return Block("words", [linked(line) for line in lines])


def link_to(url: str, words: str) -> SafeString:
    return format_html('<a href="{}" class="link" style="color:#005eb8">{}</a>', url, words)


def linked(line: str) -> SafeString:
    """The line, safe to show, its addresses as links."""
    return mark_safe(urlize(line.strip(), autoescape=True).replace("<a ", '<a class="link" style="color:#005eb8" '))
