"""Two calendar programs in other languages, for tests to read our files with: ical.js (Node) and biweekly (Java)."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile

from maven import Artefact
from service import Service

ICAL_JS = ("ical.js", "2.2.1", "36482280d62cc50f0adddb0587612cff32b96df18eb9e2071ec9929c2e7b3107")
JARS = [
    Artefact("net.sf.biweekly:biweekly:0.6.8:jar", "4077af25a5f932a609fe6a369082c3c383189e8a73b111bcdb3b1e03da635ffb"),
    Artefact(
        "com.github.mangstadt:vinnie:2.0.2:jar", "f75c47679f85d8bb2a8508338c77fbe4d75520e551c3b93fde5cf93f7c5e59c4"
    ),
]


class Calendars(Service):
    """Nothing to start: tests run them, one process for many files."""

    name = "calendars"
    default_port = 0
    packages = {"node": "nodejs", "npm": "npm", "javac": "default-jdk-headless", "mvn": "maven"}

    def environment(self) -> dict[str, str]:
        return {"CALENDAR_READERS": str(self.home)}

    def start(self) -> str:
        if self.is_running():
            return "found"
        self.home.mkdir(parents=True, exist_ok=True)
        for jar in JARS:
            shutil.copy(jar.fetch(), self.home)
        self._fetch_ical_js()
        return "fetched"

    def _fetch_ical_js(self) -> None:
        name, version, known = ICAL_JS
        packed = self.home / f"{name}-{version}.tgz"
        subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=self.home, check=True, capture_output=True)
        found = hashlib.sha256(packed.read_bytes()).hexdigest()
        if found != known:
            packed.unlink()
            raise RuntimeError(f"{name} {version} is not the file we know: its SHA-256 is {found}.")
        with tarfile.open(packed) as archive:
            (self.home / "ical.cjs").write_bytes(archive.extractfile("package/dist/ical.es5.cjs").read())  # type: ignore[union-attr]

    def stop(self) -> str:
        return "nothing to stop"

    def is_running(self) -> bool:
        return all(path.exists() for path in [self.home / "ical.cjs", *(self.home / jar.path.name for jar in JARS)])

    def healthy(self) -> bool:
        return self.is_running()

    def version(self) -> str:
        return f"ical.js {ICAL_JS[1]}, biweekly {JARS[0].coordinates.split(':')[2]}"
