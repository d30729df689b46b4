"""A real OpenID provider for tests: Keycloak from Maven Central, with the realm that the tests keep beside them."""

from __future__ import annotations

import json
import shutil
import urllib.request
import zipfile
from pathlib import Path

from maven import Artefact
from service import PROJECT, Service

VERSION = "26.0.8"
ARTEFACT = Artefact(
    f"org.keycloak:keycloak-quarkus-dist:{VERSION}:zip",
    "d82a52098db41f036bcfe8f2ebfd9251781c8af5959af8714e8aa9b311081786",
)
REALM = PROJECT / "tests" / "keycloak" / "realm.json"


class Keycloak(Service):
    name = "keycloak"
    default_port = 8189
    user = "nobody"
    packages = {"java": "default-jre-headless", "mvn": "maven"}
    patience = 240

    def missing_packages(self) -> list[str]:
        """Maven is only needed until the file is here."""
        return [
            p
            for p in super().missing_packages()
            if p != "maven" or not (self.unpacked.exists() or ARTEFACT.path.exists())
        ]

    def environment(self) -> dict[str, str]:
        return {"KEYCLOAK_URL": f"http://127.0.0.1:{self.port}"}

    @property
    def unpacked(self) -> Path:
        return self.home / f"server-{VERSION}"

    def prepare(self) -> None:
        """Each start has the realm as it is written; nothing that a run did to it is kept."""
        if not self.unpacked.exists():
            self._unpack(ARTEFACT.fetch())
        shutil.rmtree(self.unpacked / "data" / "h2", ignore_errors=True)
        realms = self.unpacked / "data" / "import"
        realms.mkdir(parents=True, exist_ok=True)
        shutil.copy(REALM, realms / REALM.name)
        self.give_to_user(self.home)

    def _unpack(self, zipped: Path) -> None:
        """Complete or not at all."""
        partial = self.unpacked.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        with zipfile.ZipFile(zipped) as archive:
            archive.extractall(partial)
        (partial / f"keycloak-{VERSION}").rename(self.unpacked)
        partial.rmdir()

    def process_environment(self) -> dict[str, str]:
        return {
            "HOME": str(self.home),
            "JAVA_OPTS_KC_HEAP": "-Xms128m -Xmx384m",
            "JAVA_OPTS_APPEND": "-XX:TieredStopAtLevel=1",
            "KC_BOOTSTRAP_ADMIN_USERNAME": "admin",
            "KC_BOOTSTRAP_ADMIN_PASSWORD": "only-for-tests",
        }

    def command(self) -> list[str]:
        where = ["--http-host=127.0.0.1", f"--http-port={self.port}"]
        return ["bash", str(self.unpacked / "bin" / "kc.sh"), "start-dev", *where, "--import-realm"]

    def healthy(self) -> bool:
        try:
            realm = json.loads(REALM.read_text())["realm"]
            address = f"{self.environment()['KEYCLOAK_URL']}/realms/{realm}/.well-known/openid-configuration"
            with urllib.request.urlopen(address, timeout=5) as answer:
                return bool(json.load(answer)["issuer"])
        except OSError:
            return False

    def version(self) -> str:
        return VERSION
