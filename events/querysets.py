"""Reads of meetings and registrations, as words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import PageManager

from portal.cms.audience import SIGNED_IN, STAFF, tokens_of
from portal.cms.querysets import BasePageQuerySet
from portal.privacy.holdings import addresses_of

from .places import Places
from .timetable import FOLLOW_UPS, Kind


class EventQuerySet(BasePageQuerySet):
    def upcoming(self, now: datetime | None = None) -> EventQuerySet:
        """Not over yet, the next first. One that runs now is still coming up."""
        return self.filter(meeting__ends_at__gt=now or timezone.now()).order_by("meeting__starts_at", "pk")

    def going_ahead(self) -> EventQuerySet:
        """Neither cancelled nor postponed."""
        state = self.model.meeting.related.related_model.State
        return self.filter(meeting__state=state.SCHEDULED)

    def past(self, now: datetime | None = None) -> EventQuerySet:
        """Over, the last first."""
        return self.filter(meeting__ends_at__lte=now or timezone.now()).order_by("-meeting__starts_at", "-pk")

    def of_network(self, network: models.Model) -> EventQuerySet:
        """Of this network and its sub-groups."""
        return self.filter(meeting__network__page__path__startswith=network.page.path)  # type: ignore[attr-defined]

    def in_region(self, slug: str) -> EventQuerySet:
        """Of the networks of a region."""
        return self.filter(meeting__network__page__region__slug=slug)

    def national(self) -> EventQuerySet:
        """Of no region."""
        return self.filter(meeting__network__page__region=None)

    def for_role(self, role: str) -> EventQuerySet:
        """Those that somebody with this role may come to: for it, or for everybody."""
        words = Cast("for_roles", models.TextField())
        return self.alias(roles_in_words=words).filter(
            models.Q(roles_in_words__contains=f'"{role}"') | models.Q(roles_in_words="[]")
        )

    def in_month(self, month: date) -> EventQuerySet:
        first = datetime(month.year, month.month, 1, tzinfo=timezone.get_default_timezone())
        after = datetime(month.year + month.month // 12, month.month % 12 + 1, 1, tzinfo=first.tzinfo)
        return self.filter(meeting__starts_at__gte=first, meeting__starts_at__lt=after)

    def within(self, *, days: int) -> EventQuerySet:
        return self.filter(meeting__starts_at__lt=timezone.now() + timedelta(days=days))

    def managed_by(self, user: AbstractBaseUser) -> EventQuerySet:
        """Those this person organises: of the networks they convene; all they see, for the programme's staff."""
        tokens = tokens_of(user)
        convened = [int(token.partition(":")[2]) for token in tokens if token.startswith("convenors:")]
        seen = self.visible_to(user)
        return seen if STAFF in tokens else seen.filter(meeting__network__in=convened)

    def with_meeting(self) -> EventQuerySet:
        """Each with its meeting, network and region, in the same query."""
        return self.select_related("meeting__network__page__region")

    def with_questions_known(self) -> EventQuerySet:
        """Each says in the same query whether it asks anything: most ask nothing, and are not asked for it."""
        questions = self.model._meta.get_field("questions").related_model.objects
        return self.annotate(has_questions=models.Exists(questions.filter(event=models.OuterRef("pk"))))

    def cards(self) -> list:
        """What a list shows: each with its meeting, network and places. Two queries, however many rows."""
        events = list(self.with_meeting())
        tallies = self.model.meeting.related.related_model.objects.places_of([event.meeting for event in events])
        for event in events:
            event.meeting.places = tallies[event.meeting.pk]
        return events


EventManager = PageManager.from_queryset(EventQuerySet)


class MeetingQuerySet(models.QuerySet):
    def locked(self) -> MeetingQuerySet:
        """One at a time: whoever changes who has a place holds this row. (SQLite has one writer at a time anyway.)"""
        return self.select_for_update(no_key=True, of=("self",)).select_related("network__page")

    def with_outcome(self) -> MeetingQuerySet:
        """With network, minutes, how many were there from how many trusts, and survey answers, in the same query."""
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
            has_files=models.Exists(self.model.files.field.model.objects.filter(meeting=models.OuterRef("pk"))),
        )

    def with_places_to_settle(self, now: datetime) -> MeetingQuerySet:
        """Where somebody waits for a place that may be given, or where an offer has run out."""
        waiting = self._registrations().waiting().filter(meeting=models.OuterRef("pk"))
        run_out = self._registrations().run_out(now).filter(meeting=models.OuterRef("pk"))
        may_be_given = models.Q(models.Exists(waiting), state=self.model.State.SCHEDULED, starts_at__gt=now)
        return self.filter(may_be_given | models.Q(models.Exists(run_out))).order_by("pk")

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


