"""What may help with a theme: tools, a trust that agreed to be asked, a specialist with time, the next meeting.

Nothing is suggested that the person who asks may not see, nor a tool that their trust uses already.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Q

from events.models import EventPage
from portal.cms.models import Theme
from portal.discussion.rota import waiting_with
from portal.organisations.models import Organisation
from portal.users.models import Specialist
from toolbox.models import Adoption, EntryPage

from .models import Assessment, Suggestion

TOOLS = 2
"""So many tools for a theme: a list of ten is a search again."""


def suggestions_for(
    assessment: Assessment, themes: Iterable[Theme], *, asker: AbstractBaseUser, today: date
) -> list[Suggestion]:
    """For each theme what there is; not saved. A theme for which there is nothing has none."""
    trust, found = assessment.organisation, []
    for theme in themes:
        offers = [
            *({"kind": Suggestion.Kind.TOOL, "entry": tool} for tool in _tools(trust, theme, asker)),
            *_peer(trust, theme, asker),
            *_specialist(theme, today),
            *_meeting(theme, asker),
        ]
        found += [Suggestion(assessment=assessment, theme=theme, **offer) for offer in offers]
    return found


def shown_to(user: AbstractBaseUser, assessment: Assessment) -> list[tuple[Suggestion, Adoption | None]]:
    """What this reader may see of them; of a peer with the adoption that says whom to ask, or not at all."""
    found = list(assessment.suggestions.for_list())
    entries, meetings = {one.entry_id for one in found} - {None}, {one.meeting_id for one in found} - {None}
    seen = {None, *EntryPage.objects.visible_to(user).filter(pk__in=entries).values_list("pk", flat=True)}
    coming = {None, *EventPage.objects.visible_to(user).filter(pk__in=meetings).values_list("pk", flat=True)}
    agreed = Adoption.objects.filter(entry__in=seen & entries, contact__is_active=True).select_related("contact")
    able = {(one.entry_id, one.organisation_id): one for one in agreed}
    rows = [(one, able.get((one.entry_id, one.peer_id))) for one in found]
    return [
        (one, asked)
        for one, asked in rows
        if one.entry_id in seen and one.meeting_id in coming and (one.peer_id is None or asked is not None)
    ]


def _tools(trust: Organisation, theme: Theme, asker: AbstractBaseUser) -> list[EntryPage]:
    """Those that most trusts use first."""
    tools = EntryPage.objects.visible_to(asker).filter(themes=theme)
    known = Adoption.objects.filter(organisation=trust).values("entry")
    used = Count("adoptions", filter=Q(adoptions__status__in=["piloting", "using"]), distinct=True)
    return list(tools.exclude(pk__in=known).annotate(used=used).order_by("-used", "title")[:TOOLS])


def _peer(trust: Organisation, theme: Theme, asker: AbstractBaseUser) -> list[dict]:
    """A trust that uses a tool of this theme, and where somebody agreed to be asked: of the same type before others."""
    able = Adoption.objects.visible_to(asker).filter(status="using", entry__themes=theme, contact__is_active=True)
    others = able.exclude(organisation=trust).exclude(contact=asker.pk).select_related("organisation", "entry")
    chosen = min(
        others,
        key=lambda one: (one.organisation.trust_type != trust.trust_type, one.since, one.pk),
        default=None,
    )
    if chosen is None:
        return []
    return [{"kind": Suggestion.Kind.PEER, "peer": chosen.organisation, "entry": chosen.entry}]


def _specialist(theme: Theme, today: date) -> list[dict]:
    """Whoever works on the theme, is not away, and has fewer questions than they said they can take."""
    there = Specialist.objects.for_theme(theme).filter(person__is_active=True).select_related("person")
    away = Specialist.objects.away_on(today).values("person")
    people = list(there.exclude(person__in=away))
    load = waiting_with([one.person for one in people])
    free = [one for one in people if load[one.person_id] < one.most]
    if not free:
        return []
    chosen = min(free, key=lambda one: (load[one.person_id], one.pk))
    return [{"kind": Suggestion.Kind.SPECIALIST, "specialist": chosen.person}]


def _meeting(theme: Theme, asker: AbstractBaseUser) -> list[dict]:
    meeting = EventPage.objects.visible_to(asker).upcoming().going_ahead().filter(themes=theme).first()
    return [{"kind": Suggestion.Kind.MEETING, "meeting": meeting}] if meeting else []
