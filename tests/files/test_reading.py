"""The words of files, read by a program that cannot hurt the portal."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.files import extract, reading
from portal.files.reading import Status, text_of
from tests.factories import files


def read(content: bytes, name: str, **options):
    return text_of(BytesIO(content), name=name, **options)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (files.docx("marmalade"), "a.docx"),
        (files.xlsx("marmalade"), "a.XLSX"),
        (files.pptx("marmalade"), "a.pptx"),
        (files.odt("marmalade"), "a.odt"),
        (files.pdf(words="marmalade"), "a.pdf"),
        (b"jam,marmalade\n", "a.csv"),
        ("marmalade für alle".encode("cp1252"), "a.txt"),
        ("marmalade".encode("utf-16"), "a.txt"),
    ],
)
def test_the_words_of_each_kind_are_read(content, name):
    found = read(content, name)
    assert found.status is Status.READ
    assert found.is_whole
    assert "marmalade" in found.text


def word_with(**parts: str) -> bytes:
    """A Word file with more parts, each with this text in a paragraph."""
    shape = '<w:x xmlns:w="w"><w:p><w:r>{}</w:r></w:p></w:x>'
    return files.with_parts(files.docx(), **{name: shape.format(text).encode() for name, text in parts.items()})


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (word_with(**{"word__header1.xml": "<w:t>marmalade</w:t>"}), "a.docx"),
        (word_with(**{"word__comments.xml": "<w:t>marma</w:t><w:t>lade</w:t>"}), "a.docx"),
        (word_with(**{"word__footnotes.xml": "<w:delText>marmalade</w:delText>"}), "a.docx"),
        (files.xlsx("x", sheet="marmalade", hidden=True), "a.xlsx"),
        (files.xlsx("x", comment="marmalade"), "a.xlsx"),
        (files.pptx("x", notes="marmalade"), "a.pptx"),
        (files.docx("x", title="marmalade"), "a.docx"),
        (files.pdf(title="marmalade"), "a.pdf"),
    ],
)
def test_words_are_also_found_where_nobody_looks(content, name):
    assert "marmalade" in read(content, name).text


def test_what_stands_beside_each_other_in_a_table_stays_on_one_line():
    found = read(files.docx("x", table=[["Date of birth", "2 October 1954"], ["Ward", "7"]]), "a.docx")
    assert "Date of birth 2 October 1954" in found.text.splitlines()


PACKED_BOMB = files.with_parts(files.odt(), **{"content.xml": b"<o>" + b'<p a="a"/>' * 6_000_000 + b"</o>"})
LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha">]><w:a xmlns:w="w"><w:p><w:t>&b;</w:t></w:p></w:a>'


@pytest.mark.parametrize(
    ("content", "name", "status"),
    [
        (b"", "a.txt", Status.EMPTY),
        (files.pdf(), "a.pdf", Status.EMPTY),
        (files.pdf(password="secret"), "a.pdf", Status.ENCRYPTED),
        (files.protected_office(), "a.docx", Status.ENCRYPTED),
        (b"%PDF-1.7 and then nonsense", "a.pdf", Status.BROKEN),
        (b"nonsense", "a.docx", Status.BROKEN),
        (files.docx(), "a.xlsx", Status.BROKEN),
        (files.xlsx(), "a.docx", Status.BROKEN),
        (b"\xd0\xcf\x11\xe0 an old Word file", "a.docx", Status.BROKEN),
        (files.with_parts(files.docx(), **{"word__document.xml": LAUGHS}), "a.docx", Status.BROKEN),
        (files.with_parts(files.xlsx(), **{"xl__workbook.xml": LAUGHS}), "a.xlsx", Status.BROKEN),
        (files.with_parts(files.odt(), **{"content.xml": LAUGHS}), "a.odt", Status.BROKEN),
        (files.with_parts(files.docx(), word__media__zeros=b"\0" * 50 * 1024**2), "a.docx", Status.TOO_LARGE),
        (PACKED_BOMB, "a.odt", Status.TOO_LARGE),
        (files.with_parts(files.docx(), **{f"x{n}": b"" for n in range(4_001)}), "a.docx", Status.TOO_LARGE),
        (files.pdf(pages=5_001), "a.pdf", Status.TOO_LARGE),
        (b"hello", "a.exe", Status.UNKNOWN),
        (b"hello", "a", Status.UNKNOWN),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_gives_no_words(content, name, status):
    found = read(content, name)
    assert (found.status, found.text) == (status, "")
    assert found.status.label


def test_a_tree_beyond_the_memory_it_may_use_is_given_up():
    parts = b"".join(b'<p%d a="%d"/>' % (n, n) for n in range(2_500_000))  # some gigabyte as a tree, badly packed
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:  # stored: no ratio gives it away
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
        packed.writestr("content.xml", b"<o>" + parts + b"</o>")
    found = read(stream.getvalue(), "a.odt")
    assert found.status in (Status.TOO_LARGE, Status.BROKEN)


def test_a_file_that_takes_for_ever_is_stopped():
    slow = b"BT " + b"(a) Tj " * 3_000_000
    assert read(files.pdf(content=slow), "a.pdf", seconds=1).status is Status.TIMED_OUT


def test_a_very_long_file_is_cut_and_says_so():
    found = read(b"word " * 200_000, "a.txt")
    assert (found.status, len(found.text), found.cut) == (Status.READ, 400_000, True)
    assert not found.is_whole


def test_a_file_is_rewound_for_whoever_keeps_it():
    file = BytesIO(b"marmalade")
    file.read(3)
    text_of(file, name="a.txt")
    assert file.read() == b"marmalade"


@pytest.mark.parametrize(
    "act",
    [
        "import socket; socket.socket()",
        "import subprocess; subprocess.run(['true'])",
        "open('/dev/null', 'w')",
        "import os; os.system('true')",
        "import PIL",
        "b'0' * 1024**3",
    ],
)
def test_the_reader_may_neither_write_nor_call_nor_start_anybody(act):
    program = f"import sys; sys.path.insert(0, {str(reading.PROGRAM.parent)!r}); import extract;"
    program += f"extract.within_limits(5); print('within'); {act}; print('did it')"
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout == "within\n", done.stderr


def test_the_reader_loads_nothing_of_the_portal():
    known = "import sys, runpy; runpy.run_path(sys.argv[1]); print('django' in sys.modules, 'portal' in sys.modules)"
    done = subprocess.run([sys.executable, "-I", "-c", known, extract.__file__], capture_output=True, text=True)
    assert done.stdout.split() == ["False", "False"]


def test_the_reader_and_its_starter_use_the_same_words():
    source = (reading.PROGRAM).read_text()
    for status in set(Status) - {Status.TIMED_OUT, Status.UNKNOWN}:
        assert f'"{status}"' in source


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from(["docx", "xlsx", "pptx", "odt", "pdf"]), st.integers(0, 10_000), st.binary(min_size=1, max_size=40)
)
def test_a_file_damaged_anywhere_is_answered(kind, place, noise):
    content = getattr(files, kind)()
    place %= len(content)
    assert read(content[:place] + noise + content[place + len(noise) :], f"a.{kind}").status in set(Status)
