"""A worker: does queued tasks until told to stop, and says that it lives by renewing a lease."""

from __future__ import annotations

import logging
import os
import signal
import threading

from django.db import connection

from . import leases, queues

logger = logging.getLogger(__name__)

BEAT = 15  # seconds
LIFE = 45  # without a beat for so long, a worker is taken for dead


class Heart(threading.Thread):
    """Renews the worker's lease. Where the database has gone, the worker goes too: a supervisor starts it again."""

    def __init__(self, holder: str) -> None:
        super().__init__(daemon=True, name="heart")
        self.holder = holder
        self.stopping = threading.Event()

    def beat(self) -> bool:
        try:
            return leases.take(name=f"worker:{self.holder}", holder=self.holder, seconds=LIFE)
        except Exception:
            logger.exception("the worker could not say that it lives")
            connection.close()
            return False

    def run(self) -> None:
        missed = 0
        while not self.stopping.wait(BEAT) and missed < 3:
            missed = 0 if self.beat() else missed + 1
        connection.close()
        if missed:
            os.kill(os.getpid(), signal.SIGTERM)

    def stop(self) -> None:
        self.stopping.set()
        leases.release(name=f"worker:{self.holder}", holder=self.holder)


def listen_from_the_start() -> None:
    """Told to stop before the queue listens, a worker asks itself again until it does.

    Nothing is raised: an exception out of a signal, in the middle of an event loop that is only starting, can leave
    that loop waiting for ever.
    """
    signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    signal.signal(signal.SIGTERM, lambda *_: signal.setitimer(signal.ITIMER_REAL, 0.2))


def work() -> bool:
    """Work until told to stop. False: there is no queue here, tasks run at once."""
    queue = queues.configured()
    if not queue:
        return False
    listen_from_the_start()
    holder = leases.new_holder()
    heart = Heart(holder)
    heart.beat()
    heart.start()
    try:
        queue.run_worker(holder)
    finally:
        heart.stop()
    return True
