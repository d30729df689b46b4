"""The editor's form of a tool: what must be there once it is published, and may be missing in a draft."""

from __future__ import annotations

from typing import Any

from portal.privacy.editing import PageForm

from .vocabulary import EntryType


class EntryForm(PageForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        steps, decides = cleaned.get("steps"), cleaned.get("type") == EntryType.DECISION_TOOL
        if decides and steps is not None and not len(steps) and not self.is_deferred_validation:
            self.add_error("steps", "A decision tool needs questions, outcomes and how it was checked.")
        if not decides and steps is not None and len(steps):
            self.add_error("type", "Only a decision tool asks questions. Choose that type, or take the questions out.")
        return cleaned
