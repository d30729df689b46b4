"""What is taken and what is refused, by content."""

from __future__ import annotations

import random
from io import BytesIO

import pytest

from portal.files import sniff
from tests.factories import files


def check(content: bytes, name: str) -> None:
    sniff.check(BytesIO(content), name=name, size=len(content))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (files.docx(), "letter.docx"),
        (files.xlsx(), "log.XLSX"),
        (files.pptx(), "slides.pptx"),
        (files.odt(), "letter.odt"),
        (files.pdf(), "guide.pdf"),
        ("name,£\nA,1\n".encode(), "table.csv"),
        ("name,£\nA,1\n".encode("cp1252"), "old-table.csv"),
        (b"Plain words.", "notes.txt"),
    ],
)
def test_a_harmless_file_of_each_kind_is_taken(content, name):
    check(content, name)


@pytest.mark.parametrize(
    ("content", "name", "because"),
    [
        (b"<html><script>alert(1)</script></html>", "letter.pdf", "not a PDF"),
        (b"<!DOCTYPE html><p>hello", "letter.txt", "not a plain text"),
        (b"MZ\x90\0program", "table.csv", "not a plain text"),
        (files.docx(), "log.xlsx", "not a .xlsx"),
        (b"PK\x03\x04 and nonsense", "letter.docx", "not a .docx"),
        (files.docx()[:900], "letter.docx", "not a .docx"),
        (b"", "letter.docx", "empty"),
        (b"hello", "program.exe", "one of these kinds"),
        (b"hello", "no-ending", "one of these kinds"),
        (files.bomb(), "letter.docx", "unpacks to far more"),
        (files.with_parts(files.docx(), word__vbaProject=b"x"), "letter.docx", "macros"),
        (files.with_parts(files.docx(), word__activeX__activeX1=b"x"), "letter.docx", "macros"),
        (files.with_parts(files.xlsx(), xl__macrosheets__sheet1=b"x"), "log.xlsx", "macros"),
        (files.pdf(password="secret"), "guide.pdf", "password"),
        (files.pdf(script="app.alert(1)"), "guide.pdf", "scripts"),
        (files.pdf().replace(b"/Type", b"/J#61vaScript 1 /Type", 1), "guide.pdf", "scripts"),
    ],
)
def test_a_hostile_or_wrong_file_is_refused_with_its_reason(content, name, because):
    with pytest.raises(sniff.RefusedFileError, match=because):
        check(content, name)


def test_a_macro_file_renamed_to_docx_is_refused_by_what_it_says_it_is():
    types = (
        b'<Types><Override PartName="/word/document.xml" '
        b'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    )
    content = files.with_parts(files.docx(), **{"[Content_Types].xml": types})
    with pytest.raises(sniff.RefusedFileError, match="macros"):
        check(content, "letter.docx")


def test_a_file_that_fetches_its_template_from_elsewhere_is_refused():
    rels = (
        b'<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/attachedTemplate" Target="http://bad.example/x.dotm" TargetMode="External"/></Relationships>'
    )
    content = files.with_parts(files.docx(), **{"word/_rels/settings.xml.rels": rels})
    with pytest.raises(sniff.RefusedFileError, match="elsewhere"):
        check(content, "letter.docx")


def test_a_file_over_the_limit_is_refused_with_the_limit(settings):
    settings.PORTAL_FILE_MAX_BYTES = 1024 * 1024
    with pytest.raises(sniff.RefusedFileError, match="The limit is 1 MB"):
        check(b"a" * (1024 * 1024 + 1), "notes.txt")


def test_a_part_that_claims_to_be_small_is_not_unpacked_beyond_its_claim():
    content = files.with_parts(files.docx(), **{"[Content_Types].xml": b" " * 900_000})
    liar = content.replace((900_000).to_bytes(4, "little"), (900).to_bytes(4, "little"))
    assert liar != content
    with pytest.raises(sniff.RefusedFileError, match="damaged"):
        check(liar, "letter.docx")


def test_any_bytes_under_any_name_are_taken_or_refused_but_never_break():
    dice = random.Random(7)  # noqa: S311
    good = [files.docx(), files.pdf(), files.odt()]
    for round_ in range(200):
        content = bytearray(dice.choice(good))
        for _ in range(dice.randrange(1, 40)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        try:
            check(bytes(content), f"file.{sniff.KINDS[round_ % len(sniff.KINDS)]}")
        except sniff.RefusedFileError as refused:
            assert str(refused)
