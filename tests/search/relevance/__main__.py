"""`make relevance`: ask the judged questions of each engine, write docs/proof/relevance.md.

`make relevance ARGS="what changed in the ranking"` keeps the figures under these words beside those before them.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import environ

from . import HERE, Answer, Figures, Question, figures

PROJECT = HERE.parents[2]
TARGET = PROJECT / "docs" / "proof" / "relevance.md"
CHANGES = HERE / "changes.csv"
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL", "elasticsearch": "Elasticsearch"}
HEADS = ["questions", "nDCG@10", "MRR", "recall@20", "found nothing"]


def main() -> int:
    environ.Env.read_env(PROJECT / ".var" / "services" / "env")
    urls = [f"sqlite:///{PROJECT / '.var' / 'portal.sqlite3'}", os.environ.get("DATABASE_URL_POSTGRES", "")]
    with tempfile.TemporaryDirectory() as folder:
        for url in filter(None, urls):
            command = [sys.executable, "-m", "pytest", "-q", "tests/search/test_relevance.py"]
            given = {**os.environ, "DATABASE_URL": url, "RELEVANCE_ANSWERS": folder}
            said = subprocess.run(command, cwd=PROJECT, env=given, capture_output=True, text=True)
            if said.returncode:
                print(said.stdout)  # noqa: T201 - the floor that gave way; figures are shown all the same
        answers = {name: read(Path(folder) / f"{name}.json") for name in ENGINES}
    found = {name: rows for name, rows in answers.items() if rows}
    if words := " ".join(sys.argv[1:]):
        note(words, found)
    lines = report(found)
    TARGET.write_text("\n".join([*lines, ""]))
    print("\n".join(lines))  # noqa: T201
    return 0 if len(found) == len(ENGINES) else 1


def read(path: Path) -> list[Answer]:
    rows = json.loads(path.read_text()) if path.exists() else []
    return [
        Answer(question=Question(**{field.name: row[field.name] for field in fields(Question)}), found=row["found"])
        for row in rows
    ]


def note(words: str, found: dict[str, list[Answer]]) -> None:
    """One row for each engine: what changed, and the figures since."""
    with CHANGES.open("a", newline="") as file:
        for name, answers in found.items():
            told = [f"{figures(chosen(answers)).ndcg:.3f}" for chosen in (everything, tuned, held_out)]
            csv.writer(file, lineterminator="\n").writerow([f"{datetime.now(UTC):%Y-%m-%d}", words, name, *told])


def report(found: dict[str, list[Answer]]) -> list[str]:
    asked = next(iter(found.values()))
    kinds = list(dict.fromkeys(answer.question.kind for answer in asked))
    return [
        "# How well search ranks",
        "",
        f"`make relevance`, {datetime.now(UTC):%d %B %Y}. {len(asked)} questions over the demonstration's toolbox, "
        "graded before any engine was asked (`tests/search/relevance/queries.csv`): what somebody who asks wants "
        "most, what serves them well, what touches it. One in three of each kind is held out: the ranking is never "
        "changed to please these. The grades are one person's. "
        "Synonyms of the first migrations were written with the questions of the other two thirds at hand, so the held "
        "out figures are the ones to expect of words that nobody thought of. Paraphrases are the weak spot.",
        "",
        "`tests/search/test_relevance.py` holds a floor under these figures on every engine.",
        "",
        *table(
            ["engine", "part", *HEADS],
            (
                [ENGINES[name], words, *cells(figures(chosen(answers)))]
                for name, answers in found.items()
                for words, chosen in (("all", everything), ("tuned on", tuned), ("held out", held_out))
            ),
        ),
        "",
        "## By kind of question (nDCG@10)",
        "",
        *table(
            ["kind", "questions", *(ENGINES[name] for name in found)],
            (
                [
                    kind,
                    str(len(of_kind(asked, kind))),
                    *(f"{figures(of_kind(rows, kind)).ndcg:.2f}" for rows in found.values()),
                ]
                for kind in kinds
            ),
        ),
        "",
        "## Changes of the ranking (nDCG@10 since)",
        "",
        *table(["day", "change", "engine", "all", "tuned on", "held out"], changes()),
    ]


def changes() -> list[list[str]]:
    if not CHANGES.exists():
        return []
    with CHANGES.open() as file:
        return [[day, words, ENGINES[name], *told] for day, words, name, *told in csv.reader(file)]


def everything(answers: Sequence[Answer]) -> list[Answer]:
    return list(answers)


def tuned(answers: Sequence[Answer]) -> list[Answer]:
    return [answer for answer in answers if not answer.question.held_out]


def held_out(answers: Sequence[Answer]) -> list[Answer]:
    return [answer for answer in answers if answer.question.held_out]


def of_kind(answers: Sequence[Answer], kind: str) -> list[Answer]:
    return [answer for answer in answers if answer.question.kind == kind]


def cells(told: Figures) -> list[str]:
    return [str(told.questions), *(f"{value:.3f}" for value in (told.ndcg, told.mrr, told.recall, told.nothing))]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in [heads, ["---"] * len(heads), *rows]]


if __name__ == "__main__":
    sys.exit(main())
