"""The words of files, read by a program that cannot hurt the portal."""

from __future__ import annotations

from io import BytesIO

import pytest

from portal.files.reading import UnreadableFileError, words_of
from tests.factories import files


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.docx("marmalade"), "docx"),
        (files.xlsx("marmalade"), "xlsx"),
        (files.pptx("marmalade"), "pptx"),
        (files.odt("marmalade"), "odt"),
        (b"jam,marmalade\n", "csv"),
        ("marmalade für alle".encode("cp1252"), "txt"),
    ],
)
def test_the_words_of_each_kind_are_read(content, kind):
    assert "marmalade" in words_of(BytesIO(content), kind=kind)


def test_a_pdf_without_words_reads_as_nothing():
    assert words_of(BytesIO(files.pdf()), kind="pdf") == ""


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.pdf(password="secret"), "pdf"),
        (b"%PDF-1.7 and then nonsense", "pdf"),
        (b"nonsense", "docx"),
        (b"nonsense", "xlsx"),
        (
            files.with_parts(files.odt(), **{"content.xml": b'<!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'}),
            "odt",
        ),
    ],
)
def test_a_file_that_cannot_be_read_gives_a_reason_and_no_words(content, kind):
    with pytest.raises(UnreadableFileError) as unreadable:
        words_of(BytesIO(content), kind=kind)
    assert str(unreadable.value)


def test_a_file_that_unpacks_beyond_the_memory_it_may_use_is_given_up():
    part = b"<office>" + b'<p a="a"/>' * 3_000_000 + b"</office>"  # some gigabyte as a tree
    content = files.with_parts(files.odt(), **{"content.xml": part})
    with pytest.raises(UnreadableFileError):
        words_of(BytesIO(content), kind="odt")


def test_a_very_long_file_is_cut_and_not_refused():
    assert len(words_of(BytesIO(b"word " * 200_000), kind="txt")) == 400_000
