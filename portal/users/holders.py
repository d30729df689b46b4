"""Who may know the name of whoever holds a seat: what they show of themselves, and colleagues a little more."""

from __future__ import annotations

from .models import Seat, Tenure, User
from .visibility import Reach, Viewer, is_enough


def is_colleague(viewer: Viewer, organisation_id: int) -> bool:
    """Whether the viewer holds a seat at the same organisation."""
    return Tenure.objects.current().filter(person=viewer.pk, seat__organisation=organisation_id).exists()


def is_named_to(tenure: Tenure, *, colleague: bool) -> bool:
    """Whether a holder, read with their reach, is named to its viewer. Colleagues are as near as a shared network."""
    person = tenure.person
    reach = max(person.reach, Reach.NETWORKS if colleague else Reach.NONE)
    return is_enough(person.shown_to, reach) and is_enough(person.seat_to, reach)


def seats_at(organisation_id: int, viewer: Viewer) -> list[Seat]:
    """The seats of an organisation, each holder with `named`: whether this viewer may know who it is."""
    colleague = is_colleague(viewer, organisation_id)
    people = User.objects.with_reach(viewer)
    seats = list(Seat.objects.filter(organisation=organisation_id).with_state().with_holders(people))
    for seat in seats:
        for tenure in seat.holders:
            tenure.named = is_named_to(tenure, colleague=colleague)
    return seats


def can_report(tenure: Tenure, viewer: Viewer) -> bool:
    """Whoever knows who holds a seat may say that they have left; nobody says it of themselves here."""
    if tenure.person_id == viewer.pk:
        return False
    tenure.person = User.objects.with_reach(viewer).get(pk=tenure.person_id)
    return is_named_to(tenure, colleague=is_colleague(viewer, tenure.seat.organisation_id))
