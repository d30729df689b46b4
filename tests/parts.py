"""The real parts a run can stand on: where each is, its version, how many tests used it, and why one was not used.

`make services` starts them and leaves their addresses in `.var/services/env`, which the test settings read. A test
asks for a part by its fixture (`elasticsearch_url`, `keycloak_url`, `smtp_url`, `chromium`); where the part is missing
the test is skipped by name, and in CI the run fails.
"""

from __future__ import annotations

import json
import os
import smtplib
import sqlite3
import subprocess
import urllib.request
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.keycloak import KeycloakAdmin


@dataclass(frozen=True)
class Part:
    name: str
    variable: str  # the environment variable with its address
    fixtures: frozenset[str]  # a test with one of these uses it
    ask_version: Callable[[str], str]

    @property
    def address(self) -> str:
        return os.environ.get(self.variable, "")

    def version(self) -> tuple[str, str]:
        """Its version, or nothing and why not."""
        if not self.address and self.variable:
            return "", f"{self.variable} is not set: make services"
        try:
            return self.ask_version(self.address), ""
        except (OSError, psycopg.Error, subprocess.SubprocessError) as error:
            return "", f"{self.address} does not answer ({type(error).__name__}): make services"


def ask_postgres(url: str) -> str:
    with psycopg.connect(url.replace("postgres://", "postgresql://", 1), connect_timeout=5) as server:
        return str(server.info.server_version // 10000) + f".{server.info.server_version % 10000}"


def ask_elasticsearch(url: str) -> str:
    with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own test server
        return json.load(answer)["version"]["number"]


def ask_smtp(url: str) -> str:
    host, _, port = url.removeprefix("smtp://").partition(":")
    with smtplib.SMTP(host, int(port), timeout=5) as server:
        return server.ehlo()[1].decode().split()[0] and "answers"


def ask_keycloak(url: str) -> str:
    return KeycloakAdmin(url).ask("serverinfo")["systemInfo"]["version"]


def ask_chromium(path: str) -> str:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True, timeout=60).stdout
    return said.split()[1]


def ask_calendar_readers(folder: str) -> str:
    jars = [jar.stem for jar in Path(folder).glob("biweekly-*.jar")]
    if not jars:
        raise OSError("nothing was fetched")
    return f"ical.js and {jars[0]}"


PARTS = [
    Part("SQLite", "", frozenset(), lambda _: sqlite3.sqlite_version),
    Part("PostgreSQL", "DATABASE_URL_POSTGRES", frozenset(), ask_postgres),
    Part("Elasticsearch", "ELASTICSEARCH_URL", frozenset({"elasticsearch_url"}), ask_elasticsearch),
    Part("Keycloak", "KEYCLOAK_URL", frozenset({"keycloak_url"}), ask_keycloak),
    Part("SMTP", "SMTP_URL", frozenset({"smtp_url", "sink"}), ask_smtp),
    Part("Chromium", "CHROMIUM", frozenset({"chromium"}), ask_chromium),
    Part("Calendar readers", "CALENDAR_READERS", frozenset({"calendar_readers"}), ask_calendar_readers),
]
BY_NAME = {part.name: part for part in PARTS}
DATABASE = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"


def found(name: str) -> str:
    """The address of a part, or a skip that names what is missing."""
    _, why_not = BY_NAME[name].version()
    if why_not:
        pytest.skip(f"{name}: {why_not}")
    return BY_NAME[name].address


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    return found("Elasticsearch")


@pytest.fixture(scope="session")
def keycloak_url() -> str:
    return found("Keycloak")


@pytest.fixture(scope="session")
def smtp_url() -> str:
    return found("SMTP")


@pytest.fixture(scope="session")
def chromium() -> str:
    return found("Chromium")


@pytest.fixture(scope="session")
def calendar_readers() -> str:
    return found("Calendar readers")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict, chromium: str) -> dict:
    """Playwright drives the machine's own Chromium and downloads none."""
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    return {**browser_type_launch_args, "executable_path": chromium, "args": [*quiet, "--disable-sync"]}


# Who used what. Reports travel from the workers to the run that prints, and carry the names with them.


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        used = [part.name for part in PARTS if part.fixtures & fixtures]
        if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "live_server"}:
            used.append(DATABASE)
        item.user_properties += [("part", name) for name in used]


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # not in a worker of xdist
        config.pluginmanager.register(Summary(os.environ.get("PARTS_TALLY", "")), "parts-summary")


class Summary:
    def __init__(self, tally: str) -> None:
        """`tally` is a file where several runs add up what they used (`python -m tests`)."""
        self.tally = Path(tally) if tally else None
        known = json.loads(self.tally.read_text()) if self.tally and self.tally.exists() else {}
        self.used = Counter(known)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.outcome != "skipped":
            self.used.update(name for key, name in report.user_properties if key == "part")

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        self.rows = [(part.name, *part.version()) for part in PARTS]
        if self.tally:
            self.tally.write_text(json.dumps(self.used))
        if os.environ.get("CI") and any(why_not for _, _, why_not in self.rows):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.section("parts")
        for name, version, why_not in self.rows:
            used = f"used by {self.used[name]} tests" if self.used[name] else "not used by any of these tests"
            missing = f"MISSING: {why_not}"
            terminalreporter.line(f"{name:16} {version:25} {missing if why_not else used}")
