"""Ideas: put forward where they came from, seen by those who see that, decided by whoever looks after it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from portal.discussion import actions, moderation
from portal.discussion.models import Comment, Idea
from portal.discussion.providers import remind_of_ideas
from portal.discussion.refusals import NotTaken
from portal.notifications.models import Happening, Mail, Notice
from portal.programme.models import SupportPage
from portal.search.models import SearchEntry
from tests.clients import Client
from tests.factories.blog import make_blog, make_post
from tests.factories.discussion import say
from tests.factories.events import make_event
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

DUE = date(2030, 1, 28)  # a Monday
FORM = {"kind": "idea", "title": "A shared list", "body": "One list of contacts for all trusts.", "key": "k"}


@pytest.fixture
def network(home):
    return make_network(home, kind="private", title="Midlands")


def join(network, **fields):
    user = UserFactory(**fields)
    make_member(network, user)
    return user


@pytest.fixture
def member(network):
    return join(network, first_name="Olu", last_name="Asker")


@pytest.fixture
def convenor(network):
    user = UserFactory(first_name="Ruth", last_name="Bell")
    make_convenor(network, user)
    return user


@pytest.fixture
def idea(network, member, convenor):
    return actions.put_forward(page=network.page, user=member, title="A shared list", body="One for us all.")


def decide(idea, by, state="adopted", reason="Three trusts use it.", **given):
    return moderation.decide_idea(idea=idea, by=by, state=state, reason=reason, **{"owner": by, **given})


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_member_puts_forward_an_idea_and_finds_it_in_the_networks_list(network, member, client):
    client.force_login(member)
    answer = client.post(reverse("ideas:from_page", args=[network.page.pk]), FORM, follow=True)
    assert "A shared list" in answer.content.decode()
    assert "Nothing is decided yet" in answer.content.decode()
    assert "A shared list" in client.get(reverse("ideas:of_network", args=[network.page.pk])).content.decode()
    assert SearchEntry.objects.filter(kind="idea", title="A shared list").exists()


def test_an_idea_of_a_private_network_is_for_its_members(network, idea):
    assert Idea.objects.visible_to(join(network)).filter(pk=idea.pk).exists()
    assert not Idea.objects.visible_to(UserFactory()).exists()
    stranger = signed_in(UserFactory())
    assert "A shared list" not in stranger.get(reverse("ideas:everywhere")).content.decode()
    assert stranger.get(idea.get_absolute_url()).status_code == 404


def test_a_comment_becomes_an_idea_in_the_comments_own_sight(network, member, convenor):
    comment = say(network.page, "We could share the list.", user=convenor)
    client = signed_in(member)
    page = client.get(reverse("ideas:from_comment", args=[comment.pk])).content.decode()
    assert "We could share the list." in page
    client.post(reverse("ideas:from_comment", args=[comment.pk]), FORM)
    idea = Idea.objects.get()
    assert (idea.comment, idea.thread.audience) == (comment, comment.thread.audience)
    assert signed_in(UserFactory()).get(reverse("ideas:from_comment", args=[comment.pk])).status_code == 404


def test_a_comment_offers_to_become_an_idea_to_those_who_may_write(network, member):
    thread = actions.start_thread(page=network.page, user=member, kind="discussion", title="Lists", body="Which?")
    address = reverse("ideas:from_comment", args=[thread.comments.get().pk])
    assert address in signed_in(member).get(thread.get_absolute_url()).content.decode()


def test_what_a_newcomer_puts_forward_waits_for_a_moderator(network, member, idea, settings):
    Comment.objects.filter(thread=idea.thread).update(state="held")
    other = join(network)
    assert not Idea.objects.visible_to(other).exists()
    assert Idea.objects.visible_to(member).exists()
    assert not Idea.objects.open().exists()


def test_nobody_who_asked_without_a_name_is_named_beside_their_idea(network, member):
    thread = actions.start_thread(
        page=network.page, user=member, kind="question", title="How?", body="At the desk?", unnamed=True
    )
    idea = actions.put_forward(
        page=network.page, user=member, title="Desks", body="Ask at the desk.", source=thread.comments.get()
    )
    assert idea.thread.is_unnamed
    assert "Asker" not in signed_in(join(network)).get(idea.get_absolute_url()).content.decode()
    assert "Asker" not in signed_in(join(network)).get(reverse("ideas:everywhere")).content.decode()
    assert not Happening.objects.filter(title__contains="Asker").exists()


def test_sent_twice_an_idea_is_taken_once(network, member):
    client = signed_in(member)
    for _ in range(2):
        client.post(reverse("ideas:from_page", args=[network.page.pk]), FORM)
    assert Idea.objects.count() == 1


def test_the_guard_reads_an_idea_and_what_becomes_of_it(network, member, convenor, idea):
    address = reverse("ideas:from_page", args=[network.page.pk])
    words = {"title": "NHS number 943 476 5919", "asked": "NHS number 943 476 5919"}
    for name, value in words.items():
        assert signed_in(member).post(address, FORM | {name: value}).status_code == 422
    decided = {"state": "adopted", "reason": "For NHS number 943 476 5919.", "owner": convenor.pk}
    assert signed_in(convenor).post(reverse("ideas:decide", args=[idea.pk]), decided).status_code == 422
    assert Idea.objects.count() == 1


def test_a_peer_challenge_tells_the_member_who_should_answer(network, member, convenor):
    expert = join(network, first_name="Ada", last_name="Byron")
    outside = UserFactory(first_name="Eve", last_name="Outside")
    for name in ("Ada Byron", "Eve Outside"):
        actions.put_forward(
            page=network.page, user=member, kind="challenge", title=f"To {name}", body="Why so late?", asked=name
        )
    told = Notice.objects.filter(happening__kind="discussion/challenged").values_list("person", flat=True)
    assert list(told) == [expert.pk]
    assert outside.pk not in told


def test_a_convenor_considers_with_an_owner_and_a_date_and_each_change_is_kept(network, idea, convenor):
    client = signed_in(convenor)
    address = reverse("ideas:decide", args=[idea.pk])
    day = {"due_day": "28", "due_month": "1", "due_year": "2030"}
    common = {"owner": convenor.pk, "reason": "Worth a look."}
    assert client.post(address, common | {"state": "considering", "seen": "0"}).status_code == 422  # by when?
    assert client.post(address, common | day | {"state": "considering", "seen": "0"}).status_code == 302
    assert (
        client.post(address, common | {"state": "adopted", "reason": "Three use it.", "seen": "1"}).status_code == 302
    )
    assert [(step.state, step.due) for step in idea.steps.all()] == [("considering", DUE), ("adopted", None)]
    page = client.get(idea.get_absolute_url()).content.decode()
    assert "Worth a look." in page
    assert "Three use it." in page


def test_a_day_that_nobody_works_is_refused(idea, convenor):
    given = {"state": "considering", "reason": "x", "owner": convenor.pk}
    saturday = {"due_day": "26", "due_month": "1", "due_year": "2030"}
    answer = signed_in(convenor).post(reverse("ideas:decide", args=[idea.pk]), given | saturday)
    assert "Choose a working day" in answer.content.decode()


def test_of_two_who_decide_at_once_the_second_reads_what_the_first_said(idea, convenor):
    decide(idea, convenor, seen=0)
    with pytest.raises(NotTaken, match="meanwhile"):
        decide(idea, convenor, state="declined", seen=0)
    idea.refresh_from_db()
    assert idea.state == "adopted"


def test_what_was_decided_stands_in_the_log_of_the_network(network, idea, convenor):
    address = reverse("networks:log", args=[network.pk])
    before = signed_in(convenor).get(address).content.decode().count("row__title")
    decide(idea, convenor)
    assert signed_in(convenor).get(address).content.decode().count("row__title") == before + 1


def test_its_writer_hears_at_once_and_followers_hear(network, idea, member, convenor):
    decide(idea, convenor)
    (notice,) = Notice.objects.filter(happening__kind="discussion/idea_answered")
    assert (notice.person, notice.level, notice.happening.excerpt) == (member, "at-once", "Three trusts use it.")
    assert Happening.objects.get(kind="discussion/idea_changed").audience == [f"talk:{network.pk}"]


def test_a_member_decides_nothing_and_staff_nothing_of_what_they_may_not_see(network, idea, member, convenor):
    for person in (member, StaffFactory(is_superuser=False)):
        with pytest.raises(PermissionDenied):
            decide(idea, person)
    with pytest.raises(NotTaken, match="owner"):
        decide(idea, convenor, owner=member)
    assert signed_in(member).get(reverse("ideas:decide", args=[idea.pk])).status_code == 403
    idea.refresh_from_db()
    assert idea.state == "heard"


def test_the_queue_holds_what_waits_for_somebody(home, network, idea, member, convenor):
    post = make_post(make_blog(home))
    actions.put_forward(page=post, user=member, title="For all of us", body="A national list.")
    address = reverse("ideas:queue")
    assert "A shared list" in (page := signed_in(convenor).get(address).content.decode())
    assert "For all of us" not in page
    staff = signed_in(StaffFactory(is_superuser=False)).get(address).content.decode()
    assert "For all of us" in staff
    assert "A shared list" not in staff
    decide(idea, convenor)
    assert "Nothing waits for you" in signed_in(convenor).get(address).content.decode()


def test_what_nobody_in_a_network_took_on_in_time_waits_for_the_staff_who_may_see_it(home, member):
    network = make_network(home, kind="open", title="Left alone")
    network.discussions_open = True
    network.save(update_fields=["discussions_open"])
    make_member(network, member)
    idea = actions.put_forward(page=network.page, user=member, title="Who is there?", body="Anybody?")
    staff = signed_in(StaffFactory(is_superuser=False))
    assert "Who is there?" not in staff.get(reverse("ideas:queue")).content.decode()
    Idea.objects.filter(pk=idea.pk).update(due=timezone.localdate() - timedelta(days=1))
    assert "Who is there?" in staff.get(reverse("ideas:queue")).content.decode()


def test_who_has_a_late_idea_is_reminded_once_until_a_new_day_is_named(idea, convenor):
    decide(idea, convenor, state="considering", due=timezone.localdate() + timedelta(days=3))
    now = timezone.now()
    assert remind_of_ideas(now + timedelta(days=2)) == 0
    assert remind_of_ideas(now + timedelta(days=5)) == 1
    assert remind_of_ideas(now + timedelta(days=6)) == 0
    assert [mail.to for mail in Mail.objects.filter(kind="discussion/ideas_late")] == [convenor.email]
    decide(idea, convenor, state="considering", due=timezone.localdate() + timedelta(days=9))
    assert remind_of_ideas(now + timedelta(days=11)) == 1


def test_a_meeting_that_is_over_says_what_became_of_its_ideas(home, network, member, convenor):
    event = make_event(home, network=network, title="Spring meeting")
    event.meeting.starts_at = timezone.now() - timedelta(days=2)
    event.meeting.ends_at = timezone.now() - timedelta(days=2)
    event.meeting.save()
    idea = actions.put_forward(page=event, user=member, title="Longer breaks", body="People talk there.")
    page = signed_in(member).get(event.url).content.decode()
    assert reverse("ideas:from_page", args=[event.pk]) in page
    assert "Longer breaks" not in page
    decide(idea, convenor, reason="Breaks are half an hour now.")
    assert "Breaks are half an hour now." in signed_in(member).get(event.url).content.decode()


def test_the_programmes_page_says_what_became_of_national_ideas_and_of_no_others(home, network, idea, member, convenor):
    page = home.add_child(instance=SupportPage(title="Support", slug="support"))
    answer = signed_in(member).post(reverse("ideas:from_page", args=[page.pk]), FORM | {"title": "A help line"})
    national = Idea.objects.get(thread__title="A help line")
    assert answer.url == national.get_absolute_url()
    decide(national, StaffFactory(is_superuser=False), state="declined", reason="The networks answer faster.")
    decide(idea, convenor)
    shown = signed_in(member).get(page.url).content.decode()
    assert "The networks answer faster." in shown
    assert "Three trusts use it." not in shown


def test_ideas_are_filtered_by_what_became_of_them_and_any_address_answers(network, idea, member, convenor):
    client, address = signed_in(member), reverse("ideas:of_network", args=[network.page.pk])
    assert "Nothing was found" in client.get(address, {"state": "adopted"}).content.decode()
    decide(idea, convenor)
    assert "Three trusts use it." in client.get(address, {"state": "adopted", "kind": "idea"}).content.decode()
    assert "Nothing was found" in client.get(address, {"kind": "challenge"}).content.decode()
    assert client.get(address, {"state": "x", "page": "99"}).status_code == 200


def test_a_list_of_ideas_costs_the_same_however_long(network, member, convenor, django_assert_max_num_queries):
    client, address = signed_in(member), reverse("ideas:of_network", args=[network.page.pk])

    def number() -> int:
        with django_assert_max_num_queries(40) as asked:
            client.get(address)
        return len(asked)

    for title in ("One", "Two"):
        decide(actions.put_forward(page=network.page, user=member, title=title, body=f"{title}."), convenor)
    number()  # the first visit of somebody asks once more
    few = number()
    for index in range(20):
        decide(actions.put_forward(page=network.page, user=convenor, title=f"N{index}", body=f"N{index}."), convenor)
    assert number() == few
