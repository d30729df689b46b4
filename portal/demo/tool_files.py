"""Makes the demonstration's files: real Word, Excel, PowerPoint, CSV and text files with useful content."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from docx import Document
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from pptx import Presentation

FOOT = "Adapt this to your trust. Care that is immediately necessary or urgent is never delayed or refused."


def _word(title: str, intro: str = "") -> Document:
    document = Document()
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    document.core_properties.title = title
    document.core_properties.author = ""
    document.add_heading(title, level=1)
    if intro:
        document.add_paragraph(intro)
    return document


def _saved(document: Document) -> bytes:
    document.add_paragraph(FOOT).italic = True
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def letter(title: str, *paragraphs: str) -> bytes:
    """A letter with places to fill in."""
    document = _word(title)
    for line in ("[Name of the trust]", "[Address of the overseas visitor team]", "[Date]", "Our reference: [invoice]"):
        document.add_paragraph(line)
    document.add_paragraph("Dear [name]")
    for text in paragraphs:
        document.add_paragraph(text)
    document.add_paragraph("Yours sincerely")
    document.add_paragraph("[Name], overseas visitor manager")
    return _saved(document)


def steps(title: str, intro: str, *lines: str) -> bytes:
    """A numbered procedure."""
    document = _word(title, intro)
    for line in lines:
        document.add_paragraph(line, style="List Number")
    return _saved(document)


def table(title: str, intro: str, head: Sequence[str], *rows: Sequence[str]) -> bytes:
    """A form, script or checklist as a table with a heading row."""
    document = _word(title, intro)
    grid = document.add_table(rows=1, cols=len(head), style="Light Grid Accent 1")
    for cell, text in zip(grid.rows[0].cells, head, strict=True):
        cell.text = text
    for row in rows:
        cells = grid.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
    document.add_paragraph("")
    return _saved(document)


def checklist(title: str, intro: str, *items: str) -> bytes:
    return table(title, intro, ["Check", "Done", "By, and when"], *[(item, "☐", "") for item in items])


def sheet(*pages: tuple[str, Sequence[str], Sequence[Sequence[object]]]) -> bytes:
    """A workbook: each page a name, headings and rows (a text that begins with = is a formula)."""
    book = Workbook()
    book.remove(book.active)
    for name, head, rows in pages:
        page = book.create_sheet(name)
        page.append(list(head))
        for row in rows:
            page.append(list(row))
        for number, text in enumerate(head, start=1):
            cell = page.cell(row=1, column=number)
            cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="005EB8")
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            page.column_dimensions[get_column_letter(number)].width = max(14, min(40, len(str(text)) + 4))
        page.freeze_panes = "A2"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def slides(title: str, *pages: tuple[str, Sequence[str]]) -> bytes:
    """A training set: a title slide, then headings with bullets."""
    show = Presentation()
    first = show.slides.add_slide(show.slide_layouts[0])
    first.shapes.title.text, first.placeholders[1].text = title, "Overseas Visitor Network"
    for heading, bullets in pages:
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = heading
        slide.placeholders[1].text = "\n".join(bullets)
    stream = BytesIO()
    show.save(stream)
    return stream.getvalue()


def comma(head: Sequence[str], *rows: Sequence[object]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows([head, *rows])
    return text.getvalue().encode("utf-8-sig")


def note(*lines: str) -> bytes:
    return ("\r\n".join(lines) + "\r\n").encode()
