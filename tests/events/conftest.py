"""The mail server and the processes of tests/notifications, for the mails of meetings."""

from __future__ import annotations

from tests.notifications.conftest import real_queue, server, sink, start, until

__all__ = ["real_queue", "server", "sink", "start", "until"]
