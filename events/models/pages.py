"""The pages of meetings, as editors and convenors write them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from networks.models import Network, NetworkContentMixin
from portal.cms.audience import STAFF, may_see
from portal.cms.blocks import BodyBlocks
from portal.cms.fields import ChoiceListField
from portal.cms.models import BasePage, BodyField
from portal.cms.words import plain_text
from portal.users.models import Role

from .. import admission
from ..answers import Answer
from ..blocks import Agenda
from ..editing import EventPageForm
from ..listing import Listing
from ..months import Month
from ..panel import panel_of
from ..places import Places
from ..querysets import EventManager
from ..timetable import Joining, Planned, Reminder, timetable, usual_reminders
from ..words import listed
from .meeting import Meeting
from .outcomes import Minutes
from .registration import Registration

JOINING_LINK_SHOWN = timedelta(hours=1)


class EventIndexPage(BasePage):
    """Meetings: what is coming up, what has been, to filter and page through."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventPage"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        reader = Month if request.GET.get("view") == "month" else Listing
        context["listing"] = reader(EventPage.objects.visible_to(request.user), request.GET)
        return context


class EventPage(NetworkContentMixin, BasePage):
    """A meeting as it is announced. What changes by use stands in its `Meeting`."""

    class Mode(models.TextChoices):
        IN_PERSON = "in-person", "In person"
        ONLINE = "online", "Online"
        HYBRID = "hybrid", "In person and online"

    class Admission(models.TextChoices):
        OPEN = "open", "Whoever it is for registers and has a place"
        APPROVAL = "approval", "An organiser says yes or no to each"
        INVITATION = "invitation", "Only by invitation"

    starts_at = models.DateTimeField("starts")
    ends_at = models.DateTimeField("ends")
    mode = models.CharField("held", max_length=10, choices=Mode, default=Mode.IN_PERSON)
    venue_name = models.CharField("venue", max_length=150, blank=True)
    venue_address = models.TextField(max_length=400, blank=True)
    venue_access = models.TextField(
        "access", max_length=600, blank=True, help_text="Steps, lifts, hearing loop, parking, a quiet room."
    )
    map_url = models.URLField("map", blank=True, help_text="A link to a map or to directions.")
    joining_url = models.URLField(
        "joining link",
        max_length=500,
        blank=True,
        help_text="Only for people with a place: on the page from an hour before, and in the joining instructions.",
    )
    chair = models.CharField(max_length=200, blank=True, help_text="Name and role.")
    body = BodyField(BodyBlocks(), blank=True, verbose_name="About")
    agenda = BodyField(Agenda(), blank=True)
    preparation = models.TextField("what to prepare", max_length=1000, blank=True)
    joining_instructions = models.TextField(
        max_length=1000, blank=True, help_text="How to get in, online or at the door. Mailed to people with a place."
    )
    reminders = ChoiceListField(
        words=Reminder, default=usual_reminders, help_text="At 9am, to people with a place. Tick none for no reminder."
    )
    joining_at = models.CharField(
        "joining instructions go out",
        max_length=10,
        choices=Joining,
        default=Joining.DAY,
        blank=True,
        help_text="They take the place of a reminder on the same day. Empty: only when an organiser sends them.",
    )
    follow_up_hours = models.PositiveSmallIntegerField(
        "hours until the follow-up",
        null=True,
        blank=True,
        validators=[MaxValueValidator(24 * 7)],
        help_text="After the end, to those who came and those who did not, once attendance is taken. "
        "Empty: only when an organiser sends it.",
    )
    themes = ParentalManyToManyField("cms.Theme", related_name="events", blank=True)
    series = models.ForeignKey(
        "events.Series", models.SET_NULL, null=True, blank=True, related_name="events", help_text="Where it belongs."
    )
    for_roles = ChoiceListField("for", words=Role, help_text="Tick nobody when it is for everybody.")
    members_only = models.BooleanField(
        "members of the network only", default=True, help_text="For a meeting of a network: who may register."
    )
    capacity = models.PositiveIntegerField(
        "places", null=True, blank=True, validators=[MinValueValidator(1)], help_text="Leave empty for no limit."
    )
    admission = models.CharField(
        "registration", max_length=10, choices=Admission, default=Admission.OPEN, help_text="Who decides who comes."
    )
    trust_quota = models.PositiveIntegerField(
        "places for one trust",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="The most people one trust can send. Leave empty for no limit.",
    )
    offer_hours = models.PositiveIntegerField(
        "hours to take an offer",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="When a place comes free, how long the first in line has to take it. Empty: they get it at once.",
    )
    asks_needs = models.BooleanField(
        "ask for dietary and access needs",
        default=True,
        help_text="Where people meet in person. Only organisers see the answers; they are deleted after the meeting.",
    )
    opens_at = models.DateTimeField("registration opens", null=True, blank=True, help_text="Empty: at once.")
    closes_at = models.DateTimeField("registration closes", null=True, blank=True, help_text="Empty: at the start.")

    objects = EventManager()
    base_form_class = EventPageForm
    search_kind = "meeting"
    called = "meeting"
    parent_page_types = ["events.EventIndexPage", "networks.NetworkPage"]
    subpage_types: list[str] = []

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")])], heading="When"),
        MultiFieldPanel(
            [
                FieldPanel("mode"),
                FieldPanel("venue_name"),
                FieldPanel("venue_address"),
                FieldPanel("venue_access"),
                FieldPanel("map_url"),
                FieldPanel("joining_url"),
                FieldPanel("joining_instructions"),
            ],
            heading="Where",
        ),
        MultiFieldPanel(
            [
                FieldPanel("for_roles"),
                FieldPanel("members_only"),
                FieldPanel("admission"),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("trust_quota"), FieldPanel("offer_hours")]),
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                InlinePanel("reserved_seats", label="Kept places", heading="Places kept for a role"),
            ],
            heading="Who may come",
        ),
        MultiFieldPanel(
            [FieldPanel("asks_needs"), InlinePanel("questions", label="Question", heading="Questions", max_num=20)],
            heading="What is asked on registering",
        ),
        MultiFieldPanel(
            [
                FieldPanel("reminders"),
                FieldRowPanel([FieldPanel("joining_at"), FieldPanel("follow_up_hours")]),
            ],
            heading="Mails",
        ),
        FieldPanel("chair"),
        FieldPanel("body"),
        FieldPanel("agenda"),
        FieldPanel("preparation"),
        FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
        FieldPanel("topics"),
        FieldPanel("series"),
    ]

    class Meta:
        verbose_name = "meeting"

    # The row beside the page

    def write_audience(self) -> None:
        """Saving and moving a page ask who may see it; its meeting follows to the same network."""
        self._state.fields_cache.pop("meeting", None)
        super().write_audience()
        network = super().network()
        meeting, _ = Meeting.objects.get_or_create(
            page=self,
            defaults={"network": network, "uid": new_uid(), **self.as_published()},
        )
        if meeting.network_id != (network.pk if network else None):
            meeting.network = network
            meeting.save(update_fields=["network"])
        self._state.fields_cache.pop("meeting", None)

    def as_published(self) -> dict[str, Any]:
        """What people register for, as the page says it now."""
        seats = self.reserved_seats.all()
        return {
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "place": self.place_in_words(),
            "capacity": self.capacity,
            "trust_quota": self.trust_quota,
            "reserved": [{"role": row.role, "places": row.places, "until": row.until.isoformat()} for row in seats],
        }

    def network(self) -> Network | None:
        return self.meeting.network if "meeting" in self._state.fields_cache else super().network()

    def mails_planned(self) -> list[Planned]:
        """When its people are told what, for the time that the meeting's row says."""
        return timetable(
            starts_at=self.meeting.starts_at,
            ends_at=self.meeting.ends_at,
            reminders=self.reminders,
            joining=self.joining_at,
            follow_up_hours=self.follow_up_hours,
        )

    # What the page says of itself

    def place_in_words(self) -> str:
        """King's College, Strand, London; or Online."""
        if self.mode == self.Mode.ONLINE:
            return "Online"
        where = ", ".join(line.strip() for line in [self.venue_name, *self.venue_address.splitlines()] if line.strip())
        where = where or "Place to be announced"
        return f"{where}, and online" if self.mode == self.Mode.HYBRID else where

    @property
    def for_whom(self) -> str:
        """finance directors and business managers; empty for everybody."""
        return listed(self.for_roles)

    @property
    def is_online(self) -> bool:
        return self.mode != self.Mode.IN_PERSON

    @property
    def has_place(self) -> bool:
        return self.mode != self.Mode.ONLINE

    @property
    def asks_for_needs(self) -> bool:
        return self.asks_needs and self.has_place

    @property
    def asks_something(self) -> bool:
        """Whether registering is a page with questions, or one press."""
        return self.asks_for_needs or bool(self.questions_to_ask())

    def questions_to_ask(self) -> list[Any]:
        """In their order. A meeting read `with_questions_known()` that has none does not look for them."""
        return list(self.questions.all()) if getattr(self, "has_questions", True) else []

    @property
    def last_moment(self) -> datetime:
        """Until when somebody may register."""
        return min(self.closes_at, self.starts_at) if self.closes_at else self.starts_at

    # Who may do what

    def can_register(
        self, user: AbstractBaseUser | AnonymousUser, *, now: datetime | None = None, places: Places | None = None
    ) -> Answer:
        """Whether this person may register now: a place, the waiting list, or no and why."""
        return admission.answer(self, user, now=now or timezone.now(), places=places)

    def can_manage(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """Cancel it and see who comes: its network's convenors and the programme's staff."""
        network = self.network()
        return may_see(user, [STAFF, network.convenors] if network else [STAFF])

    def registration_of(self, user: AbstractBaseUser | AnonymousUser) -> Registration | None:
        """Their place or their turn on the waiting list."""
        if not user.is_authenticated:
            return None
        return Registration.objects.active().of(user).filter(meeting=self.meeting.pk).select_related("meeting").first()

    def registration_naming(self, user: AbstractBaseUser) -> Registration | None:
        """Theirs, or one that somebody else made for their address; also one that an organiser has declined."""
        mine = Registration.objects.active_or_declined().naming(user).filter(meeting=self.meeting.pk)
        return min(mine, key=lambda row: (row.is_declined, row.pk), default=None)

    def joining_link_for(self, registration: Registration | None, now: datetime) -> str:
        """For people with a place, from an hour before the start until the end."""
        if registration is None or not registration.has_a_place or not self.meeting.is_going_ahead:
            return ""
        return self.joining_url if self.joining_from <= now < self.ends_at else ""

    @property
    def joining_from(self) -> datetime:
        return self.starts_at - JOINING_LINK_SHOWN

    # What others ask

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        self.meeting = self._meeting_to_show(preview=getattr(request, "is_preview", False))
        context |= panel_of(self, request.user, timezone.now())
        return context

    def _meeting_to_show(self, *, preview: bool) -> Meeting:
        """The row with its network; a preview shows what the editor has typed, also before there is a row."""
        meeting = Meeting.objects.with_outcome().filter(page_id=self.pk).first()
        if preview:
            meeting = meeting or Meeting(page=self)
            for name, value in self.as_published().items():
                setattr(meeting, name, value)
        return meeting

    def search_facets(self) -> dict[str, list[tuple[str, str]]]:  # type: ignore[override]
        network = self.network()
        region = network.page.region if network else None
        return {
            "theme": [(theme.slug, theme.name) for theme in self.themes.all()],
            "region": [(region.slug, region.name)] if region else [],
            "type": [(self.mode, self.get_mode_display())],
        }

    def search_body(self) -> str:
        parts = [plain_text(self.body), self.place_in_words(), self.chair, self.for_whom, self.preparation]
        parts += [block.block.search_text(block.value) for block in self.agenda]
        parts += Minutes.objects.words_for_all(self.pk)
        return "\n".join(part for part in parts if part)

    def search_standing(self) -> int:
        """A meeting that does not go ahead is found after those that do."""
        meeting = Meeting.objects.filter(page_id=self.pk).first()
        return 0 if meeting is None or meeting.is_going_ahead else -1

    def news_touches(self) -> list[models.Model]:
        """Its tags, themes and series."""
        return [*super().news_touches(), *self.themes.all(), *([self.series] if self.series else [])]

    # Checking

    def clean(self) -> None:
        super().clean()
        errors: dict[str, str] = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = "The end must be after the start."
        if self.opens_at and self.starts_at and self.opens_at >= self.starts_at:
            errors["opens_at"] = "Registration must open before the meeting starts."
        if self.closes_at and self.opens_at and self.closes_at <= self.opens_at:
            errors["closes_at"] = "Registration must close after it opens."
        elif self.closes_at and self.starts_at and self.closes_at > self.starts_at:
            errors["closes_at"] = "Registration must close before the meeting starts."
        if self.mode != self.Mode.ONLINE and not self.venue_name:
            errors["venue_name"] = "Say where it is held, or that it is online."
        if errors:
            raise ValidationError(errors)


class ReservedSeats(Orderable):
    """Places of a meeting kept for one role until a day."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="reserved_seats")
    role = models.CharField("kept for", max_length=30, choices=Role)
    places = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    until = models.DateField("until", help_text="The last day; then they are for everybody.")

    panels = [FieldPanel("role"), FieldPanel("places"), FieldPanel("until")]

    def __str__(self) -> str:
        return f"{self.places} for {self.get_role_display()} until {self.until}"


def new_uid() -> str:
    return f"{uuid4()}@{urlsplit(settings.PORTAL_URL).hostname or 'portal.example'}"
