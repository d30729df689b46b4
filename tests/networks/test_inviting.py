"""Invitations: convenors ask by an address, and only whoever proved that address comes in."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from networks import actions
from networks.addressees import Addressee, read
from networks.invitation_links import link_for, opened
from networks.models import Bar, Invitation
from networks.providers import invitations_due
from portal.audit.models import LogEntry
from portal.notifications.models import Mail
from portal.users.actions import admit
from portal.users.models import Application
from tests.factories.networks import make_convenor, make_domain, make_invited, make_member, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
NEW = "ama.boateng@thames.example"


@pytest.fixture
def network(home):
    return make_network(home, kind="private", summary="For those who begin.")


@pytest.fixture
def convenor(network):
    user = UserFactory()
    make_convenor(network, user)
    return user


def ask(network, convenor, *addresses: str, **more) -> list[Invitation]:
    people = [Addressee(address.lower()) for address in addresses]
    return actions.invite(network=network, people=people, actor=convenor, **more)


def refusal(raised) -> str:
    return raised.value.code


def confirmed(**fields):
    """Somebody who has just confirmed the address of a new account."""
    user = UserFactory(**fields)
    email_confirmed.send(EmailAddress, request=None, email_address=user.emailaddress_set.get())
    return user


# Asking. --------------------------------------------------------------------------------------------------------------


def test_many_are_asked_at_once_each_by_a_mail_with_a_link_of_their_own(network, convenor):
    rows = ask(network, convenor, NEW, "b@c.example", note="We're few & friendly.")
    mails = Mail.objects.filter(kind="networks/invited")
    assert {mail.to for mail in mails} == {NEW, "b@c.example"}
    links = {re.search(r"http\S+/networks/invited/\S+", mail.text).group(0) for mail in mails}
    assert {opened(link.rstrip("/").rpartition("/")[2]) for link in links} == set(rows)
    assert "We're few & friendly." in mails[0].text and "For those who begin." in mails[0].text
    assert LogEntry.objects.get(action="networks/invited").data["count"] == 2


def test_an_invitation_says_nothing_of_accounts(network, convenor):
    """Who has an account and who has none are written to alike, and stand alike in the convenor's list."""
    known = UserFactory(email="known@trust.example")
    ask(network, convenor, known.email, NEW)
    first, second = network.invitations.order_by("email")
    assert (first.state, first.user, first.name) == (second.state, second.user, second.name)
    texts = [
        re.sub(r"\S+/networks/invited/\S+", "", mail.text) for mail in Mail.objects.filter(kind="networks/invited")
    ]
    assert texts[0] == texts[1]
    assert not Mail.objects.filter(kind="networks/invited", person__isnull=False).exists()


def test_who_belongs_was_asked_or_declined_is_left_out_and_named(client, network, convenor):
    member = UserFactory(email="member@trust.example")
    make_member(network, member)
    make_invited(network, "asked@trust.example")
    make_invited(network, "no@trust.example", state="declined")
    make_invited(network, "late@trust.example", expires_at=timezone.now() - timedelta(days=1))
    client.force_login(convenor)
    names = ("new", "new", "member", "asked", "no", "late")
    lines = "\n".join(f"Ama,{name}@trust.example" for name in names)
    url = reverse("networks:invite", args=[network.pk])
    page = client.post(url, {"lines": lines, "note": ""}).content.decode()
    for words in ("stands in your list twice", "is a member already", "was invited already", "does not want to be"):
        assert page.count(words) == 1
    assert "Send 2 invitations" in page and not Mail.objects.filter(kind="networks/invited").exists()
    client.post(url, {"lines": lines, "note": "", "confirmed": "yes"})
    assert {mail.to for mail in Mail.objects.filter(kind="networks/invited")} == {
        "new@trust.example",
        "late@trust.example",
    }
    assert network.invitations.get(email="no@trust.example").state == "declined"