class RegistrationQuerySet(models.QuerySet):
    def confirmed(self) -> RegistrationQuerySet:
        return self.filter(state=self.model.State.CONFIRMED)

    def waiting(self) -> RegistrationQuerySet:
        """In the order of the queue: by priority, then as they came (rows are made under the meeting's lock)."""
        return self.filter(state=self.model.State.WAITING).order_by("-priority", "pk")

    def run_out(self, now: datetime) -> RegistrationQuerySet:
        """Offers that nobody took in time."""
        return self.filter(state=self.model.State.OFFERED, offered_until__lte=now).order_by("pk")

    def active(self) -> RegistrationQuerySet:
        """With a place, offered one, or waiting for one or for a yes."""
        return self.exclude(state__in=self.model.ENDED)

    def active_or_declined(self) -> RegistrationQuerySet:
        return self.exclude(state__in=[self.model.State.LAPSED, self.model.State.WITHDRAWN])

    def present(self) -> RegistrationQuerySet:
        """Those who were seen at the meeting."""
        return self.filter(present_at__isnull=False)

    def told_by(self, kind: str) -> RegistrationQuerySet:
        """Whom a mail of this kind is for: of those with a place all, those who came, or those who did not."""
        with_a_place = self.confirmed()
        if kind in FOLLOW_UPS:
            return with_a_place.filter(present_at__isnull=kind == Kind.ABSENT)
        return with_a_place

    def not_forgotten(self) -> RegistrationQuerySet:
        """Those that still say whose they are."""
        return self.exclude(name=self.model.FORGOTTEN)

    def of(self, user: AbstractBaseUser) -> RegistrationQuerySet:
        return self.filter(user=user)

    def naming(self, user: AbstractBaseUser) -> RegistrationQuerySet:
        """Theirs, or made by somebody else for their address."""
        return self.filter(models.Q(user=user) | models.Q(email=user.email.lower()))  # type: ignore[attr-defined]

    def naming_either(self, email: str, user: AbstractBaseUser | None) -> RegistrationQuerySet:
        """Of somebody to come, with an account or without."""
        return self.filter(
            models.Q(email=email.lower()) | models.Q(user=user) if user else models.Q(email=email.lower())
        )

    def brought_by(self, user: AbstractBaseUser) -> RegistrationQuerySet:
        """Colleagues whom this person registered, and whom they may withdraw."""
        return self.active().filter(registered_by=user, via=self.model.Via.COLLEAGUE, instead_of=None)

    def shown_near(self, user: AbstractBaseUser) -> RegistrationQuerySet:
        """Those with a place who let people of their trust or region see that they come, near to this person."""
        trust = user.trust_id  # type: ignore[attr-defined]
        if trust is None:
            return self.none()
        region = self.model.trust.field.related_model.objects.filter(pk=trust, region__isnull=False).values("region")
        near = models.Q(trust=trust) | models.Q(trust__region__in=region)
        theirs = self.confirmed().filter(near, shown=True).exclude(user=user)
        own_first = models.Case(models.When(trust=trust, then=0), default=1)
        return theirs.select_related("trust").order_by(own_first, "trust__name", "name")

    def coming_up(self) -> RegistrationQuerySet:
        """Of meetings that are not over, the next first; with a place or waiting."""
        still_to_come = self.active().filter(meeting__ends_at__gt=timezone.now())
        return still_to_come.with_event().order_by("meeting__starts_at", "pk")

    def been(self) -> RegistrationQuerySet:
        """Places at meetings that are over, the last first."""
        over = self.confirmed().filter(meeting__ends_at__lte=timezone.now())
        return over.with_event().order_by("-meeting__starts_at", "pk")

    def with_event(self) -> RegistrationQuerySet:
        return self.select_related("meeting__page", "meeting__network__page")


