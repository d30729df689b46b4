"""A file of Maven Central: fetched once into Maven's own folder, and never used before its hash is checked."""

from __future__ import annotations

import hashlib
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Artefact:
    coordinates: str  # group:name:version:kind
    sha256: str

    @property
    def path(self) -> Path:
        group, name, version, kind = self.coordinates.split(":")
        folder = Path.home() / ".m2" / "repository" / group.replace(".", "/") / name / version
        return folder / f"{name}-{version}.{kind}"

    def fetch(self) -> Path:
        get = ["mvn", "-B", "-q", "dependency:get", "-Dtransitive=false", f"-Dartifact={self.coordinates}"]
        for _ in range(3):
            if self.path.exists() or subprocess.run(get).returncode == 0:
                break
        with self.path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != self.sha256:
            raise RuntimeError(f"{self.path} is not the file we know: its SHA-256 is {found}.")
        return self.path
