"""The words of a file: starts the program that reads it, and takes what it says within limits."""

from __future__ import annotations

import enum
import re
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path, PurePath
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO

from . import extract

PROGRAM = Path(extract.__file__)
SECONDS = 20
AT_ONCE = 2  # readers of one process; each may take half a gigabyte
_places = threading.BoundedSemaphore(AT_ONCE)


class Status(enum.StrEnum):
    """How reading went."""

    READ = "read"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too-large"
    BROKEN = "broken"
    TIMED_OUT = "timed-out"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Status.READ: "Read",
    Status.EMPTY: "No words in it",
    Status.ENCRYPTED: "Protected with a password",
    Status.TOO_LARGE: "Unpacks to more than we read",
    Status.BROKEN: "Damaged, or not what its name says",
    Status.TIMED_OUT: "Took too long to read",
    Status.UNKNOWN: "Not a kind of file with words that we read",
}


@dataclass(frozen=True)
class Reading:
    """What was found in a file."""

    status: Status
    laid_out: str = ""  # a line for each paragraph and row of a table, with tabs between the cells of a row
    cut: bool = False  # there was more text than we keep: what is missing was not looked at

    @property
    def text(self) -> str:
        """The words alone: what stands beside each other is read as one line."""
        return re.sub("\t+", " ", self.laid_out)

    @property
    def is_whole(self) -> bool:
        """Whether all words of the file are here."""
        return self.status in (Status.READ, Status.EMPTY) and not self.cut


def text_of(file: IO[bytes], *, name: str, seconds: int = SECONDS) -> Reading:
    """The words of a file, by the ending of its name. Never raises for what is in the file; rewinds it."""
    kind = PurePath(name).suffix.lower().lstrip(".")
    if kind not in extract.READERS:
        return Reading(Status.UNKNOWN)
    if not _places.acquire(timeout=seconds):
        return Reading(Status.TIMED_OUT)
    try:
        return _read(file, kind, seconds)
    finally:
        _places.release()
        file.seek(0)


def _read(file: IO[bytes], kind: str, seconds: int) -> Reading:
    """Files instead of pipes: nothing piles up in this process, and the system itself ends an answer without end."""
    with TemporaryFile() as source, TemporaryFile() as said:
        file.seek(0)
        copyfileobj(file, source)
        source.seek(0)
        try:
            done = subprocess.run(  # noqa: S603
                [sys.executable, "-I", "-B", str(PROGRAM), kind, str(seconds)],
                stdin=source,
                stdout=said,
                stderr=subprocess.DEVNULL,
                timeout=seconds + 1,
                env={},
                cwd="/",
                check=False,
                start_new_session=True,
            )
        except subprocess.TimeoutExpired:
            return Reading(Status.TIMED_OUT)
        said.seek(0)
        return _understood(done.returncode, said.read().decode(errors="replace"))


def _understood(code: int, answer: str) -> Reading:
    """A reader that was stopped for its time says so by its signal; any other silence is a file that broke it."""
    word, _, text = answer.partition("\n")
    if code in (-24, -9):  # SIGXCPU, SIGKILL: the limit of processor time, soft and hard
        return Reading(Status.TIMED_OUT)
    if code or word not in set(Status):
        return Reading(Status.BROKEN)
    return Reading(Status(word), text[: extract.MOST_TEXT], cut=len(text) > extract.MOST_TEXT)
