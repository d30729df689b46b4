"""What a meeting's page says of what came of it, each part asked for only where it is shown."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from portal.cms.collections import files_for
from portal.cms.components import dates

from .models import AgreedAction, Decision, EventPage, MeetingFile, Minutes, Registration


class Attendance:
    """Who was there, by trust; the people themselves are for organisers alone."""

    def __init__(self, rows: list[Registration]) -> None:
        self.rows = rows

    @property
    def was_taken(self) -> bool:
        """Whether anybody was marked present; otherwise places are all that is known."""
        return any(row.was_present for row in self.rows)

    @cached_property
    def present(self) -> list[Registration]:
        return [row for row in self.rows if (row.was_present if self.was_taken else row.has_a_place)]

    @cached_property
    def apologies(self) -> list[Registration]:
        """Those who had a place and gave it back, or did not come."""
        here = {row.pk for row in self.present}
        return [row for row in self.rows if row.pk not in here and (row.has_a_place or row.is_withdrawn)]

    @cached_property
    def by_trust(self) -> list[tuple[str, int]]:
        """The most first, then by name."""
        counts = Counter(str(row.trust) if row.trust else "Other organisations" for row in self.present)
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))

    @property
    def trusts(self) -> int:
        return len({row.trust_id for row in self.present if row.trust_id})


class Outcomes:
    """For one reader: the record if they may read it, the files that stand beside the meeting."""

    def __init__(self, event: EventPage, user: AbstractBaseUser | AnonymousUser, *, manages: bool) -> None:
        self.event, self.meeting, self.user, self.manages = event, event.meeting, user, manages

    @cached_property
    def minutes(self) -> Minutes | None:
        """The record; a draft is for organisers alone."""
        minutes = getattr(self.meeting, "minutes", None) if self.meeting.pk else None
        if minutes is None or not (self.manages or minutes.may_be_read_by(self.user)):
            return None
        return minutes

    @property
    def are_known(self) -> bool:
        """Whether there is something to read: published, and for this reader."""
        return self.minutes is not None and self.minutes.is_published

    @cached_property
    def decisions(self) -> list[Decision]:
        if not self.minutes:
            return []
        if not hasattr(self.meeting, "decisions_kept"):
            return list(self.meeting.decisions.all())
        kept = sorted(self.meeting.decisions_kept or [])  # they came with the meeting
        return [Decision(pk=pk, meeting=self.meeting, order=order, text=text) for order, pk, text in kept]

    @cached_property
    def actions(self) -> list[AgreedAction]:
        return list(self.meeting.agreed_actions.select_related("closed_in__page")) if self.minutes else []

    @property
    def still_open(self) -> int:
        return sum(action.is_open for action in self.actions)

    @cached_property
    def closed_here(self) -> list[AgreedAction]:
        """Actions of earlier meetings that this one settled, as far as the reader may know of them."""
        if not self.minutes:
            return []
        return list(self.meeting.actions_closed.published().told_to(self.user).with_event())

    @cached_property
    def arising(self) -> list[AgreedAction]:
        """What earlier meetings left open."""
        return list(AgreedAction.objects.arising_at(self.event, self.user)) if self.meeting.pk else []

    @cached_property
    def files(self) -> list[MeetingFile]:
        if not self.meeting.pk or not getattr(self.meeting, "has_files", True):
            return []
        files = self.meeting.files.with_documents()
        return list(files) if self.manages else files_for(self.user, files)

    @property
    def files_before(self) -> list[MeetingFile]:
        return [file for file in self.files if file.is_before]

    @property
    def waits_for_transcript(self) -> bool:
        """A recording that nobody can read yet."""
        kinds = {file.kind for file in self.files}
        return MeetingFile.Kind.RECORDING in kinds and MeetingFile.Kind.TRANSCRIPT not in kinds

    @property
    def decided_in_lines(self) -> str:
        return "\n".join(decision.text for decision in self.decisions)

    @property
    def agreed_in_lines(self) -> str:
        """Roles and days, never a name."""
        lines = []
        for action in self.actions:
            by = f", by {dates.day(action.due_on)}" if action.due_on else ""
            lines.append(f"{action.text} ({action.whose}{by})")
        return "\n".join(lines)

    @property
    def heard_in_lines(self) -> str:
        return self.minutes.heard if self.minutes else ""

    @property
    def next_in_words(self) -> str:
        """The next meeting of the same series, else of the same network, as its page says it."""
        upcoming = EventPage.objects.visible_to(AnonymousUser() if not self.meeting.network_id else self.user)
        upcoming = upcoming.upcoming().going_ahead().exclude(pk=self.event.pk)
        if self.event.series_id:
            upcoming = upcoming.filter(series=self.event.series_id)
        else:
            upcoming = upcoming.filter(meeting__network=self.meeting.network_id)
        following = upcoming.with_meeting().first()
        return f"{following.title}, {dates.day(following.meeting.starts_at)}" if following else ""

    @cached_property
    def attendance(self) -> Attendance:
        return Attendance(list(self.meeting.registrations.select_related("trust").order_by("name", "pk")))
