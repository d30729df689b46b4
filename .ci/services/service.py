"""What every service has in common: a folder, a port, a process kept in a pid file, and a health question."""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
VAR = PROJECT / ".var" / "services"
IS_ROOT = os.geteuid() == 0


def everybody_may_enter(folder: Path) -> bool:
    return all(part.stat().st_mode & 0o001 for part in [folder, *folder.parents] if part.exists())


def data_home() -> Path:
    """PostgreSQL and Elasticsearch refuse root, so as root their folders must be ones that other users can reach."""
    if not IS_ROOT or everybody_may_enter(PROJECT):
        return VAR
    key = hashlib.sha256(str(PROJECT).encode()).hexdigest()[:10]
    return Path(tempfile.gettempdir()) / f"portal-services-{key}"


class Service:
    name: str
    default_port: int
    user: str | None = None  # whom the process runs as when we are root
    packages: dict[str, str] = {}  # command → the Debian package that brings it
    patience = 90  # seconds until healthy
    stop_signal = signal.SIGTERM

    def __init__(self) -> None:
        self.home = data_home() / self.name
        self.pid_file = VAR / f"{self.name}.pid"
        self.port_file = VAR / f"{self.name}.port"

    # What a service says for itself

    def environment(self) -> dict[str, str]:
        """The addresses that tests and settings read."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Fetch and lay out whatever the process needs. Safe to repeat."""

    def command(self) -> list[str]:
        raise NotImplementedError

    def healthy(self) -> bool:
        raise NotImplementedError

    def version(self) -> str:
        raise NotImplementedError

    def after_start(self) -> None:
        """What can only be done once the process answers. Safe to repeat."""

    def process_environment(self) -> dict[str, str]:
        return {}

    def working_directory(self) -> Path:
        return self.home

    def find(self, command: str) -> str | None:
        return shutil.which(command)

    # What all of them do

    def missing_packages(self) -> list[str]:
        return [package for command, package in self.packages.items() if not self.find(command)]

    def start(self) -> str:
        VAR.mkdir(parents=True, exist_ok=True)
        if self.is_running() and self.healthy():
            return "was running"
        self.stop()
        self.port_file.write_text(str(self._choose_port()))
        self.home.mkdir(parents=True, exist_ok=True)
        self.prepare()
        began = time.monotonic()
        log = VAR / f"{self.name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                self.as_user(*self.command()),
                cwd=self.working_directory(),
                env={**os.environ, **self.process_environment()},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.pid_file.write_text(f"{process.pid} {_born(process.pid)}")
        while not self.healthy():
            if process.poll() is not None or time.monotonic() - began > self.patience:
                self.stop()
                raise RuntimeError(f"{self.name} did not start; its last words ({log}):\n{_tail(log)}")
            time.sleep(0.2)
        self.after_start()
        return f"started in {time.monotonic() - began:.0f} s"

    def stop(self) -> str:
        pid = self.pid()
        if pid:
            os.kill(pid, self.stop_signal)
            if not _gone(pid, within=20):
                os.killpg(pid, signal.SIGKILL)
                _gone(pid, within=5)
        self.pid_file.unlink(missing_ok=True)
        return "stopped" if pid else "was not running"

    def is_running(self) -> bool:
        return self.pid() is not None

    def pid(self) -> int | None:
        """The process we started: the number alone may belong to another by now, so its time of birth must agree."""
        if not self.pid_file.exists():
            return None
        number, _, born = self.pid_file.read_text().partition(" ")
        return int(number) if born and _born(int(number)) == born else None

    @property
    def port(self) -> int:
        return int(self.port_file.read_text()) if self.port_file.exists() else self._wanted_port()

    def _wanted_port(self) -> int:
        return int(os.environ.get(f"SERVICES_{self.name.upper()}_PORT", self.default_port))

    def _choose_port(self) -> int:
        """The port that was asked for, or any free one when it was not asked for and somebody else has it."""
        wanted = self._wanted_port()
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", wanted))
            except OSError:
                if f"SERVICES_{self.name.upper()}_PORT" in os.environ:
                    raise RuntimeError(f"Port {wanted} for {self.name} is taken by another program.") from None
                probe.bind(("127.0.0.1", 0))
            return probe.getsockname()[1]

    def as_user(self, *command: str) -> list[str]:
        if not (IS_ROOT and self.user):
            return list(command)
        group = pwd.getpwnam(self.user).pw_gid
        return ["setpriv", f"--reuid={self.user}", f"--regid={group}", "--clear-groups", *command]

    def give_to_user(self, *folders: Path) -> None:
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
            if IS_ROOT and self.user:
                subprocess.run(["chown", "-R", self.user, str(folder)], check=True)

    def run(self, *command: str) -> str:
        done = subprocess.run(self.as_user(*command), cwd=self.home, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{self.name}: {command[0]} failed:\n{done.stderr or done.stdout}")
        return done.stdout.strip()


def _born(pid: int) -> str:
    """When the process began (field 22 of its stat), empty when there is none or only its husk."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] == "Z" else fields[19]


def _gone(pid: int, *, within: float) -> bool:
    deadline = time.monotonic() + within
    while _born(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _tail(log: Path, lines: int = 20) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
