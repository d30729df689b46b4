"""Reads the words of one file; a program of its own, so that a hostile file can only hurt it.

Started as `python -I extract.py KIND`, the file on its standard input, the text on its standard output. It limits its
own memory and time before it opens anything and imports nothing of the portal.
"""

from __future__ import annotations

import csv
import io
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator

MEMORY = 512 * 1024 * 1024
SECONDS = 20
MOST_TEXT = 400_000  # characters


def words_of_docx(data: io.BytesIO) -> Iterator[str]:
    from docx import Document

    document = Document(data)
    yield from (paragraph.text for paragraph in document.paragraphs)
    for table in document.tables:
        for row in table.rows:
            yield " ".join(cell.text for cell in row.cells)


def words_of_xlsx(data: io.BytesIO) -> Iterator[str]:
    from openpyxl import load_workbook

    workbook = load_workbook(data, read_only=True, data_only=True)
    for sheet in workbook.worksheets:
        yield sheet.title
        for row in sheet.iter_rows(values_only=True):
            yield " ".join(str(cell) for cell in row if cell is not None)


def words_of_pptx(data: io.BytesIO) -> Iterator[str]:
    from pptx import Presentation

    for slide in Presentation(data).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                for row in shape.table.rows:
                    yield " ".join(cell.text for cell in row.cells)
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text


def words_of_odt(data: io.BytesIO) -> Iterator[str]:
    from defusedxml.ElementTree import parse

    with zipfile.ZipFile(data) as packed, packed.open("content.xml") as content:
        yield from parse(content).getroot().itertext()


def words_of_pdf(data: io.BytesIO) -> Iterator[str]:
    from pypdf import PdfReader

    reader = PdfReader(data)
    if reader.is_encrypted:
        raise ValueError("protected with a password")
    yield from (page.extract_text() for page in reader.pages)


def words_of_txt(data: io.BytesIO) -> Iterator[str]:
    raw = data.read()
    try:
        yield raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield raw.decode("cp1252", errors="replace")


def words_of_csv(data: io.BytesIO) -> Iterator[str]:
    for row in csv.reader(io.StringIO("".join(words_of_txt(data)))):
        yield " ".join(row)


READERS = {
    "csv": words_of_csv,
    "docx": words_of_docx,
    "odt": words_of_odt,
    "pdf": words_of_pdf,
    "pptx": words_of_pptx,
    "txt": words_of_txt,
    "xlsx": words_of_xlsx,
}


def limited(parts: Iterable[str]) -> str:
    """The parts, each on a line of its own, cut at the limit."""
    lines, length = [], 0
    for part in parts:
        line = " ".join(part.replace("\0", " ").split())
        if line:
            lines.append(line)
            length += len(line) + 1
        if length >= MOST_TEXT:
            break
    return "\n".join(lines)[:MOST_TEXT]


def main(kind: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = io.BytesIO(sys.stdin.buffer.read())
    sys.stdout.buffer.write(limited(READERS[kind](data)).encode("utf-8", errors="replace"))


if __name__ == "__main__":
    main(sys.argv[1])
