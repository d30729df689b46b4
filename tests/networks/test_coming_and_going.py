"""The queue of requests, colleagues who vouch, leaving and coming back, quiet, and bars with their appeal."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from networks import actions
from networks.addressees import Addressee
from networks.models import Bar, Departure, JoinRequest, Network
from portal.audit.models import LogEntry
from portal.cms.models import Theme
from portal.notifications.bounces import note_bounce
from portal.notifications.models import Follow, Happening, Mail
from portal.users.actions import take_seat
from tests.factories.networks import make_convenor, make_domain, make_member, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home) -> Network:
    return make_network(home)


@pytest.fixture
def convenor(network):
    user = UserFactory()
    make_convenor(network, user)
    return user


def refusal(raised) -> str:
    return raised.value.code


# The queue. -----------------------------------------------------------------------------------------------------------


def test_everybody_who_is_ticked_is_let_in_and_whoever_could_not_be_is_named(client, network, convenor):
    requests = [actions.request_to_join(network=network, user=UserFactory()) for _ in range(3)]
    requests[1].user.is_active = False
    requests[1].user.save(update_fields=["is_active"])
    client.force_login(convenor)
    address = reverse("networks:requests", args=[network.pk])
    assert client.post(address).status_code == 422
    page = client.post(address, {"chosen": [one.pk for one in requests[:2]]}, follow=True).content.decode()
    assert "1 let in" in page and "has been closed or suspended" in page
    assert [bool(network.role_of(one.user)) for one in requests] == [True, False, False]
    assert Mail.objects.filter(kind="networks/approved").count() == 1


def test_a_request_of_another_network_cannot_be_ticked(client, home, network, convenor):
    other = make_network(home, title="Elsewhere")
    request = actions.request_to_join(network=other, user=UserFactory())
    client.force_login(convenor)
    assert client.post(reverse("networks:requests", args=[network.pk]), {"chosen": [request.pk]}).status_code == 422
    assert not other.role_of(request.user)


def test_the_queue_says_how_long_somebody_waits_and_which_are_late(client, network, convenor):
    old, new = (actions.request_to_join(network=network, user=UserFactory(last_name=name)) for name in ("Old", "New"))
    JoinRequest.objects.filter(pk=old.pk).update(asked_at=timezone.now() - timedelta(days=12))
    client.force_login(convenor)
    address = reverse("networks:requests", args=[network.pk])
    everybody = client.get(address).content.decode()
    assert everybody.index(str(old.user)) < everybody.index(str(new.user))
    assert "1 of them longer than three working days" in everybody
    late = client.get(address, {"show": "late"}).content.decode()
    assert str(old.user) in late and str(new.user) not in late


def test_the_queue_is_searched_by_name_trust_and_domain_but_not_by_address(client, network, convenor):
    user = UserFactory(first_name="Zadie", email="secretname@rare.example")
    actions.request_to_join(network=network, user=user)
    actions.request_to_join(network=network, user=UserFactory())
    client.force_login(convenor)
    address = reverse("networks:requests", args=[network.pk])
    for words in ("zad", "rare.example", user.trust.code):
        assert "Zadie" in client.get(address, {"q": words}).content.decode()
    assert "Zadie" not in client.get(address, {"q": "secretname"}).content.decode()


# A colleague vouches. -------------------------------------------------------------------------------------------------


def colleagues(network, *, region=None):
    """Somebody known at a trust, and somebody who says the same with an address that proves nothing."""
    trust = OrganisationFactory()
    make_domain("one-trust.example", trust)
    make_domain("shared.example", trust, OrganisationFactory(), shared=True)
    known, asks = UserFactory(email="known@one-trust.example", trust=trust), UserFactory(email="olu@shared.example")
    asks.trust = trust
    asks.save(update_fields=["trust"])
    for person in (known, asks):
        tenure = take_seat(actor=person, person=person, organisation=trust, role="ovm", approved=True)
        if person is known:
            tenure.vouched_at = timezone.now()
            tenure.save(update_fields=["vouched_at"])
    make_member(network, known)
    return known, asks


def test_a_colleague_in_the_network_is_asked_and_their_word_lets_somebody_in(network, convenor):
    known, asks = colleagues(network)
    request = actions.request_to_join(network=network, user=asks)
    assert [mail.to for mail in Mail.objects.filter(kind="networks/asked_colleague")] == [known.email]
    assert actions.vouch_for_request(request=request, actor=known)
    assert network.role_of(asks) == "member"
    request.refresh_from_db()
    assert (request.state, request.decided_by) == ("approved", known)


def test_in_a_private_network_a_colleague_vouches_and_a_convenor_still_decides(home):
    network = make_network(home, kind="private")
    known, asks = colleagues(network)
    request = actions.request_to_join(network=network, user=asks)
    assert actions.vouch_for_request(request=request, actor=known) is None
    assert not network.role_of(asks)
    assert asks.tenures.get().vouched_by == known


def test_nobody_else_vouches(client, network, convenor):
    _, asks = colleagues(network)
    request = actions.request_to_join(network=network, user=asks)
    stranger = UserFactory()
    make_member(network, stranger)
    for person in (stranger, asks):
        with pytest.raises(PermissionDenied):
            actions.vouch_for_request(request=request, actor=person)
    client.force_login(stranger)
    assert client.get(reverse("networks:vouch", args=[network.pk, request.pk])).status_code == 404


# Leaving, and back. ---------------------------------------------------------------------------------------------------


def test_whoever_left_comes_back_with_one_press_within_two_weeks(client, home):
    network, user = make_network(home, kind="confidential"), UserFactory()
    make_member(network, user)
    client.force_login(user)
    client.post(reverse("networks:leave", args=[network.pk]), {"reason": "Too many mails."})
    assert not network.role_of(user) and Departure.objects.get().reason == "Too many mails."
    mail = Mail.objects.get(kind="networks/left")
    back = reverse("networks:come_back", args=[network.pk])
    assert back in mail.text and str(network) not in mail.subject
    assert client.get(back).status_code == 200 and not network.role_of(user)
    client.post(back)
    assert network.role_of(user) == "member" and not Departure.objects.exists()


def test_the_way_back_ends_and_does_not_help_whoever_was_removed(network, convenor):
    left, removed = UserFactory(), UserFactory()
    for person in (left, removed):
        make_member(network, person)
        actions.leave(network=network, user=person)
    with time_machine.travel(timezone.now() + timedelta(days=15)), pytest.raises(ValidationError) as raised:
        actions.come_back(network=network, user=left)
    assert refusal(raised) == "too-late-to-return"
    membership = actions.come_back(network=network, user=removed)
    actions.remove_member(membership=membership, actor=convenor, reason="x")
    with pytest.raises(ValidationError) as raised:
        actions.come_back(network=network, user=removed)
    assert refusal(raised) == "too-late-to-return"


def test_the_reason_for_leaving_stands_in_no_log_and_convenors_hear_of_it(network, convenor):
    user = UserFactory()
    make_member(network, user)
    actions.leave(network=network, user=user, reason="I dislike the tone.")
    assert "tone" not in str(LogEntry.objects.values_list("data", flat=True))
    assert Happening.objects.get(kind="networks/joined").notices.get().person == convenor


def test_convenors_read_why_somebody_left_and_members_do_not(client, network, convenor):
    user, member = UserFactory(), UserFactory()
    for person in (user, member):
        make_member(network, person)
    actions.leave(network=network, user=user, reason="I dislike the tone.")
    for person, reads in ((convenor, True), (member, False)):
        client.force_login(person)
        page = client.get(reverse("networks:members", args=[network.pk])).content.decode()
        assert ("I dislike the tone." in page) is reads


@pytest.mark.parametrize("kind", ["invited", "role_changed", "left", "removed"])
def test_no_subject_of_a_mail_names_a_confidential_network(home, kind):
    network, convenor, user = make_network(home, title="Hushed", kind="confidential"), UserFactory(), UserFactory()
    make_convenor(network, convenor)
    actions.invite(network=network, people=[Addressee(user.email)], actor=convenor)
    membership = actions.accept_invitation(invitation=network.invitations.get(), user=user)
    actions.change_role(membership=membership, role="moderator", actor=convenor)
    actions.leave(network=network, user=user)
    membership = actions.come_back(network=network, user=user)
    actions.remove_member(membership=membership, actor=convenor, reason="x", barred=True)
    assert "Hushed" not in Mail.objects.get(kind=f"networks/{kind}", to=user.email).subject


# Quiet. ---------------------------------------------------------------------------------------------------------------


def test_a_member_mutes_a_network_and_hears_of_it_again(client, network):
    user = UserFactory()
    make_member(network, user)
    client.force_login(user)
    address = reverse("networks:mute", args=[network.pk])
    client.post(address)
    assert Follow.objects.get(person=user).muted
    assert "Hear of it again" in client.get(address).content.decode()
    client.post(address, {"again": "yes"})
    assert not Follow.objects.exists()
    with pytest.raises(ValidationError):
        actions.mute(network=network, user=UserFactory(), muted=True)


# Bars. ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def barred(network, convenor):
    user = UserFactory()
    actions.remove_member(membership=make_member(network, user), actor=convenor, reason="Advertising.", barred=True)
    return user


def test_somebody_barred_reads_why_and_appeals_once(client, network, convenor, barred):
    other = UserFactory()
    make_member(network, other, "convenor")
    appeal = reverse("networks:appeal", args=[network.pk])
    assert appeal in Mail.objects.get(kind="networks/removed").text
    client.force_login(barred)
    assert "Advertising." in client.get(appeal).content.decode()
    client.post(appeal, {"words": "It was one link."})
    assert client.post(appeal, {"words": "Again."}).status_code == 422
    assert [mail.to for mail in Mail.objects.filter(kind="networks/appealed")] == [other.email]
    assert "It was one link." not in str(LogEntry.objects.values_list("data", flat=True))


def test_whoever_decided_does_not_answer_the_appeal(network, convenor, barred):
    bar = actions.appeal(network=network, user=barred, words="It was one link.")
    for person in (convenor, barred, UserFactory()):
        with pytest.raises(PermissionDenied):
            actions.answer_appeal(bar=bar, actor=person, granted=True, answer="x")


def test_an_appeal_that_is_granted_lifts_the_bar_and_says_why(network, convenor, barred):
    bar = actions.appeal(network=network, user=barred, words="It was one link.")
    actions.answer_appeal(bar=bar, actor=StaffFactory(), granted=True, answer="One link is no advertising.")
    mail = Mail.objects.get(kind="networks/appeal_answered", to=barred.email)
    assert "You may join" in mail.text and "One link is no advertising." in mail.text
    assert not Bar.objects.exists() and not network.role_of(barred)
    actions.request_to_join(network=network, user=barred)


def test_an_appeal_that_is_refused_is_answered_once_and_the_bar_stands(client, network, convenor, barred):
    bar = actions.appeal(network=network, user=barred, words="It was one link.")
    staff = StaffFactory()
    client.force_login(staff)
    address = reverse("networks:bar", args=[network.pk, bar.pk])
    assert client.post(address, {"granted": "no", "answer": ""}).status_code == 422
    client.post(address, {"granted": "no", "answer": "It was nine."})
    assert client.post(address, {"granted": "yes", "answer": "Well."}).status_code == 422
    bar.refresh_from_db()
    assert (bar.answer, bar.answered_by) == ("It was nine.", staff)
    assert "It was nine." in Mail.objects.get(kind="networks/appeal_answered").text


def test_staff_answer_where_a_confidential_network_has_no_other_convenor(home):
    network, convenor, user, staff = (
        make_network(home, kind="confidential"),
        UserFactory(),
        UserFactory(),
        StaffFactory(),
    )
    make_convenor(network, convenor)
    actions.remove_member(membership=make_member(network, user), actor=convenor, reason="x", barred=True)
    bar = actions.appeal(network=network, user=user, words="Why?")
    assert [mail.to for mail in Mail.objects.filter(kind="networks/appealed")] == [staff.email]
    actions.answer_appeal(bar=bar, actor=staff, granted=True, answer="No reason was given.")


def test_a_convenor_lifts_a_bar_and_the_person_is_told(client, network, convenor, barred):
    client.force_login(convenor)
    assert "Advertising." in client.get(reverse("networks:bars", args=[network.pk])).content.decode()
    client.post(reverse("networks:lift_bar", args=[network.pk, Bar.objects.get().pk]))
    assert not Bar.objects.exists() and Mail.objects.filter(kind="networks/bar_lifted", to=barred.email).exists()


# Who belongs. ---------------------------------------------------------------------------------------------------------


def test_members_are_found_by_name_trust_role_and_theme_as_far_as_they_show_it(client, network):
    viewer, theme = UserFactory(), Theme.objects.first()
    make_member(network, viewer)
    shows = UserFactory(last_name="Zander", role="business-manager", shown_to="signed-in")
    hides = UserFactory(last_name="Zobel", role="business-manager", seat_to="nobody", themes_to="nobody")
    for person in (shows, hides):
        person.themes.add(theme)
        make_member(network, person)
    client.force_login(viewer)

    def found(**asked: str) -> tuple[bool, bool]:
        page = client.get(reverse("networks:members", args=[network.pk]), asked).content.decode()
        return "Zander" in page, "Zobel" in page

    assert found() == found(q="z") == (True, True)
    assert found(q="zander") == (True, False)
    for asked in ({"role": "business-manager"}, {"theme": theme.slug}, {"q": str(shows.trust.name)}):
        assert found(**asked) == (True, False)
    assert found(role="finance-director") == (False, False)


def mails_of_late_requests() -> list[tuple[str, str]]:
    return list(Mail.objects.filter(kind="networks/requests_late").order_by("pk").values_list("to", "subject"))


def test_convenors_are_reminded_once_of_requests_that_wait_and_later_the_staff(network, convenor):
    staff = StaffFactory()
    with time_machine.travel("2026-03-02T10:00Z", tick=False):  # a Monday: they decide by Thursday
        for _ in range(2):
            actions.request_to_join(network=network, user=UserFactory())
    said = f"2 requests to join {network} wait too long"
    for moment, expected in [
        ("2026-03-05T18:00Z", []),
        ("2026-03-06T08:00Z", [(convenor.email, said)]),
        ("2026-03-06T09:00Z", [(convenor.email, said)]),
        ("2026-03-12T09:00Z", [(convenor.email, said)]),  # five working days more end there
        ("2026-03-14T09:00Z", [(convenor.email, said)]),  # a Saturday
        ("2026-03-16T09:00Z", [(convenor.email, said), (staff.email, said)]),
        ("2026-04-16T09:00Z", [(convenor.email, said), (staff.email, said)]),
    ]:
        with time_machine.travel(moment, tick=False):
            actions.remind_of_requests(now=timezone.now())
            assert mails_of_late_requests() == expected, moment


def test_nobody_is_reminded_of_what_was_decided(network, convenor):
    request = actions.request_to_join(network=network, user=UserFactory())
    actions.decline_request(request=request, actor=convenor, reason="Full")
    assert actions.remind_of_requests(now=timezone.now() + timedelta(days=28)) == 0
    assert not mails_of_late_requests()


def test_convenors_see_whose_mail_comes_back_and_no_address(client, network, convenor):
    gone = make_member(network, UserFactory(first_name="Gone", last_name="Away", email="Gone.Away@old.example")).user
    note_bounce(email=gone.email, said="550 no such user", lasting=True)
    address = reverse("networks:members", args=[network.pk])
    client.force_login(convenor)
    page = client.get(address).content.decode()
    assert "Mail to these members comes back" in page and page.count("Gone Away") >= 1
    assert "old.example" not in page.lower()
    client.force_login(make_member(network, UserFactory()).user)
    assert "comes back" not in client.get(address).content.decode()
