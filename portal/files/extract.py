"""Reads the words of one file; a program of its own, so that a hostile file can only hurt it.

Started as `python -I extract.py KIND SECONDS`, the file on its standard input; on its standard output one line that
says how it went (a word of `portal.files.reading.Status`), and the text. It limits its own memory, time and reach
before it opens anything, and imports nothing of the portal.
"""

from __future__ import annotations

import csv
import io
import re
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

MEMORY = 512 * 1024 * 1024
MOST_TEXT = 400_000  # characters
MOST_PAGES = 5_000
MOST_PARTS = 4_000  # in one zip
MOST_UNPACKED = 150 * 1024 * 1024
STEEPEST = 200  # unpacked bytes for each packed byte, over all parts

# What reading words never needs: heavy to load, and a way in for nobody.
UNWANTED = ("PIL", "cryptography", "Crypto", "lxml", "numpy", "pandas")
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.remove", "os.rename")

OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # also the wrapping of an office file with a password
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")

WORD_PARTS = re.compile(r"word/(document|header|footer|footnotes|endnotes|comments|diagrams/|charts/)[^/]*\.xml")
SLIDE_PARTS = re.compile(r"ppt/(slides|notesSlides|comments|diagrams|charts)/[^/]+\.xml")
SHEET_PARTS = re.compile(r"xl/(comments|threadedComments/|drawings/|diagrams/)[^/]*\.xml|xl/comments/[^/]+\.xml")
ODT_PARTS = re.compile(r"(content|styles|meta)\.xml")
PROPERTIES = {"title", "subject", "keywords", "description", "category", "lpwstr", "lpstr"}


class EncryptedFileError(ValueError):
    """The file is protected with a password."""


class TooLargeFileError(ValueError):
    """The file unpacks to more, or has more pages, than we read."""


def words_of_docx(data: io.BytesIO) -> Iterator[str]:
    with unpacked(data) as packed:
        yield from words_of_parts(packed, WORD_PARTS, needed="word/document.xml")


def words_of_pptx(data: io.BytesIO) -> Iterator[str]:
    with unpacked(data) as packed:
        yield from words_of_parts(packed, SLIDE_PARTS, needed="ppt/presentation.xml")


def words_of_xlsx(data: io.BytesIO) -> Iterator[str]:
    from openpyxl import load_workbook

    with unpacked(data) as packed:
        for sheet in load_workbook(data, read_only=True, data_only=True).worksheets:
            yield sheet.title
            for row in sheet.iter_rows(values_only=True):
                yield "\t".join("" if cell is None else " ".join(str(cell).split()) for cell in row)
        yield from words_of_parts(packed, SHEET_PARTS, needed="xl/workbook.xml")


def words_of_odt(data: io.BytesIO) -> Iterator[str]:
    with unpacked(data) as packed:
        if b"encryption-data" in packed.read("META-INF/manifest.xml"):
            raise EncryptedFileError
        yield from words_of_parts(packed, ODT_PARTS, needed="content.xml", whole=True)


def words_of_pdf(data: io.BytesIO) -> Iterator[str]:
    from pypdf import PdfReader

    reader = PdfReader(data)
    if reader.is_encrypted:
        raise EncryptedFileError
    if len(reader.pages) > MOST_PAGES:
        raise TooLargeFileError
    if said := reader.metadata:
        yield from (str(said.get(name) or "") for name in ("/Title", "/Subject", "/Keywords"))
    for field in (reader.get_fields() or {}).values():
        yield str(field.get("/V") or "")
    yield from (page.extract_text().expandtabs(1) for page in reader.pages)


def words_of_txt(data: io.BytesIO) -> Iterator[str]:
    yield from (line.expandtabs(1) for line in plain(data).splitlines())


def words_of_csv(data: io.BytesIO) -> Iterator[str]:
    for row in csv.reader(io.StringIO(plain(data).replace("\0", " "))):
        yield "\t".join(" ".join(cell.split()) for cell in row)


READERS = {
    "csv": words_of_csv,
    "docx": words_of_docx,
    "odt": words_of_odt,
    "pdf": words_of_pdf,
    "pptx": words_of_pptx,
    "txt": words_of_txt,
    "xlsx": words_of_xlsx,
}


