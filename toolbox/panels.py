"""What the editor of a decision tool shows above its steps: the outline of what was last saved, and what is missing."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from .decision_blocks import tree_of, wrong_with
from .trees import Outcome, Tree
from .vocabulary import EntryType


class OutlinePanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "toolbox/outline_panel.html"

        def is_shown(self) -> bool:
            return self.instance.type == EntryType.DECISION_TOOL and bool(len(self.instance.steps))

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            steps = self.instance.steps
            found = {"rows": rows_of(tree_of(steps)), "wrong": wrong_with(steps)}
            return super().get_context_data(parent_context) | found


def rows_of(tree: Tree) -> list[dict[str, Any]]:
    """Each way as far as it is new: (how deep, the answer that led here, the step), a step's own answers once."""
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    waiting = [(0, "", tree.start.key if tree.start else "")]
    while waiting:
        depth, by, key = waiting.pop()
        step = tree.by_key.get(key)
        again = key in seen
        seen.add(key)
        rows.append(
            {
                "depth": depth,
                "by": by,
                "key": key,
                "step": step,
                "is_outcome": isinstance(step, Outcome),
                "again": again and not isinstance(step, Outcome),
            }
        )
        if step is not None and not isinstance(step, Outcome) and not again:
            waiting += [(depth + 1, answer.text, answer.leads_to) for answer in reversed(step.answers)]
    return rows if tree.start else []
