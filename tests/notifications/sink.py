"""A real SMTP server that can be told to behave badly."""

from __future__ import annotations

import asyncio
import threading
from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller


class Sink:
    """Keeps what it takes. `mood`: ok, refuse (550), later (451), words (554 to the content), hang, drop, no goodbye,
    and taken, then drop or hang: the mail is kept, and nobody hears of it."""

    def __init__(self) -> None:
        self.mood = "ok"
        self.messages: list[Message] = []
        self.recipients: list[str] = []
        self.conversations = 0
        self.reached = threading.Event()  # somebody named a recipient

    async def handle_RCPT(self, server, session, envelope, address: str, options: list) -> str:  # noqa: N802
        self.reached.set()
        match self.mood:
            case "refuse":
                return "550 No such mailbox"
            case "later":
                return "451 Try again later"
            case "hang":
                await asyncio.sleep(3600)
            case "drop":
                server.transport.close()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        if self.mood == "words":
            return "554 We do not like what it says"
        self.messages.append(message_from_bytes(envelope.content))
        self.recipients.extend(envelope.rcpt_tos)
        if self.mood == "taken, then drop":
            server.transport.close()
        if self.mood == "taken, then hang":
            await asyncio.sleep(3600)
        return "250 Taken"

    async def handle_QUIT(self, server, session, envelope) -> str:  # noqa: N802
        self.conversations += 1
        if self.mood == "no goodbye":
            await asyncio.sleep(3600)
        return "221 Bye"

    @property
    def message_ids(self) -> list[str]:
        return [message["Message-ID"] for message in self.messages]


class OwnPort(Controller):
    """On a port the system chooses."""

    @property
    def bound_port(self) -> int:
        return self.server.sockets[0].getsockname()[1]

    def _trigger_server(self) -> None:
        self.port = self.bound_port
        super()._trigger_server()
