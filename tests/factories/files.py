"""Files to test with, harmless and hostile."""

from __future__ import annotations

import zipfile
from io import BytesIO

import openpyxl
from docx import Document as Word
from PIL import Image
from pptx import Presentation
from pypdf import PdfWriter


def docx(text: str = "Ask everybody the same questions.") -> bytes:
    document, stream = Word(), BytesIO()
    document.add_paragraph(text)
    document.save(stream)
    return stream.getvalue()


def xlsx(text: str = "Invoice") -> bytes:
    workbook, stream = openpyxl.Workbook(), BytesIO()
    workbook.active["A1"] = text
    workbook.save(stream)
    return stream.getvalue()


def pptx(text: str = "Training") -> bytes:
    slides, stream = Presentation(), BytesIO()
    slide = slides.slides.add_slide(slides.slide_layouts[0])
    slide.shapes.title.text = text
    slides.save(stream)
    return stream.getvalue()


def odt(text: str = "Procedure") -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", f"<office><p>{text}</p></office>")
    return stream.getvalue()


def pdf(*, password: str = "", script: str = "") -> bytes:
    writer, stream = PdfWriter(), BytesIO()
    writer.add_blank_page(width=200, height=200)
    if password:
        writer.encrypt(password)
    writer.write(stream)
    active = f"<</S/JavaScript/JS({script})>>".encode() if script else b"null"
    return stream.getvalue().replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction " + active)


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
