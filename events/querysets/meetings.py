"""Reads of the rows that registration locks, and of what is planned for them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.utils import timezone

from portal.discussion.gathered import gathered

from ..places import Places
from .registrations import RegistrationQuerySet


class MeetingQuerySet(models.QuerySet):
    def locked(self) -> MeetingQuerySet:
        """One at a time: whoever changes who has a place holds this row. (SQLite has one writer at a time anyway.)"""
        return self.select_for_update(no_key=True, of=("self",)).select_related("network__page")

    def with_outcome(self) -> MeetingQuerySet:
        """With network, minutes, decisions, who was there, and how many answered the survey, in the same query."""
        seen = self._registrations().present().filter(meeting=models.OuterRef("pk")).order_by().values("meeting")
        return self.select_related("network__page__region", "minutes").annotate(
            came=models.Subquery(seen.annotate(number=models.Count("pk")).values("number")),
            came_from=models.Subquery(seen.annotate(number=models.Count("trust", distinct=True)).values("number")),
            answers=models.Subquery(
                self.model.survey_answers.field.model.objects.filter(meeting=models.OuterRef("pk"))
                .order_by()
                .values("meeting")
                .annotate(number=models.Count("pk"))
                .values("number")
            ),
            decisions_kept=gathered(self.model.decisions.field.model.objects, "order", "pk", "text", by="meeting"),
            has_files=models.Exists(self.model.files.field.model.objects.filter(meeting=models.OuterRef("pk"))),
        )

    def with_places_to_settle(self, now: datetime) -> MeetingQuerySet:
        """Where somebody waits for a place that may be given, or where an offer has run out."""
        waiting = self._registrations().waiting().filter(meeting=models.OuterRef("pk"))
        run_out = self._registrations().run_out(now).filter(meeting=models.OuterRef("pk"))
        may_be_given = models.Q(models.Exists(waiting), state=self.model.State.SCHEDULED, starts_at__gt=now)
        return self.filter(may_be_given | models.Q(models.Exists(run_out))).order_by("pk")

    def with_requests_to_tell(self, now: datetime, today: datetime) -> MeetingQuerySet:
        """Those to come where somebody has asked for a place since the organisers last heard, and not yet today."""
        asked = self._registrations().filter(meeting=models.OuterRef("pk"), state="requested")
        never = models.Q(models.Exists(asked), organisers_told_at=None)
        since = models.Q(models.Exists(asked.filter(created_at__gt=models.OuterRef("organisers_told_at"))))
        coming = self.filter(state=self.model.State.SCHEDULED, starts_at__gt=now)
        return coming.filter(never | models.Q(since, organisers_told_at__lt=today)).order_by("pk")

    def with_mails_to_plan(self, now: datetime) -> MeetingQuerySet:
        """Those to come, each with its page and the mails that are planned."""
        return self.filter(ends_at__gt=now).select_related("page").prefetch_related("dispatches")

    def places_of(self, meetings: list, today: date | None = None) -> dict[int, Places]:
        """The places of each of these meetings, counted from the registrations in one query."""
        states = self._registrations().model.State
        by_role: dict[int, dict[str, int]] = {meeting.pk: {} for meeting in meetings}
        by_trust: dict[int, dict[int | None, int]] = {meeting.pk: {} for meeting in meetings}
        waiting, offered = dict.fromkeys(by_role, 0), dict.fromkeys(by_role, 0)
        # Rows a trust only where a trust can have too many.
        nothing = models.Value(None, output_field=models.BigIntegerField())
        trust = models.F("trust") if any(meeting.trust_quota for meeting in meetings) else nothing
        rows = self._registrations().filter(meeting__in=list(by_role)).active().annotate(of_trust=trust)
        grouped = rows.values_list("meeting_id", "state", "role", "of_trust").order_by()
        for meeting, state, role, of_trust, number in grouped.annotate(number=models.Count("pk")):
            if state in self._registrations().model.HOLDS_A_PLACE:
                by_role[meeting][role] = by_role[meeting].get(role, 0) + number
                by_trust[meeting][of_trust] = by_trust[meeting].get(of_trust, 0) + number
                offered[meeting] += number if state == states.OFFERED else 0
            elif state == states.WAITING:
                waiting[meeting] += number
        return {
            meeting.pk: Places(
                capacity=meeting.capacity,
                kept=meeting.kept_on(today or timezone.localdate()),
                taken_by=by_role[meeting.pk],
                waiting=waiting[meeting.pk],
                quota=meeting.trust_quota,
                taken_from=by_trust[meeting.pk],
                offered=offered[meeting.pk],
            )
            for meeting in meetings
        }

    def _registrations(self) -> RegistrationQuerySet:
        return self.model._meta.get_field("registrations").related_model.objects.all()


class DispatchQuerySet(models.QuerySet):
    def planned(self) -> DispatchQuerySet:
        return self.filter(state=self.model.State.DUE)

    def sent(self) -> DispatchQuerySet:
        return self.filter(state=self.model.State.SENT)

    def due(self, now: datetime) -> DispatchQuerySet:
        """Those whose time has come, the first first."""
        return self.planned().filter(due_at__lte=now).order_by("due_at", "pk")

    def for_date(self, starts_at: datetime) -> DispatchQuerySet:
        """Those planned for this start."""
        return self.filter(starts_at=starts_at)
