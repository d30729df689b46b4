"""Start, stop and list the real parts that tests run on: `python .ci/services start|stop|status [name …]`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from calendars import Calendars
from chromium import Chromium
from elastic import Elasticsearch
from keycloak import Keycloak
from postgres import Postgres
from service import IS_ROOT, VAR, Service
from smtp import Smtp

SERVICES = {kind.name: kind for kind in (Postgres, Elasticsearch, Keycloak, Smtp, Chromium, Calendars)}


def install(packages: list[str]) -> None:
    words = " ".join(packages)
    if not (IS_ROOT and shutil.which("apt-get")):
        sys.exit(f"Missing on this machine: {words}. On Debian: sudo apt-get install {words}")
    print(f"installing {words}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"env": environment, "stdout": subprocess.DEVNULL, "check": True}
    subprocess.run(["apt-get", "update", "-q"], **quiet)
    subprocess.run(["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages], **quiet)


def start(services: list[Service]) -> int:
    if packages := sorted({package for service in services for package in service.missing_packages()}):
        install(packages)
    return report(services, lambda service: service.start())


def stop(services: list[Service]) -> int:
    return report(services, lambda service: service.stop())


def status(services: list[Service]) -> int:
    return report(services, lambda service: "running" if service.is_running() and service.healthy() else "not running")


def report(services: list[Service], verb) -> int:
    """Do it to all at once, say how each went, and leave the addresses of those that run for tests to read."""
    failures = 0
    with ThreadPoolExecutor() as pool:
        doing = [(service, pool.submit(verb, service)) for service in services]
        for service, done in doing:
            try:
                outcome = done.result()
            except Exception as error:  # one that fails must not hide the others
                outcome, failures = f"FAILED: {error}", failures + 1
            running = service.is_running()
            about = f"{service.version()}, {' '.join(service.environment().values())}" if running else ""
            print(f"{service.name:14} {outcome:20} {about}", flush=True)
    write_environment()
    return failures


def write_environment() -> None:
    running = [service for service in (kind() for kind in SERVICES.values()) if service.is_running()]
    lines = [f"{name}={value}\n" for service in running for name, value in service.environment().items()]
    VAR.mkdir(parents=True, exist_ok=True)
    (VAR / "env").write_text("".join(lines))


if __name__ == "__main__":
    verbs = {"start": start, "stop": stop, "status": status}
    if len(sys.argv) < 2 or sys.argv[1] not in verbs or not set(sys.argv[2:]) <= set(SERVICES):
        sys.exit(f"{__doc__}\nNames: {', '.join(SERVICES)}")
    sys.exit(verbs[sys.argv[1]]([SERVICES[name]() for name in sys.argv[2:] or SERVICES]))
