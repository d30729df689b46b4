"""`make bench`: fill PostgreSQL with a large portal, serve it, measure it, write docs/proof/bench.md.

`--keep` measures the database that the last run filled.
"""

from __future__ import annotations

import os
import platform
import signal
import statistics
import subprocess
import sys
import time
import urllib.request
from datetime import date
from pathlib import Path

import environ

PROJECT = Path(__file__).resolve().parents[2]
DATABASE = "portal_bench"
PORT = os.environ.get("BENCH_PORT", "8119")
FIRST: list[float] = []  # seconds from each start to its first page
BEFORE = os.getloadavg()
OUTSIDE = ""  # where Elasticsearch answers
BASE = f"http://127.0.0.1:{PORT}"


def prepare() -> None:
    """Settings of a served portal, on a database of its own, with the page cache off."""
    global OUTSIDE
    environ.Env.read_env(PROJECT / ".var" / "services" / "env")
    OUTSIDE = os.environ.get("ELASTICSEARCH_URL", "")
    if "DATABASE_URL_POSTGRES" not in os.environ:
        sys.exit("The benchmark needs PostgreSQL: make services")
    server, _, _ = os.environ["DATABASE_URL_POSTGRES"].rpartition("/")
    if "--keep" not in sys.argv:
        recreate(server)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "portal.settings.development",
        "DATABASE_URL": f"{server}/{DATABASE}",
        "PORTAL_VAR": str(PROJECT / ".var" / "bench"),
        "PORTAL_PAGE_CACHE": "0",
        "ELASTICSEARCH_URL": "",
        "DEBUG": "0",
        "HOST": "127.0.0.1",
        "PORT": PORT,
    }
    import django

    django.setup()


def recreate(server: str) -> None:
    import psycopg

    with psycopg.connect(f"{server}/postgres".replace("postgres://", "postgresql://", 1), autocommit=True) as admin:
        admin.execute(f"drop database if exists {DATABASE} with (force)")
        admin.execute(f"create database {DATABASE}")


def say(words: str) -> None:
    print(words, flush=True)  # noqa: T201


def serve(**changed: str) -> subprocess.Popen:
    command = [sys.executable, "manage.py", "serve", "--only", "web"]
    began = time.perf_counter()
    portal = subprocess.Popen(command, cwd=PROJECT, env={**os.environ, **changed}, stdout=subprocess.DEVNULL)
    while portal.poll() is None:
        try:
            urllib.request.urlopen(f"{BASE}/", timeout=30).close()  # noqa: S310 - our own
        except OSError:
            time.sleep(0.05)
        else:
            FIRST.append(time.perf_counter() - began)
            say(f"first page {FIRST[-1]:.1f} s after the start")
            return portal
    sys.exit("The portal did not start.")


def stop(portal: subprocess.Popen) -> None:
    portal.send_signal(signal.SIGTERM)
    portal.wait(30)


