"""The vendored design system and our own files stand alone: nothing comes from elsewhere, nothing is missing."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from portal.cms import vendor_nhsuk

STATIC = Path(settings.BASE_DIR) / "portal" / "cms" / "static"
SHEETS = [STATIC / "nhsuk" / "nhsuk.min.css", STATIC / "portal" / "portal.css", STATIC / "portal" / "admin.css"]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_asks_nobody_else(sheet):
    css = sheet.read_text()
    assert "http" not in css
    assert "@font-face" not in css
    assert "Frutiger" not in css
    assert "sourceMappingURL" not in css


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_each_address_in_a_style_sheet_is_a_file(sheet):
    for address in re.findall(r"url\(([^)]+)\)", sheet.read_text()):
        assert (sheet.parent / address.strip("\"'")).is_file(), address


def test_the_licence_is_beside_the_files_and_the_trade_marks_are_not():
    folder = STATIC / "nhsuk"
    assert "MIT" in (folder / "LICENCE.md").read_text()
    names = {path.name for path in folder.rglob("*")}
    assert not {name for name in names if "favicon" in name or "logo" in name or name.endswith((".png", ".ico"))}


def test_scripts_stay_small():
    sizes = [len(gzip.compress(path.read_bytes())) for path in STATIC.rglob("*.js")]
    assert sum(sizes) < 60_000


def test_rewriting_takes_font_addresses_and_map_away_and_nothing_else():
    css = "@font-face{font-family:Frutiger W01;src:url(https://x.example/f.woff)}a{font-family:Frutiger W01,arial}"
    css += "b{background:url(/assets/images/i.svg)}/*# sourceMappingURL=a.css.map */"
    assert vendor_nhsuk.neutral_css(css) == "a{font-family:arial}b{background:url(assets/images/i.svg)}"


def test_collecting_with_hashed_names_finds_every_file(tmp_path, settings):
    settings.STATIC_ROOT = str(tmp_path)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").is_file()
    assert list(tmp_path.glob("portal/portal.*.css"))
