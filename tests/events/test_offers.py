"""A place on offer: kept for one person for a time, taken or left, and gone to the next in line after that."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from events import actions
from events.answers import Outcome, Refused
from events.attendees import Attendee
from events.models import EventPage, Registration
from events.providers import tick
from portal.notifications.models import Mail
from portal.users.actions import merge_accounts
from tests.factories.events import make_event, publish
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def register(event, **person) -> Registration:
    return actions.register(event=EventPage.objects.get(pk=event.pk), user=UserFactory(**person))


def states(*registrations) -> list[str]:
    return [Registration.objects.get(pk=registration.pk).state for registration in registrations]


def mails(kind: str) -> list[str]:
    return list(Mail.objects.filter(kind=f"events/{kind}").order_by("pk").values_list("to", flat=True))


def an_offer(home, *, waiting: int = 2, **fields) -> tuple[EventPage, Registration, list[Registration]]:
    """A meeting of one place whose holder has just withdrawn; the offer, and who waits behind it."""
    event = make_event(home, capacity=1, offer_hours=24, **fields)
    first, *others = [register(event) for _ in range(waiting + 1)]
    actions.withdraw(registration=first, actor=first.user)
    offer, *behind = [Registration.objects.get(pk=other.pk) for other in others]
    return event, offer, behind


def test_a_free_place_is_offered_to_the_first_in_line_and_nobody_else_can_have_it(home):
    event, offer, (behind,) = an_offer(home)
    assert states(offer, behind) == ["offered", "waiting"]
    assert offer.offered_until - timezone.now() > timedelta(hours=23)
    assert mails("offered") == [offer.email]
    assert register(event).state == "waiting"
    assert event.meeting.count_places().left == 0


def test_taking_an_offer_gives_the_place_and_a_calendar_file_once(home):
    _, offer, _ = an_offer(home)
    actions.accept_offer(registration=offer, actor=offer.user)
    assert states(offer) == ["confirmed"]
    assert Mail.objects.get(kind="events/registered", to=offer.email).attachments
    with pytest.raises(Refused) as refused:
        actions.accept_offer(registration=offer, actor=offer.user)
    assert refused.value.answer.is_already_so
    assert mails("registered").count(offer.email) == 1


def test_leaving_an_offer_passes_it_on_at_once(home):
    _, offer, (behind,) = an_offer(home)
    actions.refuse_offer(registration=offer, actor=offer.user)
    assert states(offer, behind) == ["withdrawn", "offered"]
    assert "You have left the place on offer" in Mail.objects.get(kind="events/withdrawn", to=offer.email).text


def test_an_offer_that_runs_out_goes_to_the_next_with_one_mail_each_however_often_it_ticks(home):
    _, offer, (behind,) = an_offer(home)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        with pytest.raises(Refused) as refused:
            actions.accept_offer(registration=offer, actor=offer.user)
        assert refused.value.answer.outcome is Outcome.NO_OFFER
        for _ in range(3):
            tick(timezone.now())
    assert states(offer, behind) == ["lapsed", "offered"]
    assert mails("lapsed") == [offer.email]
    assert mails("offered") == [offer.email, behind.email]


def test_whoever_let_an_offer_run_out_comes_again_at_the_end(home):
    event, offer, (behind,) = an_offer(home)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        again = actions.register(event=EventPage.objects.get(pk=event.pk), user=offer.user)
    assert states(offer, behind, again) == ["lapsed", "offered", "waiting"]


def test_no_offer_holds_beyond_the_start_and_none_is_made_after_it(home):
    _, offer, (behind,) = an_offer(home, in_days=0.5)
    assert offer.offered_until == offer.meeting.starts_at
    with time_machine.travel(offer.meeting.starts_at + timedelta(minutes=1)):
        tick(timezone.now())
    assert states(offer, behind) == ["lapsed", "waiting"]
    assert mails("offered") == [offer.email]


def test_a_meeting_moved_forward_takes_the_end_of_its_offers_with_it(home):
    event, offer, _ = an_offer(home)
    sooner = timezone.now() + timedelta(hours=3)
    publish(event, starts_at=sooner, ends_at=sooner + timedelta(hours=1))
    offer.refresh_from_db()
    assert offer.offered_until == sooner


def test_a_meeting_put_off_takes_its_offers_back_and_offers_again_with_the_new_date(home):
    event, offer, (behind,) = an_offer(home)
    actions.postpone_meeting(event=event, actor=StaffFactory(), reason="Strike.")
    assert states(offer, behind) == ["waiting", "waiting"]
    assert "You keep your turn" in Mail.objects.get(kind="events/postponed", to=offer.email).text
    new = timezone.now() + timedelta(days=30)
    publish(event, starts_at=new, ends_at=new + timedelta(hours=1))
    assert states(offer, behind) == ["offered", "waiting"]
    assert mails("offered") == [offer.email, offer.email]


def test_a_stranger_takes_no_offer(home):
    _, offer, _ = an_offer(home)
    for verb in (actions.accept_offer, actions.refuse_offer):
        with pytest.raises(PermissionDenied):
            verb(registration=offer, actor=UserFactory())


# On the pages


def test_the_mail_leads_to_the_offer_without_signing_in_and_looking_takes_nothing(client, home):
    _, offer, _ = an_offer(home)
    text = Mail.objects.get(kind="events/offered").text
    address = re.search(r"http\S+/events/link/offer/\S+", text).group(0).removeprefix(settings.PORTAL_URL)
    page = client.get(address, follow=True)
    assert page.redirect_chain == [(reverse("events:offer_by_link", args=[offer.pk]), 302)]
    assert "A place is on offer for you" in page.content.decode()
    assert states(offer) == ["offered"]
    done = client.post(page.redirect_chain[0][0], {"answer": "take"})
    assert "You have a place" in done.content.decode()
    assert states(offer) == ["confirmed"]
    assert "_auth_user_id" not in client.session


def test_signed_in_the_meeting_and_my_meetings_lead_to_the_offer(client, home):
    event, offer, (behind,) = an_offer(home)
    client.force_login(offer.user)
    address = reverse("events:offer", args=[event.pk])
    assert address in client.get(event.url).content.decode()
    assert address in client.get(reverse("events:mine")).content.decode()
    assert "It is kept for you until" in client.get(address).content.decode()
    assert client.post(address, {"answer": "perhaps"}).status_code == 200
    assert states(offer) == ["offered"], "an answer that is none changes nothing"
    assert "You have left this place" in client.post(address, {"answer": "leave"}).content.decode()
    assert states(offer, behind) == ["withdrawn", "offered"]


def test_too_late_says_so_and_what_to_do(client, home):
    event, offer, _ = an_offer(home)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        client.force_login(offer.user)
        page = client.post(reverse("events:offer", args=[event.pk]), {"answer": "take"}).content.decode()
    assert "The time to take this place has passed." in page
    assert "register again" in page


# A trust's share


def test_the_second_of_a_trust_waits_and_reads_why(client, home):
    event, trust = make_event(home, capacity=5, trust_quota=1), OrganisationFactory()
    first, other = register(event, trust=trust), UserFactory(trust=trust)
    client.force_login(other)
    assert "Your trust has the one place that one trust can have" in client.get(event.url).content.decode()
    second = actions.register(event=EventPage.objects.get(), user=other)
    assert "Your trust has the one place" in Mail.objects.get(kind="events/waiting").text
    assert register(event).state == "confirmed", "somebody of another trust passes"
    actions.withdraw(registration=first, actor=first.user)
    assert states(second) == ["confirmed"]


# One person, one place


def test_two_accounts_that_become_one_keep_the_better_registration_and_free_the_other(home):
    event = make_event(home, capacity=2)
    ahead, source, target, behind = (register(event) for _ in range(4))
    assert states(ahead, source, target, behind) == ["confirmed", "confirmed", "waiting", "waiting"]
    told = Mail.objects.count()
    merge_accounts(actor=StaffFactory(is_superuser=True), source=source.user, target=target.user, reason="One person.")
    assert states(ahead, source, target, behind) == ["confirmed", "confirmed", "withdrawn", "waiting"]
    assert Registration.objects.get(pk=source.pk).user == target.user
    assert Mail.objects.filter(kind__startswith="events/").count() == told, "nobody is mailed"


def test_two_places_that_become_one_give_the_other_to_the_next_in_line(home):
    event = make_event(home, capacity=2)
    source, target, behind = (register(event) for _ in range(3))
    merge_accounts(actor=StaffFactory(is_superuser=True), source=source.user, target=target.user, reason="One person.")
    assert states(source, target, behind) == ["confirmed", "withdrawn", "confirmed"]


def test_a_successor_who_waits_behind_takes_the_better_turn_and_has_one_mail(home):
    event = make_event(home, capacity=1)
    _, giver, other, taker = (register(event) for _ in range(4))
    assert actions.pass_on(registration=giver, taker=taker.user)
    assert states(giver, other, taker) == ["waiting", "waiting", "withdrawn"]
    assert Registration.objects.get(pk=giver.pk).user == taker.user
    assert "withdrawn" not in [kind.partition("/")[2] for kind in Mail.objects.values_list("kind", flat=True)]


def test_somebody_brought_twice_under_two_addresses_has_one_place(home):
    event, person = make_event(home), UserFactory()
    actions.register(event=event, user=person)
    again = Attendee(name=str(person), email="other@trust-a.example", user=person)
    with pytest.raises(Refused):
        actions.register_attendee(event=event, attendee=again, actor=None, via=Registration.Via.INVITATION)