def main() -> None:
    prepare()
    from django.core.management import call_command

    from events.models import EventPage
    from networks.models import NetworkPage
    from portal.blog.models import PostPage
    from portal.home.models import HomePage
    from portal.users.models import User
    from tests.bench import measure, seed
    from toolbox.models import EntryPage

    if "--keep" not in sys.argv:
        call_command("migrate", verbosity=0)
        seed.fill(say)
    home, event = HomePage.objects.get(), EventPage.objects.get(title="A national meeting")
    tool, post = EntryPage.objects.get(slug="ovm-interview-script"), PostPage.objects.get(title="How we ask everybody")
    network = NetworkPage.objects.order_by("pk").first()
    people = list(User.objects.filter(email__startswith="member-", registrations=None).order_by("pk")[:401])
    somebody = people.pop()

    portal = serve()
    try:
        pages = [
            ("home, anonymous", home.url, "≤ 15, 40 ms", None),
            ("home, signed in", home.url, "+ 6, + 10 ms", somebody),
            ("somebody's own home", "/me/", "", somebody),
            ("event page", event.url, "≤ 12, 30 ms", None),
            ("event page, signed in", event.url, "+ 6, + 10 ms", somebody),
            ("list of meetings", event.get_parent().url, "≤ 12, 45 ms", None),
            ("toolbox, 10,000 tools", tool.get_parent().url, "≤ 12, 45 ms", None),
            ("tool page", tool.url, "", None),
            ("blog, 2,000 posts", post.get_parent().url, "≤ 12, 45 ms", None),
            ("post with 50 comments", post.url, "≤ 15, 40 ms", None),
            ("network page", network.url, "", None),
            *(
                (f"search: {text}", f"/search/?q={text.replace(' ', '+')}", "≤ 8, 60/120 ms", None)
                for text in ("interview script", "maritime", "student first contact", "patient", "intervew skript")
            ),
            ("autocomplete", "/search/suggest/?q=inter", "1, 20 ms", None),
        ]
        rows = []
        for name, path, target, user in pages:
            rows.append(tried(measure, name, path, target, user))
        rows.append(registering(measure, event, people))
    finally:
        stop(portal)
    rows += searching_outside(measure)
    portal = serve(PORTAL_PAGE_CACHE="60")
    try:
        row = tried(measure, "home from the page cache", home.url, "≤ 1, 4 ms", None)
        row.queries = None
        rows.append(row)
    finally:
        stop(portal)
    write(rows)


def searching_outside(measure) -> list:
    """The same searches with Elasticsearch, where it is found."""
    if not OUTSIDE:
        return []
    from django.conf import settings

    from portal.search.engines.elastic import ElasticEngine

    settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX = OUTSIDE, DATABASE.replace("_", "-")
    engine = ElasticEngine()
    say(f"{engine.rebuild()} entries in Elasticsearch")
    portal = serve(ELASTICSEARCH_URL=OUTSIDE, ELASTICSEARCH_INDEX=settings.ELASTICSEARCH_INDEX)
    try:
        return [
            tried(measure, f"Elasticsearch: {text}", f"/search/?q={text.replace(' ', '+')}", "≤ 8, 45/90 ms", None)
            for text in ("interview script", "maritime", "patient")
        ]
    finally:
        stop(portal)
        settings.ELASTICSEARCH_URL = ""
        engine.client.indices.delete(index=engine._indices())


def tried(measure, name: str, path: str, target: str, user):
    try:
        row = measure.page(BASE, name, path, target, user=user)
    except RuntimeError as error:
        row = measure.Row(name, target, note=str(error))
    say(line(row))
    return row


def registering(measure, event, people):
    per_second, taken = measure.registrations(BASE, f"/events/{event.pk}/register/", people, clients=8)
    row = measure.Row("register for a meeting, 8 clients", "≥ 40 a second")
    row.p50, row.p95 = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    row.note = f"{per_second:.0f} a second"
    say(line(row))
    return row


def line(row) -> str:
    queries = "" if row.queries is None else row.queries
    times = f"{row.p50:.0f} | {row.p95:.0f}" if row.p50 else " | "
    return f"| {row.name} | {row.target} | {queries} | {times} | {row.note} |"


def write(rows: list) -> None:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=PROJECT, capture_output=True, text=True).stdout
    document = f"""# How quick it is

`make bench` on {date.today():%-d %B %Y} at {commit.strip()}: PostgreSQL with 5,000 members, 1,000 meetings,
10,000 tools, 2,000 posts and 20,000 comments; {os.cpu_count()} cores shared by server, database and clients;
Python {platform.python_version()}; page cache off unless said.

The load of the machine was {BEFORE[0]:.1f} at the start and {os.getloadavg()[0]:.1f} at the end.
Above {os.cpu_count()}, others held the cores too and times are longer than the portal's own.

First page {FIRST[0]:.1f} s after the start (target 6 s).

| page | target (queries, p50) | queries | p50 ms | p95 ms | |
|---|---|---|---|---|---|
""" + "\n".join(line(row) for row in rows)
    proof = PROJECT / "docs" / "proof"
    proof.mkdir(parents=True, exist_ok=True)
    (proof / "bench.md").write_text(document + "\n")
    say(f"\n{document}")


if __name__ == "__main__":
    main()
