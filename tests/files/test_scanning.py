"""A virus scanner where one is configured: a small clamd that knows one word, spoken to over a real socket."""

from __future__ import annotations

import socketserver
import threading
from io import BytesIO

import pytest

from portal.files import sniff
from portal.files.scanning import infected

HARMFUL = b"harmful-test-word"


class Clamd(socketserver.BaseRequestHandler):
    """What clamd says to INSTREAM, and how it complains."""

    def handle(self) -> None:
        said = self.request.makefile("rb")
        assert said.read(10) == b"zINSTREAM\0"
        content = b""
        while size := int.from_bytes(said.read(4), "big"):
            content += said.read(size)
        if len(content) > 100_000:
            answer = b"INSTREAM size limit exceeded. ERROR\0"
        else:
            answer = b"stream: Test.Word FOUND\0" if HARMFUL in content else b"stream: OK\0"
        self.request.sendall(answer)


@pytest.fixture
def scanner(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        settings.PORTAL_SCANNER = f"clamd://127.0.0.1:{server.server_address[1]}"
        yield
        server.shutdown()
        thread.join()


def check(content: bytes) -> None:
    sniff.check(BytesIO(content), name="notes.txt", size=len(content))


def test_a_harmless_file_passes_and_can_still_be_read(scanner):
    file = BytesIO(b"Ask everybody. " * 5000)
    assert not infected(file)
    assert file.tell() == 0
    check(b"Ask everybody")


def test_a_harmful_file_is_refused_in_words(scanner):
    with pytest.raises(sniff.RefusedFileError, match="takes this file for harmful"):
        check(b"Some words and " + HARMFUL)


def test_what_the_scanner_cannot_look_at_is_not_taken(scanner):
    with pytest.raises(sniff.RefusedFileError, match="cannot check files"):
        check(b"a" * 200_000)


def test_a_scanner_that_is_away_lets_nothing_in(settings, tmp_path):
    settings.PORTAL_SCANNER = f"clamd://{tmp_path}/no-such-socket"
    with pytest.raises(sniff.RefusedFileError, match="Try again in an hour"):
        check(b"Ask everybody")


def test_without_a_scanner_nothing_is_asked():
    check(b"Ask everybody, " + HARMFUL)
