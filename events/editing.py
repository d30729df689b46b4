"""The editor's form of a meeting: what one field cannot check alone."""

from __future__ import annotations

from typing import Any

from portal.privacy.editing import PageForm


class EventPageForm(PageForm):
    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        capacity, seats = data.get("capacity"), self.formsets.get("reserved_seats") if self.formsets else None
        if capacity and seats is not None and seats.is_valid():
            rows = [form.cleaned_data for form in seats.forms if form.cleaned_data]
            kept = sum(row.get("places") or 0 for row in rows if not row.get("DELETE"))
            if kept > capacity:
                self.add_error("capacity", f"{kept} places are kept, more than the {capacity} there are.")
        return data