class ReplyQuerySet(models.QuerySet):
    def of_those_who_come(self, meeting: models.Model) -> ReplyQuerySet:
        """Of a meeting's people with a place, in the order in which they came."""
        state = self.model._meta.get_field("registration").related_model.State
        coming = self.filter(registration__meeting=meeting, registration__state=state.CONFIRMED)
        return coming.select_related("registration__trust").order_by("registration", "pk")


class NeedsQuerySet(models.QuerySet):
    def of_those_who_come(self, meeting: models.Model) -> NeedsQuerySet:
        state = self.model._meta.get_field("registration").related_model.State
        coming = self.filter(registration__meeting=meeting, registration__state=state.CONFIRMED)
        return coming.select_related("registration__trust").order_by("registration")

    def no_longer_needed(self, now: datetime) -> NeedsQuerySet:
        """Of those who withdrew, declined or gave their place away, and of meetings that were some time ago."""
        ended = self.model._meta.get_field("registration").related_model.ENDED
        over = models.Q(registration__meeting__ends_at__lt=now - self.model.KEPT_FOR)
        return self.filter(over | models.Q(registration__state__in=ended))


class CalendarLinkQuerySet(models.QuerySet):
    def opened_by(self, token: str) -> CalendarLinkQuerySet:
        """The link with this secret, of somebody who may still sign in."""
        return self.filter(digest=self.model.digest_of(token), user__is_active=True)


class InvitationQuerySet(models.QuerySet):
    def to_send(self) -> InvitationQuerySet:
        return self.filter(state=self.model.State.NOT_SENT)

    def unanswered(self) -> InvitationQuerySet:
        return self.filter(state=self.model.State.SENT)

    def to_remind(self, now: datetime) -> InvitationQuerySet:
        """Asked, not answered, and not written to since yesterday."""
        yesterday = now - timedelta(days=1)
        rested = models.Q(reminded_at=None) | models.Q(reminded_at__lt=yesterday)
        return self.unanswered().filter(rested, sent_at__lt=yesterday)

    def standing(self) -> InvitationQuerySet:
        """All that were not taken back."""
        return self.exclude(state=self.model.State.REVOKED)

    def coming_up(self) -> InvitationQuerySet:
        """Sent, to meetings that are not over, the next first."""
        sent = self.standing().exclude(state=self.model.State.NOT_SENT)
        return sent.filter(meeting__ends_at__gt=timezone.now()).with_event().order_by("meeting__starts_at", "pk")

    def with_event(self) -> InvitationQuerySet:
        return self.select_related("meeting__page", "meeting__network__page", "trust", "registration")


class DelegationQuerySet(models.QuerySet):
    def granted(self) -> DelegationQuerySet:
        return self.filter(state=self.model.State.GRANTED, assistant__is_active=True)

    def open(self) -> DelegationQuerySet:
        """Asked for or granted."""
        return self.filter(state__in=self.model.OPEN).select_related("assistant", "director")

    def held_by(self, user: AbstractBaseUser) -> DelegationQuerySet:
        """As the assistant."""
        return self.filter(assistant=user)

    def given_by(self, user: AbstractBaseUser) -> DelegationQuerySet:
        """As the director: by the account, or by an address they proved to be theirs."""
        return self.filter(models.Q(director=user) | models.Q(director_email__in=addresses_of(user)))


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


