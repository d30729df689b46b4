"""A virus scanner, where one is configured: clamd, asked over its own small protocol before a file is kept."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 30
BLOCK = 64 * 1024
LONGEST_ANSWER = 4096


class ScannerAwayError(OSError):
    """The scanner is configured and does not answer: nothing is taken unscanned."""


def infected(file: IO[bytes]) -> bool:
    """Whether the scanner knows this file as harmful; False where none is configured. Rewinds the file."""
    if not settings.PORTAL_SCANNER:
        return False
    file.seek(0)
    try:
        with _connected(settings.PORTAL_SCANNER) as scanner:
            scanner.sendall(b"zINSTREAM\0")
            while block := file.read(BLOCK):
                scanner.sendall(len(block).to_bytes(4, "big") + block)
            scanner.sendall(bytes(4))
            answer = _answer(scanner)
    except OSError as error:
        raise ScannerAwayError(str(error)) from error
    finally:
        file.seek(0)
    if answer.endswith(" FOUND"):
        return True
    if not answer.endswith(" OK"):
        raise ScannerAwayError(answer)
    return False


def _answer(scanner: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        more = scanner.recv(LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said.rstrip(b"\0\n").decode(errors="replace")


@contextmanager
def _connected(address: str) -> Iterator[socket.socket]:
    """`clamd://host:3310`, or `clamd:///path/of/its/socket`."""
    where = urlsplit(address)
    if where.hostname:
        scanner = socket.create_connection((where.hostname, where.port or 3310), timeout=SECONDS)
    else:
        scanner = socket.socket(socket.AF_UNIX)
        scanner.settimeout(SECONDS)
        scanner.connect(where.path)
    with scanner:
        yield scanner
