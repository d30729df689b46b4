"""A real PostgreSQL on a data folder of its own, tuned for tests: fast, and nothing in it is worth keeping."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

from service import Service

SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "256MB",
    "max_connections": "200",
    "max_wal_size": "2GB",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}


class Postgres(Service):
    name = "postgres"
    default_port = 54329
    user = "postgres"
    packages = {"initdb": "postgresql-15"}
    stop_signal = signal.SIGINT  # "fast shutdown": do not wait for clients

    def find(self, command: str) -> str | None:
        """Debian keeps the server's programs in a folder by version, not on PATH."""
        folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
        fifteen = [folder for folder in folders if folder.parent.name == "15"]
        return next((str(f / command) for f in [*fifteen, *folders] if (f / command).exists()), super().find(command))

    def environment(self) -> dict[str, str]:
        return {"DATABASE_URL_POSTGRES": f"postgres://portal@127.0.0.1:{self.port}/portal"}

    @property
    def data(self) -> Path:
        return self.home / "data"

    def prepare(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        self.give_to_user(self.home)
        initdb = self.find("initdb")
        self.run(initdb, "-D", str(self.data), "-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")

    def command(self) -> list[str]:
        options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        return [self.find("postgres"), "-D", str(self.data), "-p", str(self.port), *options]

    def healthy(self) -> bool:
        ready = [self.find("pg_isready") or "false", "-q", "-h", "127.0.0.1", "-p", str(self.port), "-U", "portal"]
        return subprocess.run(ready).returncode == 0

    def after_start(self) -> None:
        connect = ("-h", "127.0.0.1", "-p", str(self.port), "-U", "portal")
        question = "select 1 from pg_database where datname = 'portal'"
        if not self.run(self.find("psql"), *connect, "-Atc", question, "postgres"):
            self.run(self.find("createdb"), *connect, "portal")

    def version(self) -> str:
        return self.run(self.find("postgres"), "--version").split()[2]
