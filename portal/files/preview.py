"""How the words of a file are shown: paragraphs, and tables where lines have cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby


@dataclass(frozen=True)
class Block:
    """A table where it has `rows`, else a paragraph."""

    words: str = ""
    rows: list[list[str]] = field(default_factory=list)


def blocks_of(lines: Iterable[str]) -> list[Block]:
    """Lines as `extract` writes them: a tab stands between the cells of a row."""
    blocks: list[Block] = []
    for has_cells, group in groupby(lines, key=lambda line: "\t" in line):
        if has_cells:
            rows = [line.split("\t") for line in group]
            widest = max(map(len, rows))
            blocks.append(Block(rows=[row + [""] * (widest - len(row)) for row in rows]))
        else:
            blocks += [Block(words=line) for line in group]
    return blocks
