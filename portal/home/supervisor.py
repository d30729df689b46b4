"""Keeps the portal's processes running: web, worker, and the tick of each minute.

Each is a fork of the process that has loaded the code once, so a start takes milliseconds and memory is shared. What
ends is started again, after a pause that grows while it keeps ending at once (a database that is away, for example).
"""

from __future__ import annotations

import ctypes
import io
import logging
import math
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

logger = logging.getLogger(__name__)
DIE_WITH_PARENT = 1  # Linux: PR_SET_PDEATHSIG
GRACE = 15  # seconds to finish what is in hand when told to stop
LONGEST_PAUSE = 30
LIVED_WELL = 60  # after so many seconds an end is no longer counted as one of a row


@dataclass
class Program:
    """One process to keep running, or with `every`, to run again and again."""

    name: str
    run: Callable[[], object]
    every: float = 0
    pid: int = 0
    due: float = 0
    began: float = 0
    ends_in_a_row: int = 0

    def start(self) -> None:
        connections.close_all()  # a connection must never be shared by two processes
        sys.stdout.flush()
        sys.stderr.flush()
        self.began, self.pid = time.monotonic(), os.fork()
        if self.pid == 0:
            _become_child(self.run)
        self.due = self.began + self.every

    def ended(self, status: int) -> None:
        code, lived = os.waitstatus_to_exitcode(status), time.monotonic() - self.began
        self.pid = 0
        if self.every:
            if code:
                logger.error("%s ended with %s; it runs again in its turn", self.name, code)
            return
        self.ends_in_a_row = 1 if lived > LIVED_WELL else self.ends_in_a_row + 1
        pause = min(2.0 ** (self.ends_in_a_row - 1), LONGEST_PAUSE)
        self.due = time.monotonic() + pause
        logger.error("%s ended with %s after %.0f s; started again in %.0f s", self.name, code, lived, pause)


class Supervisor:
    def __init__(self, programs: list[Program]) -> None:
        self.programs = programs
        self.stopping = False

    def run(self) -> None:
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._stop)
        try:
            while not self.stopping:
                self._reap()
                self._start_what_is_due()
                time.sleep(0.2)
        finally:
            self._stop_all()

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _start_what_is_due(self) -> None:
        for program in self.programs:
            if not program.pid and program.due <= time.monotonic() and not self.stopping:
                program.start()

    def _reap(self) -> None:
        for program in self.programs:
            if program.pid:
                pid, status = os.waitpid(program.pid, os.WNOHANG)
                if pid:
                    program.ended(status)

    def _stop_all(self) -> None:
        self._tell(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        while any(p.pid for p in self.programs):
            for program in self.programs:
                if program.pid and os.waitpid(program.pid, os.WNOHANG)[0]:
                    program.pid = 0
            if time.monotonic() > deadline:
                self._tell(signal.SIGKILL)
            time.sleep(0.05)

    def _tell(self, signum: int) -> None:
        for program in self.programs:
            if program.pid:
                os.kill(program.pid, signum)


def _become_child(run: Callable[[], object]) -> None:
    """Never returns. A session of its own: Ctrl-C reaches the supervisor alone, which then tells its children."""
    code = 1
    try:
        os.setsid()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, signal.SIG_DFL)
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)
        run()
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except BaseException:
        logger.exception("a process of the portal failed")
    finally:
        logging.shutdown()
        os._exit(code)


class WebServer(BaseApplication):
    """gunicorn inside our process: the code is loaded already."""

    def __init__(self, *, bind: str, workers: int, threads: int) -> None:
        self.settings = {
            "bind": bind,
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "control_socket_disable": True,
            "loglevel": "warning",
            "max_requests": 20_000,
            "max_requests_jitter": 2_000,
            "timeout": 60,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Callable:
        return get_wsgi_application()


def web(*, bind: str, workers: int, threads: int) -> Program:
    return Program("web", lambda: WebServer(bind=bind, workers=workers, threads=threads).run())


def worker() -> Program:
    return Program("worker", lambda: call_command("work"))


def tick() -> Program:
    return Program("tick", lambda: call_command("tick", stdout=io.StringIO()), every=60)


def once(name: str, run: Callable[[], object]) -> Program:
    return Program(name, run, every=math.inf)
