"""The portal served as the README says, on a folder and a port of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.keycloak import REALM

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE = 240  # seconds: the first start migrates and loads the demonstration


@dataclass
class Served:
    """A running portal: where it is, and how to ask its command line."""

    url: str
    environment: dict[str, str]
    process: subprocess.Popen
    signed_in: dict[str, Any] = field(default_factory=dict)  # cookies by part, so that nobody signs in twice

    def manage(self, *words: str, at: datetime | None = None) -> str:
        """`manage.py …` beside the running site, on request at another time."""
        program = ["manage.py"] if at is None else ["-m", "tests.browser.at", at.isoformat()]
        done = subprocess.run(
            [sys.executable, *program, *words], cwd=PROJECT, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()


def serve(folder: Path) -> Served:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.development",
        "PORTAL_VAR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
        "ELASTICSEARCH_URL": "",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "PORTAL_URL": url,
        "OIDC_PROVIDERS": json.dumps(sign_on()),
    }

    log = (folder / "serve.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"], cwd=PROJECT, env=environment, stdout=log, stderr=subprocess.STDOUT
    )
    served = Served(url, environment, process)
    deadline = time.monotonic() + PATIENCE
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise AssertionError("The portal did not start:\n" + (folder / "serve.log").read_text()[-3000:])
        time.sleep(0.2)  # between two looks at a starting process, not in a test
    return served


def sign_on() -> list[dict[str, str | bool]]:
    """The provider of the tests, where it runs."""
    if "KEYCLOAK_URL" not in os.environ:
        return []
    client = {"client_id": "portal", "secret": "portal-secret", "trusted": True}
    return [
        {"id": "workplace", "name": "Workplace", "issuer": f"{os.environ['KEYCLOAK_URL']}/realms/{REALM}", **client}
    ]


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=30) as page:  # noqa: S310 - our own address
            return bool(re.search(rb"<main", page.read()))
    except OSError:
        return False
