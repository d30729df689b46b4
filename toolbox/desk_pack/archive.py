"""The archive itself: pages that link to each other, their files, a search of its own, and the seal."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import get_valid_filename

from portal.cms.collections import files_for
from portal.cms.words import plain_text
from portal.files.bundle import MOST_BYTES, outward, plain_html
from portal.search.models import Synonym

from ..models import EntryPage, InterviewTool, Term
from . import seal

IMAGES = {"figure": set(), "img": {"src", "alt", "width", "height"}}
MOST_WORDS = 4_000  # characters of a tool's text that the pack's own search knows
PARTS = {"style.css": "toolbox/pack/style.css", "search.js": "toolbox/pack/search.js"}
EVERYBODY = AnonymousUser()


@dataclass
class Tool:
    """A tool in the pack."""

    entry: EntryPage
    address: str
    themes: list[str]
    files: list[tuple[str, str]] = field(default_factory=list)  # what it is called, where it is


@dataclass(frozen=True)
class Line:
    """What the lists and the search of the pack know of a tool."""

    pk: int
    title: str
    at: str
    type: str
    summary: str
    themes: list[str]
    words: str


@dataclass
class Archive:
    """Writes a desk pack of what everybody may see. Memory stays flat: tools pass one by one, files in blocks."""

    into: IO[bytes]
    version: str
    today: date
    guide: bytes | None = None
    sums: dict[str, str] = field(default_factory=dict)
    known: dict[str, dict[str, str]] = field(default_factory=dict)  # of each tool: its title, and a sum of all it has
    left_out: list[str] = field(default_factory=list)
    taken: int = 0

    def write(self) -> None:
        self.addresses = self._addresses()
        lines: list[Line] = []
        with zipfile.ZipFile(self.into, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as self.zip:
            for entry in in_pack().prefetch_related("themes").iterator(100):
                lines.append(self._line(self._tool(entry)))
            self._pages(lines)
            self._put("search-data.js", f"window.DESK_PACK = {_json(self._search(lines))};")
            for name, source in PARTS.items():
                self._put(name, Path(str(finders.find(source))).read_text())
            if self.guide is not None:
                self._put("pocket-guide.pdf", self.guide)
            self._seal()

    @property
    def top(self) -> str:
        return f"desk-pack-{self.version}"

    def _addresses(self) -> dict[str, str]:
        """Where the page of each tool stands, by its address in the portal. Two may have one name."""
        found: dict[str, str] = {}
        for entry in in_pack().only("pk", "slug", "url_path", "path", "depth"):
            name = f"tools/{entry.slug}.html"
            found[entry.get_url()] = name if name not in found.values() else f"tools/{entry.slug}-{entry.pk}.html"
        return found

    def _tool(self, entry: EntryPage) -> Tool:
        tool = Tool(entry, self.addresses[entry.get_url()], [theme.name for theme in entry.themes.all()])
        whole = hashlib.sha256()
        for file in files_for(EVERYBODY, entry.files.select_related("document__collection")):
            name = get_valid_filename(file.document.filename or "file")
            place = self._copy(file.document, f"files/{entry.slug}/{file.document.pk}-{name}")
            if place:
                tool.files.append((file.name, place))
                whole.update(self.sums[place].encode())
        chapters = [(chapter, self._html(chapter["body"])) for chapter in entry.contents]
        words: dict[str, Any] = {"tool": tool, "body": self._html(entry.body), "chapters": chapters}
        page = self._render("tool", up="../", **words)
        said = [entry.title, entry.summary, entry.edition, entry.body, entry.chapters, entry.steps, entry.review_by]
        whole.update("\n".join(map(str, said)).encode())
        self._put(tool.address, page)
        self.known[str(entry.pk)] = {"title": entry.title, "sum": whole.hexdigest()}
        return tool

    def _pages(self, lines: list[Line]) -> None:
        by_theme: dict[str, list[Line]] = {}
        for line in lines:
            for theme in line.themes or ["Other tools"]:
                by_theme.setdefault(theme, []).append(line)
        at = {line.pk: line for line in lines}
        ward = [(place.says, at[place.entry_id]) for place in InterviewTool.objects.all() if place.entry_id in at]
        words: dict[str, Any] = {
            "themes": sorted(by_theme.items()),
            "ward": ward,
            "tools": len(lines),
            "left_out": self.left_out,
        }
        self._put("index.html", self._render("index", guide=self.guide is not None, **words))
        self._put("glossary.html", self._render("glossary", terms=Term.objects.order_by("term")))
        self._put("README.txt", self._render("README", kind="txt"))

    def _line(self, tool: Tool) -> Line:
        entry = tool.entry
        texts = [name for name, _place in tool.files] + [plain_text(entry.body), plain_text(entry.chapters)]
        return Line(
            pk=entry.pk,
            title=entry.title,
            at=tool.address,
            type=entry.get_type_display(),
            summary=entry.summary,
            themes=tool.themes,
            words=" ".join(texts)[:MOST_WORDS],
        )

    def _search(self, lines: list[Line]) -> dict[str, Any]:
        synonyms = [list(row.phrases()) for row in Synonym.objects.all()]
        names = [term.names() for term in Term.objects.all()]
        return {
            "tools": [asdict(line) for line in lines],
            "synonyms": [row for row in [*synonyms, *names] if len(row) > 1],
        }

    def _html(self, content: Any) -> SafeString:
        return plain_html(str(content), leads=self._leads, also=IMAGES)

    def _leads(self, tag: str, attribute: str, value: str) -> str | None:
        """Tools lead to each other inside the pack, pictures come with it, all else leads to the portal."""
        if tag == "img" and attribute == "src":
            return self._picture(value)
        if attribute != "href":
            return value
        address, hash_, anchor = value.removeprefix(settings.PORTAL_URL.rstrip("/")).partition("#")
        if address in self.addresses:
            return f"../{self.addresses[address]}{hash_}{anchor}"
        return outward(tag, attribute, value)

    def _picture(self, value: str) -> str | None:
        if not value.startswith(settings.MEDIA_URL):
            return None
        name = value.removeprefix(settings.MEDIA_URL)
        place = f"pictures/{get_valid_filename(name.rpartition('/')[2])}"
        if place not in self.sums:
            if not default_storage.exists(name):
                return None
            with default_storage.open(name) as source:
                self._put(place, source.read())
        return f"../{place}"

    def _copy(self, document: Any, place: str) -> str:
        """Where a file stands now; nothing where it could not be taken, which the first page says."""
        if place in self.sums:
            return place
        try:
            size = document.file.size
        except OSError:
            self.left_out.append(f"{document.title} (the file is missing)")
            return ""
        if self.taken + size > MOST_BYTES:
            self.left_out.append(f"{document.title} (too large for the pack: fetch it from the portal)")
            return ""
        self.taken += size
        digest = hashlib.sha256()
        with document.open_file() as source, self.zip.open(f"{self.top}/{place}", "w", force_zip64=True) as target:
            while block := source.read(seal.BLOCK):
                digest.update(block)
                target.write(block)
        self.sums[place] = digest.hexdigest()
        return place

    def _render(self, template: str, *, up: str = "", kind: str = "html", **words: Any) -> str:
        now = {"version": self.version, "today": self.today, "up": up, "portal": settings.PORTAL_NAME}
        return render_to_string(f"toolbox/pack/{template}.{kind}", now | {"portal_url": settings.PORTAL_URL} | words)

    def _put(self, place: str, content: str | bytes) -> None:
        data = content.encode() if isinstance(content, str) else content
        self.zip.writestr(f"{self.top}/{place}", data)
        self.sums[place] = hashlib.sha256(data).hexdigest()

    def _seal(self) -> None:
        sums = "".join(f"{digest}  {place}\n" for place, digest in sorted(self.sums.items())).encode()
        sealed = {seal.SUMS: sums, seal.SIGNATURE: seal.sign(sums), seal.KEY: seal.public_key().encode()}
        for name, data in sealed.items():
            self.zip.writestr(f"{self.top}/{name}", data)


def in_pack() -> Any:
    """What everybody may see, and nothing else: a stick is found by anybody."""
    return EntryPage.objects.visible_to(EVERYBODY).order_by("title", "pk")


def _json(value: Any) -> str:
    """Inside a script: nothing in it can end the script."""
    return json.dumps(value, ensure_ascii=True).replace("<", "\\u003c")


def changed(before: dict[str, dict[str, str]], now: dict[str, dict[str, str]]) -> dict[str, list[str]]:
    """Titles of the tools that are new, changed and gone."""

    def titles(known: dict[str, dict[str, str]], keys: Iterable[str]) -> list[str]:
        return sorted(known[key]["title"] for key in keys)

    both = before.keys() & now.keys()
    return {
        "new": titles(now, now.keys() - before.keys()),
        "changed": titles(now, (key for key in both if before[key]["sum"] != now[key]["sum"])),
        "gone": titles(before, before.keys() - now.keys()),
    }
