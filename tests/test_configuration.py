"""What can be configured is in the table, what is in the table can be configured, and unsafe settings do not start."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

PROJECT = Path(__file__).resolve().parent.parent
DOCUMENT = (PROJECT / "docs" / "configuration.md").read_text()
SAFE = {
    "SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789-abcdefghijklmnopqrst",
    "ALLOWED_HOSTS": "portal.example",
    "PORTAL_URL": "https://portal.example",
    "EMAIL_URL": "smtp://mail.example:25",
    "DATABASE_URL": "postgres://portal@db.example/portal",
}


def documented() -> set[str]:
    rows = (line.split("|")[1] for line in DOCUMENT.splitlines() if line.startswith("| `"))
    return {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}


def read_by(*patterns: str) -> set[str]:
    code = "\n".join(path.read_text() for pattern in patterns for path in PROJECT.glob(pattern))
    names = re.findall(r'env\.[a-z_]+\(\s*"([A-Z_]+)"', code)
    return {*names, *re.findall(r'environ(?:\.get\(|\.setdefault\(|\[)"([A-Z_]+)"', code)}


def test_every_variable_the_settings_read_is_in_the_table():
    assert read_by("portal/settings/*.py") - documented() == set()


def test_every_variable_in_the_table_is_read_somewhere():
    services = {f"SERVICES_{name}_PORT" for name in ("POSTGRES", "ELASTICSEARCH", "KEYCLOAK", "SMTP")} | {"SMTP_URL"}
    known = read_by("portal/settings/*.py", "tests/*.py", ".ci/services/*.py") | services
    mentioned = "\n".join(p.read_text() for p in [*PROJECT.glob("tests/*.py"), *PROJECT.glob(".ci/services/*.py")])
    assert {name for name in documented() - known if f'"{name}"' not in mentioned} == set()


def start_with(**changed: str | None) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if name not in documented()}
    wanted = {name: value for name, value in {**SAFE, **changed}.items() if value is not None}
    environment = {**own, **wanted, "DJANGO_SETTINGS_MODULE": "portal.settings.production"}
    code = "from django.conf import settings; print(settings.DEBUG)"
    return subprocess.run([sys.executable, "-c", code], env=environment, cwd=PROJECT, capture_output=True, text=True)


def test_production_starts_with_safe_settings_and_never_in_debug():
    run = start_with(DEBUG="true")
    assert run.stdout.strip() == "False", run.stderr


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", "development-only-and-refused-in-production"),
        ("SECRET_KEY", "x" * 80),
        ("ALLOWED_HOSTS", None),
        ("ALLOWED_HOSTS", "*"),
        ("PORTAL_URL", "http://portal.example"),
        ("PORTAL_URL", None),
        ("EMAIL_URL", None),
    ],
)
def test_production_refuses_to_start_and_names_the_variable(variable, value):
    run = start_with(**{variable: value})
    assert run.returncode != 0
    assert f"ImproperlyConfigured: {variable} must" in run.stderr


# The container files, as far as they can be read without an engine.

COMPOSE = yaml.safe_load((PROJECT / "compose.yaml").read_text())


def test_compose_runs_the_web_the_background_a_database_and_a_search_engine():
    assert set(COMPOSE["services"]) == {"web", "background", "migrate", "db", "search"}
    for name, service in COMPOSE["services"].items():
        assert "image" in service or "build" in service, name
        for other in service.get("depends_on", {}):
            assert other in COMPOSE["services"], f"{name} depends on {other}"
        for volume in service.get("volumes", []):
            assert volume.partition(":")[0] in COMPOSE["volumes"], f"{name} uses {volume}"


def test_compose_only_sets_variables_that_exist_and_holds_no_secret():
    for name in ("web", "background", "migrate"):
        environment = COMPOSE["services"][name]["environment"]
        assert set(environment) <= documented(), name
        assert environment["SECRET_KEY"].startswith("${SECRET_KEY:?")


def test_the_image_copies_what_exists_and_does_not_run_as_root():
    lines = (PROJECT / "Dockerfile").read_text().splitlines()
    for line in lines:
        if line.startswith("COPY ") and "--from" not in line:
            for source in [word for word in line.split()[1:-1] if not word.startswith("--")]:
                assert (PROJECT / source).exists(), line
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users and users[-1] not in {"root", "0"}


def test_lock_files_name_no_registry_and_pin_every_hash():
    for name in ("run", "dev"):
        text = (PROJECT / ".lock" / f"{name}.txt").read_text()
        assert "://" not in text
        assert len(re.findall(r"^[a-z0-9].*==", text, re.M)) == len(re.findall(r"==[^\n]*\\\n    --hash=sha256:", text))


def test_lock_files_hold_all_that_the_project_asks_for():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    asked = {"run": project["dependencies"], "dev": project["optional-dependencies"]["dev"]}
    for name, wanted in asked.items():
        locked = set(
            re.findall(r"^([a-z0-9-]+)(?:\[[^]]*\])?==", (PROJECT / ".lock" / f"{name}.txt").read_text(), re.M)
        )
        missing = {re.split(r"[\[<>=;~! ]", line)[0].lower() for line in wanted} - locked
        assert missing == set(), f"make lock: {missing}"
