"""Test databases as copies of one migrated template: migrations run once, a copy costs a fraction of a second.

The template is named after what the migrations say: a changed migration makes a new one, an unchanged one is never run
again. Each pytest worker has a copy of its own. A test that commits leaves a used copy behind and the next test gets a
fresh one, with the rows that migrations wrote (regions, themes, first page), which a flush would lose.
"""

from __future__ import annotations

import fcntl
import hashlib
import inspect
import itertools
import shutil
from functools import cached_property
from pathlib import Path
from zlib import crc32

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

FOLDER = Path(settings.VAR_DIR) / "tests"


def migrations_key() -> str:
    """Changes when any migration of any installed app does."""
    digest = hashlib.sha256()
    for name, migration in sorted(MigrationLoader(None).disk_migrations.items()):
        digest.update(repr(name).encode() + Path(inspect.getfile(type(migration))).read_bytes())
    return digest.hexdigest()[:12]


def use(name: str) -> None:
    connections.close_all()
    connection.settings_dict["NAME"] = name


class Copies:
    """What both engines share: whose copy it is, and that the template is built once, complete or not at all."""

    def __init__(self, worker: str) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        self.worker = self._claim(worker)
        self.key = migrations_key()
        with (FOLDER / "template.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # the first worker migrates, the others wait here
            if not self.has_template():
                self.build_template()

    def _claim(self, worker: str) -> str:
        """A name no other run of this checkout is using; the lock is held until this process ends."""
        for number in itertools.count():
            name = f"{worker}_{number}"
            self._held = (FOLDER / f"{name}.lock").open("w")
            try:
                fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue
            return name
        raise AssertionError("unreachable")

    def migrate(self, name: str) -> None:
        use(name)
        call_command("migrate", verbosity=0)
        connections.close_all()


class SqliteCopies(Copies):
    @cached_property
    def template(self) -> Path:
        return FOLDER / f"template-{self.key}.sqlite3"

    @cached_property
    def copy(self) -> Path:
        return FOLDER / f"{self.worker}.sqlite3"

    def has_template(self) -> bool:
        return self.template.exists()

    def build_template(self) -> None:
        building = self.template.with_suffix(".building")
        building.unlink(missing_ok=True)
        self.migrate(str(building))
        building.rename(self.template)

    def renew(self) -> None:
        """A thread of the last test may still hold the old file: it is removed, never written over."""
        self.remove()
        shutil.copyfile(self.template, self.copy)
        use(str(self.copy))

    def remove(self) -> None:
        connections.close_all()
        for suffix in ("", "-wal", "-shm"):
            self.copy.with_name(self.copy.name + suffix).unlink(missing_ok=True)


class PostgresCopies(Copies):
    @cached_property
    def template(self) -> str:
        return f"test_template_{self.key}"

    @cached_property
    def copy(self) -> str:
        return f"test_{crc32(str(settings.BASE_DIR).encode()):08x}_{self.worker}"

    @cached_property
    def server(self) -> psycopg.Connection:
        its = connection.settings_dict
        return psycopg.connect(
            host=its["HOST"],
            port=its["PORT"] or 5432,
            user=its["USER"],
            password=its["PASSWORD"],
            dbname="postgres",
            autocommit=True,
        )

    def tell(self, statement: str, **names: str) -> None:
        self.server.execute(sql.SQL(statement).format(**{key: sql.Identifier(name) for key, name in names.items()}))

    def has_template(self) -> bool:
        return bool(self.server.execute("select 1 from pg_database where datname = %s", [self.template]).fetchone())

    def build_template(self) -> None:
        building = f"{self.copy}_building"
        self.tell("drop database if exists {it} with (force)", it=building)
        self.tell("create database {it}", it=building)
        self.migrate(building)
        if not self.has_template():  # another checkout may share the server and have been quicker
            self.tell("alter database {it} rename to {template}", it=building, template=self.template)

    def renew(self) -> None:
        self.remove()
        self.tell("create database {it} template {template}", it=self.copy, template=self.template)
        use(self.copy)

    def remove(self) -> None:
        connections.close_all()
        self.tell("drop database if exists {it} with (force)", it=self.copy)


def copies_for(worker: str) -> Copies:
    return PostgresCopies(worker) if connection.vendor == "postgresql" else SqliteCopies(worker)
