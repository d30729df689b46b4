"""A guest's comment becomes an invitation or a proposal, in one step."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from networks import actions
from networks.models import Invitation, Proposal
from portal.discussion import actions as discussion
from portal.discussion.models import Comment
from portal.notifications.models import Mail
from tests.factories.blog import make_blog, make_post
from tests.factories.networks import make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
GUEST = "gwen@public.example"


@pytest.fixture
def post(home):
    return make_post(make_blog(home))


@pytest.fixture
def comment(post) -> Comment:
    thread = discussion.comments_of(post)
    return Comment.objects.create(
        thread=thread, body="May I join one?", guest_name="Gwen", guest_email=GUEST, guest_capacity="NHS employee"
    )


def sent(**fields) -> dict[str, str]:
    day = timezone.localdate()
    date = {"target_date_day": str(day.day), "target_date_month": str(day.month), "target_date_year": str(day.year)}
    return {"kind": "join", "words": "", **date, **fields}


def test_only_staff_have_the_button_and_nobody_reads_the_address(client, post, comment):
    address = reverse("networks:take_up", args=[comment.pk])
    for person, has in ((None, False), (UserFactory(), False), (StaffFactory(), True)):
        if person:
            client.force_login(person)
        page = client.get(post.url).content.decode()
        assert (address in page) is has
        assert GUEST not in page
    page = client.get(address).content.decode()
    assert "May I join one?" in page and GUEST not in page


def test_a_guest_is_invited_to_a_network_in_one_step(client, home, comment):
    network, staff = make_network(home), StaffFactory()
    client.force_login(staff)
    address = reverse("networks:take_up", args=[comment.pk])
    assert client.post(address, sent(kind="invite")).status_code == 422
    client.post(address, sent(kind="invite", network=network.pk, words="Come and see."))
    case, row = Proposal.objects.get(), Invitation.objects.get()
    assert (case.owner, case.state, case.comment, case.email) == (staff, "answered", comment, GUEST)
    assert (row.email, row.network, row.comment) == (GUEST, network, comment)
    assert "Come and see." in Mail.objects.get(kind="networks/invited", to=GUEST).text
    page = client.get(reverse("networks:invitations", args=[network.pk])).content.decode()
    assert "Gwen" in page and GUEST not in page


def test_a_reply_goes_out_with_the_case_or_later(client, comment):
    client.force_login(StaffFactory())
    client.post(reverse("networks:take_up", args=[comment.pk]), sent(kind="visit"))
    case = Proposal.objects.get()
    assert (case.kind, case.state, case.message) == ("visit", "in-hand", "May I join one?")
    assert case.owner.last_name in Mail.objects.get(kind="networks/taken_up", to=GUEST).text
    actions.answer_proposal(proposal=case, actor=case.owner, reply="We come in May.")
    assert "We come in May." in Mail.objects.get(kind="networks/proposal_answered", to=GUEST).text


def test_a_comment_becomes_one_case(client, comment):
    staff = StaffFactory()
    client.force_login(staff)
    address = reverse("networks:take_up", args=[comment.pk])
    client.post(address, sent(words="Yes."))
    assert client.post(address, sent(words="Yes.")).status_code == 422
    assert Proposal.objects.count() == 1
    with pytest.raises(ValidationError):
        actions.take_up_comment(comment=comment, actor=staff, kind="join", target_date=timezone.localdate())


def test_nobody_else_makes_a_case_and_a_member_is_no_guest(comment):
    with pytest.raises(PermissionDenied):
        actions.take_up_comment(comment=comment, actor=UserFactory(), kind="join", target_date=timezone.localdate())
    own = Comment.objects.create(thread=comment.thread, author=UserFactory(), body="x")
    with pytest.raises(ValidationError) as raised:
        actions.take_up_comment(comment=own, actor=StaffFactory(), kind="join", target_date=timezone.localdate())
    assert raised.value.code == "no-guest"
