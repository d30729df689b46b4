"""Three real nodes, and one of them killed in the middle: `make prove ARGS=tests/search/test_cluster.py`.

Needs the server that `make services` unpacked, 3 GB of memory and six free ports from CLUSTER_PORT (9309) on.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as project

from portal.search.actions import put
from portal.search.engines.elastic import ElasticEngine
from portal.search.finding import Query, search
from portal.search.tasks import feed
from tests.factories.search import findable
from tests.proof import when_and_where, write_part

pytestmark = pytest.mark.prove

FIRST_PORT = int(os.environ.get("CLUSTER_PORT", "9309"))
SERVERS = Path(os.environ.get("ELASTICSEARCH_HOME", project.BASE_DIR / ".var" / "services" / "elasticsearch"))
CONFIGURATION = """\
cluster.name: portal-proof
node.name: node-{number}
network.host: 127.0.0.1
http.port: {http}
transport.port: {transport}
discovery.seed_hosts: {seeds}
cluster.initial_master_nodes: [node-0, node-1, node-2]
path.data: {home}/data
path.logs: {home}/logs
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
"""
THINGS, BATCH = 3000, 50


class Node:
    def __init__(self, number: int, home: Path, server: Path) -> None:
        self.number, self.home, self.server = number, home / f"node-{number}", server
        self.url = f"http://127.0.0.1:{FIRST_PORT + number}"

    def start(self) -> None:
        for name in ("data", "logs", "tmp"):
            (self.home / name).mkdir(parents=True)
        config = self.home / "config"
        shutil.copytree(self.server / "config", config)
        seeds = [f"127.0.0.1:{FIRST_PORT + 10 + n}" for n in range(3)]
        ports = {"http": FIRST_PORT + self.number, "transport": FIRST_PORT + 10 + self.number}
        text = CONFIGURATION.format(number=self.number, home=self.home, seeds=json.dumps(seeds), **ports)
        (config / "elasticsearch.yml").write_text(text)
        options = config / "jvm.options"
        options.write_text(re.sub(r"(?<=[=:])(file=)?(logs|data)\b", rf"\1{self.home}/\2", options.read_text()))
        subprocess.run(["chown", "-R", "nobody:nogroup", str(self.home)], check=True)
        here = self.server
        defines = {
            "cli.name": "server", "cli.script": here / "bin" / "elasticsearch", "cli.libs": "lib/tools/server-cli",
            "es.path.home": here, "es.path.conf": config, "es.distribution.type": "tar", "es.java.type": "system",
        }  # fmt: skip
        command = [
            *("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "java", "-Xmx64m"),
            *(f"-D{name}={value}" for name, value in defines.items()),
            *("-cp", f"{here}/lib/*:{here}/lib/cli-launcher/*", "org.elasticsearch.launcher.CliToolLauncher"),
        ]
        java = Path(shutil.which("java") or "java").resolve().parents[1]
        environment = {
            **os.environ, "ES_PATH_CONF": str(config), "ES_TMPDIR": str(self.home / "tmp"), "ES_JAVA_HOME": str(java),
            "ES_JAVA_OPTS": "-Xms512m -Xmx512m",
        }  # fmt: skip
        out = (self.home / "out.log").open("w")
        self.process = subprocess.Popen(
            command, cwd=here, env=environment, stdout=out, stderr=out, start_new_session=True
        )

    def ask(self, path: str) -> dict:
        with urllib.request.urlopen(f"{self.url}/{path}", timeout=5) as answer:  # noqa: S310 - our own
            return json.load(answer)

    def kill(self) -> None:
        """As when the power goes: the launcher and the server it started."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(30)


@pytest.fixture
def nodes(tmp_path_factory) -> Iterator[list[Node]]:
    server = next(iter(sorted(SERVERS.glob("server-*"))), None)
    if server is None or os.geteuid() != 0:
        pytest.skip("needs the unpacked server (make services), and root to run it as nobody")
    home = tmp_path_factory.mktemp("cluster")
    for folder in (home, *list(home.parents)[:2]):
        folder.chmod(0o755)
    cluster = [Node(number, home, server) for number in range(3)]
    try:
        for node in cluster:
            node.start()
        wait_for(cluster[0], "green")
        yield cluster
    finally:
        for node in cluster:
            node.kill()


def wait_for(node: Node, status: str, nodes: int = 3) -> float:
    began = time.perf_counter()
    while time.perf_counter() - began < 300:
        try:
            health = node.ask("_cluster/health")
        except OSError:
            health = {}
        if health.get("status") == status and health.get("number_of_nodes") == nodes:
            break
        time.sleep(0.5)
    else:
        pytest.fail(f"The cluster was not {status} within five minutes.")
    return time.perf_counter() - began


def test_a_node_dies_mid_load_and_nothing_is_missing(nodes, transactional_db, settings):
    settings.ELASTICSEARCH_URL = nodes[0].url
    settings.ELASTICSEARCH_INDEX = "proof"
    settings.ELASTICSEARCH_REPLICAS = 1
    engine = ElasticEngine()
    engine.rebuild()
    wait_for(nodes[0], "green")
    holder = next(row["node"] for row in shards(nodes[0]) if row["prirep"] == "p")
    victim = next(node for node in nodes if f"node-{node.number}" == holder)
    asked = next(node for node in nodes if node is not victim)
    settings.ELASTICSEARCH_URL = asked.url
    engine = ElasticEngine()
    answered, degraded, longest = 0, 0, 0.0
    for first in range(0, THINGS, BATCH):
        for number in range(first, first + BATCH):
            put(key=f"proof:{number}", entries=[findable(f"Proof {number}")])
        if first == THINGS // 2:
            victim.kill()
        feed.func()
        began = time.perf_counter()
        results = search(Query(text="proof", tokens=["public"]))
        longest = max(longest, time.perf_counter() - began)
        assert results.total > 0, "search goes on"
        answered += 1
        degraded += results.degraded
    while feed.func():
        pass
    whole = wait_for(asked, "green", nodes=2)
    while feed.func():
        pass
    engine.refresh()
    count = engine.client.count(index=engine.alias)["count"]
    assert count == THINGS
    results = search(Query(text="proof", tokens=["public"]))
    assert (results.total, results.engine) == (THINGS, "elasticsearch")
    write_part(
        "search",
        "A node that dies",
        [
            f"`make prove ARGS=tests/search/test_cluster.py`, {when_and_where()}. Three real nodes with one copy of "
            f"the index; the node with the primary was killed while {THINGS} things were put and searched. All {count} "
            f"were there afterwards, none twice. Of {answered} searches all were answered, {degraded} of them by the "
            f"database while the cluster chose anew; the slowest took {longest:.1f} s. The copy was whole, on two "
            f"nodes, {whole:.0f} s after the load.",
        ],
    )


def shards(node: Node) -> list[dict]:
    return node.ask("_cat/shards/proof-*?format=json")  # type: ignore[return-value]
