"""The shape of the code, kept: floors, mirrors, templates."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from wagtail.models import get_page_models

PROJECT = Path(__file__).resolve().parent.parent
OURS = [page for page in get_page_models() if page._meta.app_config.name in settings.PORTAL_APPS]


def test_imports_only_point_down():
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=PROJECT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("app", settings.PORTAL_APPS)
def test_each_app_has_its_mirror_under_tests(app):
    mirror = PROJECT / "tests" / app.removeprefix("portal.")
    assert (mirror / "__init__.py").exists(), mirror
    if any((PROJECT / app.replace(".", "/") / f"{noun}.py").exists() for noun in ("actions", "views", "querysets")):
        assert list(mirror.glob("test_*.py")), f"{mirror} holds no test"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_each_page_type_has_its_template_where_it_is_looked_for(model):
    template = get_template(model.template)
    assert model.template.startswith(f"{model._meta.app_label}/"), f"{model.__name__} is drawn by {model.template}"
    assert Path(template.origin.name).is_relative_to(PROJECT / "templates")


@pytest.mark.parametrize("app", settings.PORTAL_APPS)
def test_each_module_opens_by_saying_what_it_is_for(app):
    folder = Path(apps.get_app_config(app.rpartition(".")[2]).path)
    for module in folder.rglob("*.py"):
        text = module.read_text()
        if "migrations" not in module.parts and text.strip():
            assert text.startswith('"""'), module


def test_no_word_of_the_vocabulary_is_a_drawer_for_everything():
    drawers = {"utils", "helpers", "common", "core", "misc"}
    roots = [PROJECT / name for name in ("portal", "networks", "events", "toolbox", "tests")]
    found = [path for root in roots for path in root.rglob("*") if path.stem in drawers]
    assert found == []
