"""The moderators' queue: who sees what, in which order, and that two never decide the same thing."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.utils import timezone

from portal.audit.models import LogEntry
from portal.discussion import actions, moderation
from portal.discussion.models import CLAIM_LASTS, Comment
from portal.discussion.providers import remind
from portal.discussion.refusals import NotTaken
from portal.notifications.models import Mail
from portal.organisations.working_days import moment_after
from tests.factories.blog import make_post
from tests.factories.discussion import make_guest, say
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import NewcomerFactory, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

QUEUE = "/discussion/moderation/"


@pytest.fixture
def network(home):
    return make_network(home, kind="private")


@pytest.fixture
def moderator(network):
    user = UserFactory(first_name="Mo", last_name="Derator")
    make_member(network, user, role="moderator")
    return user


@pytest.fixture
def newcomer(network):
    user = NewcomerFactory()
    make_member(network, user)
    return user


def ask(network, user, title="Hello"):
    thread = actions.start_thread(page=network.page, user=user, kind="discussion", title=title, body=f"Body of {title}")
    return thread.comments.get()


def guests(post, number=1) -> list[Comment]:
    return [
        actions.comment(
            page=post, user=AnonymousUser(), body=f"Words {n}", guest=make_guest(email=f"g{n}@public.example")
        )
        for n in range(number)
    ]


def test_what_is_taken_is_one_moderators_for_half_an_hour(client, network, moderator, newcomer):
    held, other = ask(network, newcomer), UserFactory()
    make_member(network, other, role="moderator")
    client.force_login(moderator)
    taken = client.post(f"{QUEUE}comment/{held.pk}/take/", follow=True).content.decode()
    assert "You have taken it until" in taken
    client.force_login(other)
    assert "Mo Derator has taken it until" in client.get(QUEUE).content.decode()
    refused = client.post(f"{QUEUE}{held.pk}/approve/", follow=True).content.decode()
    assert "Mo Derator has taken this one until" in refused
    held.refresh_from_db()
    assert held.is_held()
    with time_machine.travel(timezone.now() + CLAIM_LASTS + timedelta(seconds=1)):
        moderation.approve(comment=held, by=other)
    held.refresh_from_db()
    assert held.is_published() and held.claimed_by is None


def test_two_cannot_take_the_same_and_giving_back_frees_it(network, moderator, newcomer):
    held, other = ask(network, newcomer), UserFactory()
    make_member(network, other, role="moderator")
    moderation.claim(row=held, by=moderator)
    with pytest.raises(NotTaken, match="Mo Derator has taken"):
        moderation.claim(row=held, by=other)
    moderation.release(row=held, by=other)  # not theirs to give
    with pytest.raises(NotTaken):
        moderation.claim(row=held, by=other)
    moderation.release(row=held, by=moderator)
    assert moderation.claim(row=held, by=other).claimed_by == other


def test_the_most_urgent_is_first_and_what_is_late_says_so(client, network, moderator, newcomer):
    _, second = ask(network, newcomer, "First"), ask(network, newcomer, "Second")
    Comment.objects.filter(pk=second.pk).update(decide_by=timezone.now() - timedelta(hours=1))
    client.force_login(moderator)
    page = client.get(QUEUE).content.decode()
    assert page.index("Body of Second") < page.index("Body of First")
    assert page.count("Past the target") == 1
    assert "1 past the target" in page


def test_the_queue_is_narrowed_by_network_and_reason(client, home, post, network, newcomer):
    staff = StaffFactory()
    make_member(network, staff, role="moderator")
    ask(network, newcomer, "Inside")
    guests(post)
    client.force_login(staff)
    everything = client.get(QUEUE).content.decode()
    assert "London network (1)" in everything and "Written by a guest (1)" in everything
    here = client.get(f"{QUEUE}?network={network.page_id}").content.decode()
    assert "Body of Inside" in here and "Words 0" not in here
    why = client.get(f"{QUEUE}?reason=guest").content.decode()
    assert "Words 0" in why and "Body of Inside" not in why
    assert "Nothing waits here" in client.get(f"{QUEUE}?network=999999").content.decode()
    assert client.get(f"{QUEUE}?page=1000000000").status_code == 200


def test_a_decision_leads_to_the_next_within_the_filters(client, post):
    one, two = guests(post, 2)
    client.force_login(StaffFactory())
    answer = client.post(f"{QUEUE}{one.pk}/approve/?reason=guest")
    assert answer.url == f"{QUEUE}comment/{two.pk}/?reason=guest"
    assert "Words 1" in client.get(answer.url).content.decode()
    assert client.post(f"{QUEUE}{two.pk}/approve/?reason=guest").url == f"{QUEUE}?reason=guest"


def test_the_next_is_one_that_nobody_else_has_taken(client, post):
    one, two, three = guests(post, 3)
    moderation.claim(row=two, by=StaffFactory())
    client.force_login(StaffFactory())
    assert client.post(f"{QUEUE}{one.pk}/approve/").url == f"{QUEUE}comment/{three.pk}/"


def test_a_moderator_of_a_network_does_not_see_what_waits_in_its_sub_group(client, home, network, moderator):
    from networks.models import NetworkPage

    below = network.page.add_child(instance=NetworkPage(title="Below", region=network.page.region)).network
    newcomer = NewcomerFactory()
    make_member(below, newcomer)
    ask(below, newcomer, "Deep inside")
    client.force_login(moderator)
    assert "Nothing waits" in client.get(QUEUE).content.decode()


@pytest.mark.parametrize("size", [3, 18])
def test_the_queue_costs_the_same_however_much_waits(
    client, home, post, network, newcomer, size, django_assert_max_num_queries
):
    staff = StaffFactory()
    for number in range(size):
        inside = make_post(network.page, title=f"Post {number}")
        say(inside, f"Hello {number}", user=newcomer)
    guests(post, 2)
    make_convenor(network, staff)
    client.force_login(staff)
    client.get(QUEUE)
    with django_assert_max_num_queries(28) as spent:
        assert f"{size + 2} things" in client.get(QUEUE).content.decode()
    assert SPENT.setdefault("queue", len(spent)) == len(spent)


SPENT: dict[str, int] = {}


def test_moderators_are_reminded_once_when_the_time_is_near(network, moderator, newcomer):
    held = ask(network, newcomer)
    assert remind(held.decide_by - timedelta(hours=4)) == 0
    assert remind(held.decide_by - timedelta(hours=2)) == 1
    assert remind(held.decide_by - timedelta(hours=1)) == 0
    assert Mail.objects.get(kind="discussion/reminder").person == moderator


def test_what_is_a_working_day_late_falls_to_the_staff_who_may_then_decide(client, network, moderator, newcomer):
    held, staff = ask(network, newcomer), StaffFactory()
    client.force_login(staff)
    assert client.post(f"{QUEUE}{held.pk}/approve/").status_code == 404
    remind(held.decide_by)
    assert not Mail.objects.filter(kind="discussion/overdue").exists()
    remind(moment_after(held.decide_by, 1) + timedelta(minutes=1))
    assert Mail.objects.get(kind="discussion/overdue").person == staff
    assert remind(moment_after(held.decide_by, 1) + timedelta(minutes=2)) == 0
    listed = client.get(QUEUE).content.decode()
    assert "Body of Hello" not in listed and "Its network has not decided in time" in listed
    assert "Body of Hello" in client.get(f"{QUEUE}comment/{held.pk}/").content.decode()
    assert LogEntry.objects.filter(action="audit/viewed", actor=staff, data__what="held-text").exists()
    client.post(f"{QUEUE}{held.pk}/approve/")
    held.refresh_from_db()
    assert held.is_published()


def test_what_a_confidential_network_leaves_undecided_is_not_the_staffs(client, network, moderator, newcomer):
    network.kind = "confidential"
    network.save()
    network.page.write_audience()
    held, staff = ask(network, newcomer), StaffFactory()
    remind(moment_after(held.decide_by, 1) + timedelta(minutes=1))
    assert not Mail.objects.filter(kind="discussion/overdue").exists()
    client.force_login(staff)
    assert client.post(f"{QUEUE}{held.pk}/approve/").status_code == 404
    assert "Nothing waits" in client.get(QUEUE).content.decode()


def test_the_tick_reminds(network, moderator, newcomer):
    held = ask(network, newcomer)
    with time_machine.travel(held.decide_by - timedelta(hours=1)):
        call_command("tick")
    assert Mail.objects.filter(kind="discussion/reminder").exists()
