"""What the documents lead to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
DOCUMENTS = [*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")]


def anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(document):
    for address in re.findall(r"\]\(([^)\s]+)\)", document.read_text()):
        if "://" in address or address.startswith("mailto:"):
            continue
        name, _, anchor = address.partition("#")
        target = document.parent / name if name else document
        assert target.exists(), address
        assert not anchor or anchor in anchors(target.read_text()), address


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_it_names_is_there(document):
    text = document.read_text()
    commands = {path.stem for path in PROJECT.glob("**/management/commands/*.py")}
    django = {"migrate", "createsuperuser", "collectstatic", "makemigrations", "check", "runserver"}
    asked = set(re.findall(r"manage\.py (\w+)", text))
    assert asked <= commands | django
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", text, re.M)) <= targets


def test_decisions_have_a_number_each():
    numbers = [path.name[:4] for path in PROJECT.glob("docs/decisions/*.md")]
    assert len(numbers) == len(set(numbers))
