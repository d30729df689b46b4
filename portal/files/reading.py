"""Starts the program that reads a file, and takes what it says within limits."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import IO

EXTRACT = Path(__file__).with_name("extract.py")
SECONDS = 30  # on the clock; the program limits its own processor time to less


class UnreadableFileError(ValueError):
    """Why the words of a file could not be had."""


def words_of(file: IO[bytes], *, kind: str) -> str:
    """The text of a file. Raises `UnreadableFileError` when it is damaged, locked, or asks for too much."""
    file.seek(0)
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(EXTRACT), kind],
            input=file.read(),
            capture_output=True,
            timeout=SECONDS,
            env={"PYTHONIOENCODING": "utf-8", "OPENBLAS_NUM_THREADS": "1"},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError("It took too long.") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise UnreadableFileError((said[-1] if said else f"The reader stopped ({done.returncode}).")[:200])
    return done.stdout.decode(errors="replace")
