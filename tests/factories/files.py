"""Files to test with, harmless and hostile."""

from __future__ import annotations

import zipfile
from io import BytesIO

import openpyxl
from docx import Document as Word
from openpyxl.comments import Comment
from PIL import Image
from pptx import Presentation
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject


def docx(
    text: str = "Ask everybody the same questions.", *, title: str = "", table: list[list[str]] | None = None
) -> bytes:
    document, stream = Word(), BytesIO()
    document.core_properties.title, document.core_properties.comments = title, ""
    document.add_paragraph(text)
    for cells in table or []:
        row = document.add_table(1, len(cells)).rows[0]
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    document.save(stream)
    return stream.getvalue()


def xlsx(text: str = "Invoice", *, sheet: str = "", hidden: bool = False, comment: str = "") -> bytes:
    workbook, stream = openpyxl.Workbook(), BytesIO()
    workbook.active["A1"] = text
    if comment:
        workbook.active["A1"].comment = Comment(comment, "Somebody")
    if sheet:
        workbook.create_sheet(sheet).sheet_state = "hidden" if hidden else "visible"
    workbook.save(stream)
    return stream.getvalue()


def pptx(text: str = "Training", *, notes: str = "") -> bytes:
    slides, stream = Presentation(), BytesIO()
    slide = slides.slides.add_slide(slides.slide_layouts[0])
    slide.shapes.title.text = text
    if notes:
        slide.notes_slide.notes_text_frame.text = notes
    slides.save(stream)
    return stream.getvalue()


def odt(text: str = "Procedure") -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", f"<office><p>{text}</p></office>")
    return stream.getvalue()


def pdf(
    *, password: str = "", script: str = "", words: str = "", title: str = "", pages: int = 1, content: bytes = b""
) -> bytes:
    writer, stream = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(width=200, height=200)
    if words or content:
        page, lines = writer.pages[0], DecodedStreamObject()
        lines.set_data(content or f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET".encode())
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        font = DictionaryObject({NameObject(name): NameObject(value) for name, value in font.items()})
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        page[NameObject("/Contents")] = writer._add_object(lines)
    if title:
        writer.add_metadata({"/Title": title})
    if password:
        writer.encrypt(password)
    writer.write(stream)
    active = f"<</S/JavaScript/JS({script})>>".encode() if script else b"null"
    return stream.getvalue().replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction " + active)


def protected_office() -> bytes:
    """As Word writes a file with a password: not a zip, but a package with one stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500


def with_parts(content: bytes, **parts: bytes) -> bytes:
    """An office file with parts added or put in place of its own; `__` in a name stands for a slash."""
    added = {name.replace("__", "/"): data for name, data in parts.items()}
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in added:
                new.writestr(name, old.read(name))
        for name, data in added.items():
            new.writestr(name, data)
    return stream.getvalue()


def bomb() -> bytes:
    """A Word file of some kilobytes that unpacks to fifty megabytes."""
    return with_parts(docx(), word__media__zeros=b"\0" * 50 * 1024 * 1024)


def photo(form: str = "JPEG") -> bytes:
    """A picture in which a camera wrote where it was, turned on its side."""
    picture, stream = Image.new("RGB", (40, 20), "teal"), BytesIO()
    exif = picture.getexif()
    exif[0x010F] = "Camera of Somebody"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)
    picture.save(stream, form, exif=exif, **({"comment": b"taken at home"} if form == "JPEG" else {}))
    return stream.getvalue()