def test_one_wrong_line_and_none_is_taken(client, network, convenor):
    client.force_login(convenor)
    url = reverse("networks:invite", args=[network.pk])
    answer = client.post(url, {"lines": "a@b.example\nnot an address\nc@d", "confirmed": "yes"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Line 2:" in text and "Line 3:" in text and "not an address" in text
    assert not network.invitations.exists()


def test_a_csv_file_with_a_heading_is_read_and_shown_before_it_is_sent(client, network, convenor):
    client.force_login(convenor)
    file = SimpleUploadedFile("list.csv", "\ufeffName;Email\r\nZoë Adair;zoe@b.example\r\n".encode())
    page = client.post(reverse("networks:invite", args=[network.pk]), {"file": file}).content.decode()
    assert "Zoë Adair, zoe@b.example" in page and "Send 1 invitation" in page
    assert "Zoë Adair,zoe@b.example</textarea>" in page
    hostile = SimpleUploadedFile("list.csv", b"\x00\x01\x02")
    assert client.post(reverse("networks:invite", args=[network.pk]), {"file": hostile}).status_code == 422


def test_lines_are_read_with_tabs_commas_and_semicolons():
    for text in ("Ama Boateng\ta@b.example", "a@b.example, Ama Boateng", "Ama; Boateng; A@B.example"):
        assert read(text) == [Addressee("a@b.example", "Ama Boateng")]
    with pytest.raises(ValidationError):
        read("\n".join(f"a{number}@b.example" for number in range(201)))


def test_a_network_sends_five_hundred_a_day_at_most(network, convenor, monkeypatch):
    monkeypatch.setattr("networks.actions.inviting.A_DAY", 2)
    ask(network, convenor, "a@b.example", "c@d.example")
    with pytest.raises(ValidationError) as raised:
        ask(network, convenor, "e@f.example")
    assert refusal(raised) == "too-many-invitations"


def test_the_subject_of_a_confidential_network_does_not_name_it(home):
    network = make_network(home, title="Whistleblowers", kind="confidential")
    convenor = UserFactory()
    make_convenor(network, convenor)
    ask(network, convenor, NEW)
    mail = Mail.objects.get(kind="networks/invited")
    assert "Whistleblowers" not in mail.subject and "Whistleblowers" in mail.text


@pytest.mark.parametrize("role", ["", "member", "moderator"])
def test_only_convenors_invite_resend_and_take_back(network, convenor, role):
    (row,) = ask(network, convenor, NEW)
    other = UserFactory()
    if role:
        make_member(network, other, role)
    for verb in (
        lambda: ask(network, other, "x@y.example"),
        lambda: actions.resend_invitation(invitation=row, actor=other),
        lambda: actions.revoke_invitation(invitation=row, actor=other),
    ):
        with pytest.raises(PermissionDenied):
            verb()


def test_staff_do_not_invite_to_a_confidential_network(home):
    network = make_network(home, kind="confidential")
    with pytest.raises(PermissionDenied):
        ask(network, StaffFactory(), NEW)


# Answering. -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["open", "restricted", "private", "confidential"])
def test_whoever_proved_the_address_comes_in_whatever_the_kind(home, kind):
    network, convenor = make_network(home, kind=kind), UserFactory()
    make_convenor(network, convenor)
    user = UserFactory(email=NEW)
    (row,) = ask(network, convenor, NEW.upper())
    actions.accept_invitation(invitation=row, user=user)
    assert network.role_of(user) == "member"
    row.refresh_from_db()
    assert (row.state, row.user) == ("accepted", user)


def test_an_invitation_to_somebody_else_lets_nobody_in(client, network, convenor):
    (row,) = ask(network, convenor, NEW)
    thief = UserFactory()
    EmailAddress.objects.create(user=thief, email=NEW, verified=False)
    with pytest.raises(ValidationError) as raised:
        actions.accept_invitation(invitation=row, user=thief)
    assert refusal(raised) == "somebody-else's"
    client.force_login(thief)
    address = reverse("networks:invitation", args=[row.pk])
    assert client.get(address).status_code == 404
    page = client.get(link_for(row), follow=True)  # the mail was passed on
    assert page.status_code == 200 and "for another address" in page.content.decode()
    assert network.page.title not in page.content.decode()
    assert client.post(address).status_code == 422
    assert client.post(reverse("networks:decline_invitation", args=[row.pk])).status_code == 404
    assert not network.role_of(thief)


def test_following_the_link_changes_nothing(client, network, convenor):
    (row,) = ask(network, convenor, NEW)
    before = Invitation.objects.values().get(), Mail.objects.count(), LogEntry.objects.count()
    page = client.get(link_for(row), follow=True)
    assert "You are invited to" in page.content.decode()
    assert page.headers["Cache-Control"].startswith("private, no-store") and "noindex" in page.headers["X-Robots-Tag"]
    assert row.nonce not in page.redirect_chain[-1][0]
    assert (Invitation.objects.values().get(), Mail.objects.count(), LogEntry.objects.count()) == before


def test_a_newcomer_accepts_signs_up_and_is_in_once_the_address_is_confirmed(client, network, convenor):
    make_domain("thames.example", OrganisationFactory())
    (row,) = ask(network, convenor, NEW)
    client.get(link_for(row))
    went = client.post(reverse("networks:invitation", args=[row.pk]))
    assert went.url == f"{reverse('account_signup')}?email=ama.boateng%40thames.example"
    row.refresh_from_db()
    assert row.state == "promised" and not network.memberships.filter(user__email=NEW).exists()
    user = confirmed(email=NEW, admitted_at=None)
    assert network.role_of(user) == "member"
    row.refresh_from_db()
    assert row.state == "accepted"


def test_an_account_that_only_waits_beside_an_invitation_is_not_drawn_in(network, convenor):
    """Whoever never accepted is a member of nothing: confirming an address is no answer."""
    make_domain("thames.example", OrganisationFactory())
    ask(network, convenor, NEW)
    assert not network.role_of(confirmed(email=NEW, admitted_at=None))


def test_a_convenors_invitation_does_not_approve_an_account_but_speaks_for_it(network, convenor):
    (row,) = ask(network, convenor, "ama@home.example")
    user = UserFactory(email="ama@home.example", admitted_at=None)
    assert actions.accept_invitation(invitation=row, user=user) is None
    assert Application.objects.get().reason == f"{convenor} invited this address to a network."
    assert not network.memberships.filter(user=user).exists()
    invitations_due(timezone.now())
    assert not network.memberships.filter(user=user).exists()
    admit(person=user, actor=StaffFactory())
    assert invitations_due(timezone.now()) == 1
    assert network.memberships.filter(user=user).exists()
    assert invitations_due(timezone.now()) == 0


def test_a_press_by_a_mail_that_was_passed_on_draws_nobody_in(client, network, convenor):
    """Whoever has an account already presses themselves: it waits on their own page."""
    owner = UserFactory(email=NEW)
    (row,) = ask(network, convenor, NEW)
    client.get(link_for(row))
    client.post(reverse("networks:invitation", args=[row.pk]))  # somebody with the mail, without an account
    assert invitations_due(timezone.now()) == 0 and not network.role_of(owner)
    client.force_login(owner)
    assert reverse("networks:invitation", args=[row.pk]) in client.get("/me/").content.decode()
    client.post(reverse("networks:invitation", args=[row.pk]))
    assert network.role_of(owner) == "member"


def test_an_invitation_by_the_programme_approves_the_account(network):
    (row,) = ask(network, StaffFactory(), "ama@home.example")
    user = UserFactory(email="ama@home.example", admitted_at=None)
    actions.accept_invitation(invitation=row, user=user)
    assert user.is_admitted and network.role_of(user) == "member"
    assert not Application.objects.exists()


def test_somebody_declines_by_the_link_with_a_reason_and_is_not_asked_again(client, network, convenor):
    (row,) = ask(network, convenor, NEW)
    client.get(link_for(row))
    page = client.post(reverse("networks:decline_invitation", args=[row.pk]), {"reason": "I retire."}, follow=True)
    assert "You do not want to join" in page.content.decode()
    row.refresh_from_db()
    assert (row.state, row.reason) == ("declined", "I retire.")
    assert ask(network, convenor, NEW) == []
    actions.accept_invitation(invitation=row, user=UserFactory(email=NEW))  # and thinks again
    row.refresh_from_db()
    assert row.state == "accepted"


def test_a_taken_back_invitation_opens_nothing(client, network, convenor):
    (row,) = ask(network, convenor, NEW)
    link = link_for(row)
    client.get(link)
    actions.revoke_invitation(invitation=row, actor=convenor)
    assert client.get(link).status_code == 410
    assert client.get(reverse("networks:invitation", args=[row.pk])).status_code == 410
    with pytest.raises(ValidationError) as raised:
        actions.accept_invitation(invitation=row, user=UserFactory(email=NEW))
    assert refusal(raised) == "invitation-revoked"
    (again,) = ask(network, convenor, NEW)
    assert again.pk == row.pk and client.get(link).status_code == 410 and client.get(link_for(again)).status_code == 302


def test_an_accepted_invitation_cannot_be_taken_back(network, convenor):
    (row,) = ask(network, convenor, NEW)
    actions.accept_invitation(invitation=row, user=UserFactory(email=NEW))
    with pytest.raises(ValidationError) as raised:
        actions.revoke_invitation(invitation=row, actor=convenor)
    assert refusal(raised) == "invitation-answered"


def test_after_four_weeks_it_has_run_out_and_may_be_sent_again(network, convenor):
    (row,) = ask(network, convenor, NEW)
    user = UserFactory(email=NEW)
    with pytest.raises(ValidationError):
        actions.resend_invitation(invitation=row, actor=convenor)  # within a day
    with time_machine.travel(timezone.now() + timedelta(days=28, minutes=1)):
        assert row.in_words == "Ran out"
        with pytest.raises(ValidationError) as raised:
            actions.accept_invitation(invitation=row, user=user)
        assert refusal(raised) == "invitation-over"
        actions.resend_invitation(invitation=row, actor=convenor)
        actions.accept_invitation(invitation=row, user=user)
    assert Mail.objects.filter(kind="networks/invited").count() == 2


def test_who_does_not_answer_is_reminded_once(network, convenor):
    ask(network, convenor, NEW)
    (declined,) = ask(network, convenor, "no@b.example")
    actions.decline_invitation(invitation=declined)
    assert invitations_due(timezone.now() + timedelta(days=13)) == 0
    for day in (15, 16, 27):
        invitations_due(timezone.now() + timedelta(days=day))
    assert [mail.to for mail in Mail.objects.filter(kind="networks/invited_reminder")] == [NEW]


def test_somebody_barred_is_not_let_in_by_an_invitation(network, convenor):
    user = UserFactory(email=NEW)
    Bar.objects.create(network=network, user=user, reason="x", by=convenor)
    (row,) = ask(network, convenor, NEW)
    with pytest.raises(ValidationError) as raised:
        actions.accept_invitation(invitation=row, user=user)
    assert refusal(raised) == "barred"


def test_the_report_counts_each_standing_and_can_be_taken_away(client, network, convenor):
    ask(network, convenor, NEW, "b@c.example")
    actions.decline_invitation(invitation=network.invitations.get(email=NEW), reason="=1+1")
    client.force_login(convenor)
    page = client.get(reverse("networks:invitations", args=[network.pk])).content.decode()
    assert "No answer yet: 1" in page and "Does not want to join: 1" in page
    narrowed = client.get(reverse("networks:invitations", args=[network.pk]), {"show": "No answer yet"})
    assert NEW not in narrowed.content.decode()
    csv = client.post(f"/exports/lists/networks/invitations/?network={network.pk}", {"form": "csv"}, follow=True)
    assert csv.status_code == 200


def test_the_report_costs_the_same_for_any_number(client, network, convenor, django_assert_max_num_queries):
    client.force_login(convenor)
    address = reverse("networks:invitations", args=[network.pk])
    ask(network, convenor, NEW)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    ask(network, convenor, *(f"p{number}@b.example" for number in range(30)))
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_whoever_is_invited_sees_it_on_their_own_page_and_among_the_networks(client, home, network, convenor):
    user = UserFactory(email=NEW)
    (row,) = ask(network, convenor, NEW)
    client.force_login(user)
    address = reverse("networks:invitation", args=[row.pk])
    for page in ("/me/", "/networks/"):
        assert address in client.get(page).content.decode()
    client.post(address)
    assert network.role_of(user) == "member"
    assert address not in client.get("/me/").content.decode()
