"""Ask a served portal for its pages, one after the other or many at once, and count the queries of each."""

from __future__ import annotations

import http.client
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.middleware.csrf import _get_new_csrf_string as new_csrf
from django.test.utils import CaptureQueriesContext

from portal.users.models import User
from tests.clients import Client


@dataclass
class Row:
    name: str
    target: str
    queries: int | None = None
    p50: float = 0  # milliseconds
    p95: float = 0
    note: str = ""


def session_of(user: User) -> str:
    """Signed in without the form: a session row as allauth leaves it."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def cookies(user: User | None) -> dict[str, str]:
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session_of(user)}"} if user else {}


def page(base: str, name: str, path: str, target: str, *, user: User | None = None, times: int = 60) -> Row:
    row = Row(name, target, queries=queries_of(path, user))
    taken = list(ask_again(base, path, cookies(user), times))
    row.p50, row.p95 = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    return row


def ask_again(base: str, path: str, headers: dict[str, str], times: int) -> Iterator[float]:
    with connected(base) as server:
        for n in range(times + 5):
            began = time.perf_counter()
            server.request("GET", path, headers=headers)
            answer = server.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path} answered {answer.status}")
            if n >= 5:  # the first ones warm both processes
                yield (time.perf_counter() - began) * 1000


@contextmanager
def connected(base: str) -> Iterator[http.client.HTTPConnection]:
    where = urlsplit(base)
    server = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
    try:
        yield server
    finally:
        server.close()


def queries_of(path: str, user: User | None) -> int:
    """In this process, second time: what a warm process asks the database."""
    client = Client(headers={"host": "127.0.0.1"})
    if user:
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(path)
    return len(captured)


def registrations(base: str, path: str, people: list[User], *, clients: int) -> tuple[float, list[float]]:
    """Everybody registers once, so many at a time. Gives registrations a second, and the milliseconds of each."""
    sessions = [session_of(user) for user in people]
    taken: list[float] = []
    refused: list[int] = []

    def register(mine: list[str]) -> None:
        with connected(base) as server:
            for session in mine:
                token = new_csrf()
                headers = {
                    "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}",
                    "Content-Type": "application/x-www-form-urlencoded",
                }
                began = time.perf_counter()
                server.request("POST", path, urlencode({"csrfmiddlewaretoken": token}), headers)
                answer = server.getresponse()
                answer.read()
                taken.append((time.perf_counter() - began) * 1000)
                if answer.status != 302:
                    refused.append(answer.status)

    seconds = at_once(register, [sessions[n::clients] for n in range(clients)])
    if refused:
        raise RuntimeError(f"{len(refused)} registrations were answered {set(refused)}")
    return len(people) / seconds, taken


def at_once(work: Callable[[list[str]], None], shares: list[list[str]]) -> float:
    threads = [threading.Thread(target=work, args=(share,)) for share in shares]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began