def plain(data: io.BytesIO) -> str:
    raw = data.read()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def unpacked(data: io.BytesIO) -> zipfile.ZipFile:
    """A zip within its limits. What a part claims to unpack to is also all that zipfile will give of it."""
    head = data.getbuffer()[:4] == OLD_OFFICE
    if head and ENCRYPTED_PACKAGE in data.getvalue():
        raise EncryptedFileError
    packed = zipfile.ZipFile(data)
    parts = packed.infolist()
    whole = sum(part.file_size for part in parts)
    small = sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or whole > MOST_UNPACKED or (whole > 10 * 1024**2 and whole > STEEPEST * small):
        raise TooLargeFileError
    if any(part.flag_bits & 0x1 for part in parts):
        raise EncryptedFileError
    return packed


def words_of_parts(
    packed: zipfile.ZipFile, wanted: re.Pattern[str], *, needed: str, whole: bool = False
) -> Iterator[str]:
    """The lines of all parts with words in them, then what the file says of itself."""
    packed.getinfo(needed)
    names = sorted(filter(wanted.fullmatch, packed.namelist()), key=lambda name: (name != needed, len(name), name))
    for name in names:
        with packed.open(name) as part:
            yield from (lines_of_text if whole else lines_of_office)(part)
    for name in {"docProps/core.xml", "docProps/custom.xml"} & set(packed.namelist()):
        with packed.open(name) as part:
            yield from (words for tag, words in texts(part) if tag in PROPERTIES)


def parsed(part: Any) -> Iterator[tuple[str, Any, str]]:
    """(event, element, its name without the namespace); no entities, no document types, nothing from elsewhere."""
    from defusedxml.ElementTree import iterparse

    for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
        yield event, element, element.tag.rpartition("}")[2]


def texts(part: Any) -> Iterator[tuple[str, str]]:
    for event, element, name in parsed(part):
        if event == "end":
            yield name, element.text or ""
            element.clear()


def lines_of_office(part: Any) -> Iterator[str]:
    """Paragraphs of Word, PowerPoint, comments and drawings: a line each, and a line for a row of a table."""
    line: list[str] = []
    rows = 0
    for event, element, name in parsed(part):
        if event == "start":
            rows += name == "tr"
            continue
        if name in ("t", "delText", "v", "text"):
            line.append(element.text or "")
        elif name == "tc":
            line.append("\t")
        elif name in ("tab", "br", "cr") or (name == "p" and rows):
            line.append(" ")
        rows -= name == "tr"
        if name in ("tr", "comment", "pt") or (name == "p" and not rows):
            yield "".join(line)
            line = []
        if name in ("p", "tr"):
            element.clear()
    yield "".join(line)


def lines_of_text(part: Any) -> Iterator[str]:
    """Paragraphs, headings and notes of an OpenDocument text."""
    for event, element, name in parsed(part):
        if event == "end" and name in ("p", "h", "title", "subject", "keyword", "description", "user-defined"):
            yield "".join(element.itertext())
            element.clear()


def limited(parts: Iterable[str]) -> str:
    """The parts, each on a line of its own, up to the limit and one character more, which says that there was more.

    Tabs stand between the cells of a table, and nowhere else.
    """
    lines, length = [], 0
    for part in parts:
        cells = [" ".join(cell.split()) for cell in part.replace("\0", " ").split("\t")]
        line = "\t".join(cells).rstrip()
        if line.strip():
            lines.append(line)
            length += len(line) + 1
        if length > MOST_TEXT + 1:
            break
    return "\n".join(lines)[: MOST_TEXT + 1]


def within_limits(seconds: int) -> None:
    """From here on: so much memory and time, nothing written, nobody else started, nobody asked."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 4 * (MOST_TEXT + 100)),  # what it may say
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(what, (most, most))
    for name in UNWANTED:
        sys.modules[name] = None  # type: ignore[assignment]

    def watch(event: str, arguments: tuple) -> None:
        if event.startswith(FORBIDDEN) or (event == "open" and set(str(arguments[1])) & set("wax+")):
            raise PermissionError(event)

    sys.addaudithook(watch)


def answer(status: str, text: str = "") -> NoReturn:
    sys.stdout.buffer.write(f"{status}\n{text}".encode("utf-8", errors="replace"))
    sys.stdout.buffer.flush()
    raise SystemExit(0)


def main(kind: str, seconds: str) -> None:
    within_limits(int(seconds))
    try:
        text = limited(READERS[kind](io.BytesIO(sys.stdin.buffer.read())))
    except EncryptedFileError:
        answer("encrypted")
    except (TooLargeFileError, MemoryError):
        answer("too-large")
    except Exception:  # whatever a parser meets: its words may quote the file, so they are not passed on
        answer("broken")
    answer("read" if text else "empty", text)


if __name__ == "__main__":
    main(*sys.argv[1:])
