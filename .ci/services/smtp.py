"""A mail server for tests that keeps every message in a folder, or misbehaves when the recipient asks it to."""

from __future__ import annotations

import asyncio
import socket
import sys
from importlib.metadata import version
from pathlib import Path

from service import Service


class Smtp(Service):
    name = "smtp"
    default_port = 2529

    def environment(self) -> dict[str, str]:
        return {"SMTP_URL": f"smtp://127.0.0.1:{self.port}", "SMTP_MAILDIR": str(self.home / "mail")}

    def prepare(self) -> None:
        self.version()  # says what is missing before a process dies of it

    def command(self) -> list[str]:
        return [sys.executable, __file__, str(self.port), str(self.home / "mail")]

    def healthy(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as connection:
                return connection.recv(3) == b"220"
        except OSError:
            return False

    def version(self) -> str:
        try:
            return f"aiosmtpd {version('aiosmtpd')}"
        except ImportError:
            raise RuntimeError("aiosmtpd is not installed: run this with the project's .venv/bin/python.") from None


def serve(port: int, maildir: Path) -> None:
    from aiosmtpd.controller import UnthreadedController
    from aiosmtpd.handlers import Mailbox

    class Sink(Mailbox):
        async def handle_RCPT(self, server, session, envelope, address: str, options: list) -> str:  # noqa: N802
            """refuse.example says no for good, later.example not now, hang.example nothing, drop.example goodbye."""
            match address.rpartition("@")[2]:
                case "refuse.example":
                    return "550 No such mailbox"
                case "later.example":
                    return "451 Try again later"
                case "hang.example":
                    await asyncio.sleep(3600)
                case "drop.example":
                    server.transport.close()
            envelope.rcpt_tos.append(address)
            return "250 OK"

    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    UnthreadedController(Sink(maildir), hostname="127.0.0.1", port=port, loop=loop).begin()
    loop.run_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]))
