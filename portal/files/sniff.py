"""Whether a file is what its name says, and harmless: by its content, never by what the browser claims."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import PurePath
from typing import IO

import filetype
from django.conf import settings

from . import scanning

KINDS = ("csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx")
OFFICE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
ODT_TYPE = b"application/vnd.oasis.opendocument.text"

MOST_PARTS = 4000  # in one zip
LARGEST_PART = 60 * 1024 * 1024
MOST_UNPACKED = 150 * 1024 * 1024
STEEPEST = 200  # unpacked bytes for each packed byte, once a part is over a megabyte

MACROS = re.compile(
    r"(vbaproject|vbadata|activex|macrosheets|oleobject|/embeddings/.*\.(bin|exe|js|vbs|docm|xlsm))", re.I
)
SCRIPTS = re.compile(r"^(Basic|Scripts)/", re.I)
FETCHES = re.compile(rb"(attachedTemplate|oleObject|frame)\"[^>]*TargetMode=\"External\"", re.I)
ACTIVE_FIELD = re.compile(rb"\bDDE(AUTO)?\b\s", re.I)
PDF_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|RichMedia|EmbeddedFiles?|XFA)\b")
PDF_LOCKED = re.compile(rb"/Encrypt\s+(\d+\s+\d+\s+R|<<)")
PDF_ESCAPE = re.compile(rb"#([0-9a-fA-F]{2})")
MARKUP = re.compile(rb"^\s*(<!doctype|<html|<script|<svg|<\?xml|<\?php)", re.I)

DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, OSError, RuntimeError, EOFError)


class RefusedFileError(ValueError):
    """A file that is not taken, with a sentence that says why and what to do."""


def check(file: IO[bytes], *, name: str, size: int) -> None:
    """Raise `RefusedFileError` unless this is a harmless file of the kind its name says. Rewinds the file."""
    kind = PurePath(name).suffix.lower().lstrip(".")
    if kind not in KINDS:
        raise RefusedFileError(f"Choose a file of one of these kinds: {', '.join(KINDS)}.")
    if not size:
        raise RefusedFileError("This file is empty. Choose another.")
    if size > settings.PORTAL_FILE_MAX_BYTES:
        raise RefusedFileError(f"This file is too big. The limit is {settings.PORTAL_FILE_MAX_BYTES // 1024**2} MB.")
    file.seek(0)
    try:
        if kind == "pdf":
            _check_pdf(file.read())
        elif kind in ("csv", "txt"):
            _check_text(file.read(), kind)
        else:
            _check_zip(file, kind)
    finally:
        file.seek(0)
    _scan(file)


def _scan(file: IO[bytes]) -> None:
    try:
        harmful = scanning.infected(file)
    except scanning.ScannerAwayError:
        raise RefusedFileError("We cannot check files for viruses at the moment. Try again in an hour.") from None
    if harmful:
        raise RefusedFileError("Our scanner takes this file for harmful. Tell your IT service, and do not open it.")


def _check_pdf(content: bytes) -> None:
    if not content.startswith(b"%PDF-"):
        raise RefusedFileError("This is not a PDF, although its name ends in .pdf. Save it as a PDF again.")
    plain = PDF_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), content)  # /J#61vaScript is /JavaScript
    if PDF_LOCKED.search(plain):
        raise RefusedFileError("This PDF is protected with a password. Save it without one.")
    if PDF_ACTIVE.search(plain):
        raise RefusedFileError("This PDF contains scripts or other files. Print it to a new PDF and add that one.")


def _check_text(content: bytes, kind: str) -> None:
    known = filetype.guess(content)
    if known is not None or b"\0" in content or MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")):
        raise RefusedFileError(f"This is not a plain text file, although its name ends in .{kind}.")


def _check_zip(file: IO[bytes], kind: str) -> None:
    wrong = RefusedFileError(f"This is not a .{kind} file, although its name says so, or it is damaged. Save it again.")
    try:
        with zipfile.ZipFile(file) as packed:
            _check_sizes(packed)
            if kind == "odt":
                _check_odt(packed, wrong)
            else:
                _check_office(packed, kind, wrong)
    except RefusedFileError:
        raise
    except DAMAGE as error:
        raise wrong from error


def _read(packed: zipfile.ZipFile, name: str) -> bytes:
    """A part up to the size it claims: without a number, zipfile would unpack a liar to the end."""
    with packed.open(name) as part:
        return part.read(packed.getinfo(name).file_size + 1)


def _check_sizes(packed: zipfile.ZipFile) -> None:
    """What a zip claims to unpack to."""
    parts = packed.infolist()
    steep = any(part.file_size > 1024**2 and part.file_size > STEEPEST * max(part.compress_size, 1) for part in parts)
    too_large = any(part.file_size > LARGEST_PART for part in parts)
    if len(parts) > MOST_PARTS or too_large or steep or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise RefusedFileError("This file unpacks to far more than it should. Save it again in its own program.")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise RefusedFileError("This file is packed in an unusual way. Save it again in its own program.")
    if any(part.flag_bits & 0x1 for part in parts):
        raise RefusedFileError("This file is protected with a password. Save it without one.")
    if any(part.filename.startswith(("/", "\\")) or ".." in PurePath(part.filename).parts for part in parts):
        raise RefusedFileError("This file is damaged. Save it again in its own program.")


def _check_office(packed: zipfile.ZipFile, kind: str, wrong: RefusedFileError) -> None:
    names = packed.namelist()
    types = _read(packed, "[Content_Types].xml")
    if OFFICE_PARTS[kind] not in names:
        raise wrong
    if any(MACROS.search(name) for name in names) or b"macroenabled" in types.lower():
        raise RefusedFileError("This file contains macros or other programs. Save it without them.")
    for name in names:
        if name.endswith(".rels") and FETCHES.search(_read(packed, name)):
            raise RefusedFileError("This file fetches a template from elsewhere. Save a copy without it.")
    if kind == "docx" and ACTIVE_FIELD.search(_read(packed, OFFICE_PARTS[kind])):
        raise RefusedFileError("This file contains fields that run programs. Save it without them.")


def _check_odt(packed: zipfile.ZipFile, wrong: RefusedFileError) -> None:
    if _read(packed, "mimetype").strip() != ODT_TYPE or "content.xml" not in packed.namelist():
        raise wrong
    if any(SCRIPTS.match(name) for name in packed.namelist()):
        raise RefusedFileError("This file contains macros. Save it without them.")
    if b"encryption-data" in _read(packed, "META-INF/manifest.xml"):
        raise RefusedFileError("This file is protected with a password. Save it without one.")
