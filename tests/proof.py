"""The tables under docs/proof/: each says when it was made, of which commit and on what."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection


def write_proof(name: str, lines: list[str]) -> None:
    target = Path(settings.BASE_DIR) / "docs" / "proof" / f"{name}.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join([*lines, ""]))


def write_part(name: str, heading: str, lines: list[str]) -> None:
    """One chapter of a file that several tests write: the others stay as they are."""
    target = Path(settings.BASE_DIR) / "docs" / "proof" / f"{name}.md"
    chapters = target.read_text().split("\n## ") if target.exists() else [f"# {name.capitalize()}\n"]
    kept = [chapter for chapter in chapters if not chapter.startswith(f"{heading}\n")]
    write_proof(name, ["\n## ".join([*kept, "\n".join([heading, "", *lines])])])


def when_and_where() -> str:
    """22 November 2026, commit 638a04d, PostgreSQL 15.18"""
    return f"{datetime.now(UTC):%d %B %Y}, commit {commit()}, {database()}"


def database() -> str:
    if connection.vendor == "sqlite":
        return "SQLite"
    server = connection.cursor().connection.info.server_version
    return f"PostgreSQL {server // 10000}.{server % 10000}"


def commit() -> str:
    head = Path(settings.BASE_DIR) / ".git"
    if head.is_file():  # a linked work tree
        head = Path(head.read_text().partition(":")[2].strip())
    name = (head / "HEAD").read_text().strip()
    if not name.startswith("ref:"):
        return name[:7]
    shared = head.parent.parent if head.parent.name == "worktrees" else head
    loose = shared / name.partition(" ")[2]
    return loose.read_text().strip()[:7] if loose.exists() else name.partition(" ")[2]
