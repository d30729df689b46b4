"""The same question asked twice is put together, and nothing that was said is lost or shown to others."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal.discussion import actions
from portal.discussion.models import Thread
from portal.notifications.models import Follow, Notice
from portal.search.models import SearchEntry
from tests.factories.discussion import say
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home):
    return make_network(home, kind="private", title="A network")


@pytest.fixture
def convenor(network):
    user = UserFactory()
    make_convenor(network, user)
    return user


def member_of(network):
    user = UserFactory()
    make_member(network, user)
    return user


def ask(network, title, user=None, kind="question") -> Thread:
    user = user or member_of(network)
    return actions.start_thread(page=network.page, user=user, kind=kind, title=title, body=f"{title} Words.")


@pytest.fixture
def thread(network):
    return ask(network, "Who pays for maternity care?")


@pytest.fixture
def into(network):
    return ask(network, "How do you charge maternity care?")


def merge(client, thread, into, by):
    client.force_login(by)
    return client.post(reverse("discussion:merge", args=[thread.pk]), {"into": into.pk})


def merged(thread) -> bool:
    return Thread.objects.get(pk=thread.pk).merged_into_id is not None


def test_a_convenor_looks_at_both_puts_them_together_and_undoes_it(client, network, convenor, thread, into):
    said = say(network.page, "The trust does.", user=member_of(network), thread=thread)
    client.force_login(convenor)
    address = reverse("discussion:merge", args=[thread.pk])
    assert address in client.get(thread.get_absolute_url()).content.decode()
    assert into.title in client.get(address).content.decode()
    preview = client.get(f"{address}?into={into.pk}").content.decode()
    assert "Look at both" in preview and into.title in preview
    assert not merged(thread), "looking changes nothing"

    assert merge(client, thread, into, convenor).url == thread.get_absolute_url()
    page = client.get(thread.get_absolute_url()).content.decode()
    assert into.get_absolute_url() in page and said.body in page
    assert "Also asked as" in client.get(into.get_absolute_url()).content.decode()
    listed = client.get(reverse("discussions:of_network", args=[network.page_id])).content.decode()
    assert f'<a href="{thread.get_absolute_url()}">' not in listed and into.title in listed
    assert not SearchEntry.objects.filter(key=f"thread:{thread.pk}", state="live").exists()
    client.post(reverse("discussion:comment_in_thread", args=[thread.pk]), {"body": "One more."})
    assert thread.comments.count() == 2

    client.post(reverse("discussion:unmerge", args=[thread.pk]))
    assert not merged(thread)
    assert SearchEntry.objects.filter(key=f"thread:{thread.pk}", state="live").exists()
    assert not Notice.objects.filter(happening__kind="discussion/merged").exists()


def test_followers_and_whoever_asked_go_on_with_the_other_and_are_told(client, convenor, network, thread, into):
    follower, muter = member_of(network), member_of(network)
    for person in (follower, muter):
        Follow.objects.create(person=person, about=f"discussion.thread:{thread.pk}")
    Follow.objects.create(person=muter, about=f"discussion.thread:{into.pk}", muted=True)
    merge(client, thread, into, convenor)
    follows = Follow.objects.filter(about=f"discussion.thread:{into.pk}")
    assert set(follows.filter(muted=False).values_list("person", flat=True)) == {follower.pk, thread.created_by_id}
    assert follows.get(person=muter).muted
    assert Notice.objects.filter(person=thread.created_by, happening__kind="discussion/merged").exists()


def test_a_question_is_never_put_into_one_that_its_readers_may_not_see(client, home, convenor, thread):
    other = make_network(home, kind="private", title="Elsewhere")
    make_convenor(other, convenor)
    elsewhere = ask(other, "Who pays for maternity care elsewhere?")
    client.force_login(convenor)
    address = reverse("discussion:merge", args=[thread.pk])
    assert elsewhere.title not in client.get(address).content.decode()
    merge(client, thread, elsewhere, convenor)
    assert not merged(thread)


def test_readers_of_the_other_do_not_learn_of_a_question_they_may_not_read(client, network, convenor, thread):
    wide = ask(network, "The wide one?")
    Thread.objects.filter(pk=wide.pk).update(audience="public")
    merge(client, thread, Thread.objects.get(pk=wide.pk), convenor)
    assert merged(thread)
    page = client.get(wide.get_absolute_url()).content.decode()
    assert thread.title in page
    client.force_login(UserFactory())
    page = client.get(wide.get_absolute_url())
    assert page.status_code == 200 and thread.title not in page.content.decode()


def test_only_those_who_look_after_it_put_questions_together(client, network, thread, into):
    assert merge(client, thread, into, member_of(network)).status_code == 403
    assert merge(client, thread, into, UserFactory()).status_code == 404
    assert not merged(thread)


@pytest.mark.parametrize("why", ["itself", "closed", "merged", "another kind"])
def test_what_cannot_take_it_is_refused(client, network, convenor, thread, into, why):
    if why == "itself":
        into = thread
    elif why == "closed":
        Thread.objects.filter(pk=into.pk).update(closed_at=into.created_at)
    elif why == "merged":
        merge(client, into, ask(network, "A third one?"), convenor)
    else:
        into = ask(network, "A talk about maternity care", kind="discussion")
    merge(client, thread, into, convenor)
    assert not merged(thread)


def test_a_question_that_was_put_together_and_stands_alone_again_waits_anew(client, convenor, thread, into):
    merge(client, thread, into, convenor)
    Thread.objects.filter(pk=thread.pk).update(refer_at=thread.created_at)
    client.post(reverse("discussion:unmerge", args=[thread.pk]))
    thread.refresh_from_db()
    assert thread.refer_at > thread.created_at