class AgreedActionQuerySet(models.QuerySet):
    def published(self) -> AgreedActionQuerySet:
        """Those of minutes that are published: a draft gives nobody anything to do."""
        return self.filter(meeting__minutes__published_at__isnull=False)

    def open(self) -> AgreedActionQuerySet:
        return self.filter(state=self.model.State.OPEN)

    def closed(self) -> AgreedActionQuerySet:
        return self.exclude(state=self.model.State.OPEN)

    def naming_somebody(self) -> AgreedActionQuerySet:
        """Those that still say whose they were, or who closed them."""
        return self.filter(models.Q(owner__isnull=False) | models.Q(closed_by__isnull=False))

    def overdue(self, today: date) -> AgreedActionQuerySet:
        return self.open().filter(due_on__lt=today)

    def of(self, user: AbstractBaseUser) -> AgreedActionQuerySet:
        return self.filter(owner=user)

    def mine(self, user: AbstractBaseUser) -> AgreedActionQuerySet:
        """What somebody still has to do, the next day first."""
        return self.published().open().of(user).with_event().by_day()

    def concerning(self, user: AbstractBaseUser) -> AgreedActionQuerySet:
        """Theirs, and those of the meetings they organise."""
        pages = self.model.meeting.field.related_model.page.field.related_model.objects
        return self.published().filter(
            models.Q(owner=user) | models.Q(meeting__page__in=pages.managed_by(user).order_by().values("pk"))
        )

    def arising_at(self, event: models.Model, user: AbstractBaseUser | AnonymousUser) -> AgreedActionQuerySet:
        """What earlier meetings of its series, else of its network, left open, as far as this reader may know."""
        meeting = event.meeting  # type: ignore[attr-defined]
        if event.series_id:  # type: ignore[attr-defined]
            same = models.Q(meeting__page__series=event.series_id)  # type: ignore[attr-defined]
        elif meeting.network_id:
            same = models.Q(meeting__network=meeting.network_id)
        else:
            return self.none()
        earlier = self.published().filter(same, meeting__starts_at__lt=meeting.starts_at).exclude(meeting=meeting.pk)
        return earlier.open().told_to(user).with_event().by_day()

    def told_to(self, user: AbstractBaseUser | AnonymousUser) -> AgreedActionQuerySet:
        """Those whose meeting and whose minutes this reader may read."""
        pages = self.model.meeting.field.related_model.page.field.related_model.objects
        seen = self.filter(meeting__page__in=pages.visible_to(user).order_by().values("pk"))
        tokens = tokens_of(user)
        if STAFF in tokens:
            return seen
        inside = [int(token.partition(":")[2]) for token in tokens if token.startswith(("members:", "convenors:"))]
        narrow = models.Q(meeting__network__in=inside)
        if SIGNED_IN in tokens:
            narrow |= models.Q(meeting__network=None)
        return seen.filter(models.Q(meeting__minutes__members_only=False) | narrow)

    def by_day(self) -> AgreedActionQuerySet:
        """The next day first; without a day last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "pk")

    def with_event(self) -> AgreedActionQuerySet:
        return self.select_related("meeting__page", "meeting__network__page", "owner")


class MinutesQuerySet(models.QuerySet):
    def words_for_all(self, event: int | None) -> list[str]:
        """What the record adds to the words a meeting is found by: only what whoever sees the meeting may read."""
        minutes = self.filter(meeting__page=event, published_at__isnull=False, members_only=False).first()
        if minutes is None:
            return []
        said = [minutes.heard, *(section["text"] for section in minutes.sections)]
        return said + list(minutes.meeting.decisions.values_list("text", flat=True))


class MeetingFileQuerySet(models.QuerySet):
    def with_documents(self) -> MeetingFileQuerySet:
        return self.select_related("document")


class SeriesQuerySet(models.QuerySet):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> SeriesQuerySet:
        """National ones, and those of networks whose inside this person may read."""
        keys = [int(token.partition(":")[2]) for token in tokens_of(user) if token.startswith("network:")]
        return self.filter(models.Q(network=None) | models.Q(network__in=keys)).select_related("network__page")


class SurveyAnswerQuerySet(models.QuerySet):
    def with_words(self) -> SurveyAnswerQuerySet:
        return self.exclude(differently="", next_topic="")

    def tally(self) -> dict[int, dict[int, int]]:
        """How often each degree was chosen, for each meeting. One query."""
        found: dict[int, dict[int, int]] = {}
        rows = self.order_by().values_list("meeting_id", "useful").annotate(number=models.Count("pk"))
        for meeting, useful, number in rows:
            found.setdefault(meeting, {})[useful] = number
        return found


class DatePollQuerySet(models.QuerySet):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> DatePollQuerySet:
        """Those of the networks this person belongs to."""
        keys = [int(token.partition(":")[2]) for token in tokens_of(user) if token.startswith("members:")]
        return self.filter(network__in=keys).select_related("network__page")

    def taking_votes(self, now: datetime | None = None) -> DatePollQuerySet:
        return self.filter(closed_at=None, closes_at__gt=now or timezone.now()).order_by("closes_at", "pk")
