"""The editor's form of a meeting: what one field cannot check alone."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from portal.privacy.editing import PageForm

from .questions import mistakes


class EventPageForm(PageForm):
    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        capacity, seats = data.get("capacity"), self.formsets.get("reserved_seats") if self.formsets else None
        if capacity and seats is not None and seats.is_valid():
            rows = [form.cleaned_data for form in seats.forms if form.cleaned_data]
            kept = sum(row.get("places") or 0 for row in rows if not row.get("DELETE"))
            if kept > capacity:
                self.add_error("capacity", f"{kept} places are kept, more than the {capacity} there are.")
        self.check_agenda(data)
        self.check_questions()
        return data

    def check_questions(self) -> None:
        """Each on its own row: choices where something is chosen, and conditions that point upwards."""
        formset = self.formsets.get("questions") if self.formsets else None
        if formset is None or not formset.is_valid():
            return
        rows = formset.ordered_forms
        for number, field, sentence in mistakes(row.instance for row in rows):
            rows[number].add_error(field, sentence)

    def check_agenda(self, data: dict[str, Any]) -> None:
        """Sessions stand in the order of the day and begin within the meeting; one over several days is not checked."""
        agenda, starts, ends = data.get("agenda"), data.get("starts_at"), data.get("ends_at")
        if not (agenda and starts and ends) or timezone.localdate(starts) != timezone.localdate(ends):
            return
        times = [block.value["time"] for block in agenda]
        if times != sorted(times):
            self.add_error("agenda", "Put the sessions in the order of their times.")
        elif times[0] < timezone.localtime(starts).time() or times[-1] >= timezone.localtime(ends).time():
            self.add_error("agenda", "A session begins before the meeting starts or after it ends.")
