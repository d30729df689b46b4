"""A mail server to send to, and workers to kill."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as django_settings
from django.db import connection

from .sink import OwnPort, Sink


@pytest.fixture
def server() -> Iterator[OwnPort]:
    controller = OwnPort(Sink(), hostname="127.0.0.1", port=0)
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def sink(server: OwnPort, settings) -> Sink:
    """Mail goes there."""
    settings.PORTAL_MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 0.5
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    return server.handler


@pytest.fixture
def real_queue(settings) -> None:
    """Tasks wait in the queue of this database, as in production."""
    settings.TASKS = {"default": {"BACKEND": settings.TASK_BACKEND, "QUEUES": []}}


@pytest.fixture
def start(server: OwnPort, transactional_db, tmp_path) -> Iterator[Callable[..., subprocess.Popen]]:
    """Start `manage.py work` or `tick` as a process of its own on this test's database."""
    its, started = connection.settings_dict, []
    if connection.vendor == "postgresql":
        url = f"postgres://{its['USER']}@{its['HOST']}:{its['PORT']}/{its['NAME']}"
    else:
        url = f"sqlite:///{its['NAME']}"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.development",
        "DATABASE_URL": url,
        "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
        "DEBUG": "0",
    }

    def start(*words: str, **changed: str) -> subprocess.Popen:
        said = tmp_path / f"said-{len(started)}"  # a file: a worker that says much does not wait for a reader
        with said.open("w") as out:
            process = subprocess.Popen(
                [sys.executable, "manage.py", *words],
                cwd=django_settings.BASE_DIR,
                env={**environment, **changed},
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        process.stdout = said.open()  # for communicate()
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture
def until() -> Callable[..., None]:
    """Wait for a fact, not for a time; give up after a minute, which a machine that was paused does not shorten."""

    def until(fact: Callable[[], object], process: subprocess.Popen | None = None) -> None:
        pause = threading.Event()
        for _ in range(20 * 60):
            if fact():
                return
            if process and process.poll() is not None:
                pytest.fail(f"the process ended: {process.communicate()[0][-3000:]}")
            pause.wait(0.05)
        pytest.fail("it did not come to pass within a minute")

    return until
