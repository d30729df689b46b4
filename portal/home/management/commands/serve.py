"""Run the whole portal: the site, its worker and its clock, started again when one of them ends."""

from __future__ import annotations

import socket
import time
import urllib.error
import urllib.request
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.home import supervisor
from portal.home.actions import settle_address
from portal.home.health import waiting_migrations

PROGRAMS = ("web", "worker", "tick")


class Command(BaseCommand):
    help = "Run the portal: web, worker and tick, with an up-to-date database and, on a first start, the demonstration."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", nargs="+", choices=PROGRAMS, default=PROGRAMS, help="run these alone")

    def handle(self, *args: Any, only: tuple[str, ...], **options: Any) -> None:
        began = time.monotonic()
        host, port = settings.WEB_HOST, settings.WEB_PORT
        if "web" in only:
            refuse_a_busy_port(host, port)
        self.prepare_database()
        makers = {
            "web": lambda: supervisor.web(
                bind=f"{host}:{port}", workers=settings.WEB_WORKERS, threads=settings.WEB_THREADS
            ),
            "worker": supervisor.worker,
            "tick": supervisor.tick,
        }
        programs = [makers[name]() for name in PROGRAMS if name in only]
        for program in programs:
            program.due = 0 if program.name == "web" else time.monotonic() + 2  # the first page comes first
        if "web" in only:
            programs.append(supervisor.once("welcome", lambda: self.say_where(began)))
        supervisor.Supervisor(programs).run()

    def prepare_database(self) -> None:
        waiting = waiting_migrations()
        if not settings.PORTAL_DEV_PAGES:
            if waiting:
                raise CommandError(f"{waiting} migrations are waiting: run `manage.py migrate` first.")
            return
        if waiting:
            self.stdout.write("Preparing the database …")
            call_command("migrate", verbosity=0)
        if not get_user_model().objects.exists():
            self.stdout.write("Loading the demonstration …")
            call_command("load_demo", stdout=self.stdout)
        settle_address()  # PORT may be another one today

    def say_where(self, began: float) -> None:
        url = f"http://{'localhost' if settings.WEB_HOST in ('127.0.0.1', '0.0.0.0') else settings.WEB_HOST}"  # noqa: S104
        url = f"{url}:{settings.WEB_PORT}/"
        wait_for(url)
        self.stdout.write(f"\nReady after {time.monotonic() - began:.1f} s: {url}  (Ctrl-C stops it)")
        if settings.PORTAL_DEV_PAGES:
            call_command("welcome", url=url, stdout=self.stdout)


def refuse_a_busy_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} on {host} cannot be used ({error.strerror}). "
                f"Stop the program that has it, or choose another: PORT=8001 make run"
            ) from None


def wait_for(url: str, *, seconds: float = 60) -> None:
    """The first page, asked for by ourselves, so that the first reader finds it warm."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=seconds).close()  # noqa: S310 - our own address
        except urllib.error.HTTPError:
            return  # it answers
        except OSError:
            time.sleep(0.05)
        else:
            return
