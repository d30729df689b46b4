"""What those who look after a discussion do with it: pin, close, move, announce. Readers see who, when and why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import LogEntry
from portal.cms.models import Pause
from portal.discussion import actions, moderation
from portal.discussion.attached import attach
from portal.discussion.models import Comment, Thread
from portal.discussion.refusals import NotTaken
from portal.notifications.models import Happening, Mail
from portal.search.models import SearchEntry
from tests.factories.discussion import say
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home):
    return make_network(home, kind="private", title="Midlands")


@pytest.fixture
def other(home, network):
    return make_network(home, kind="private", title="London")


@pytest.fixture
def convenor(network, other):
    """Of both networks."""
    user = UserFactory(first_name="Ruth", last_name="Bell")
    for one in (network, other):
        make_convenor(one, user)
    return user


def join(network, **fields):
    user = UserFactory(**fields)
    make_member(network, user)
    return user


@pytest.fixture
def asker(network):
    return join(network, first_name="Olu", last_name="Asker")


@pytest.fixture
def thread(network, asker) -> Thread:
    return actions.start_thread(page=network.page, user=asker, kind="question", title="How?", body="At the desk?")


def read(client, thread) -> str:
    return " ".join(client.get(f"/discussion/{thread.pk}/").content.decode().split())


def do(client, thread, verb, **given):
    return client.post(f"/discussion/{thread.pk}/{verb}/", given)


def test_what_is_pinned_stands_first_and_says_who_pinned_it(client, network, convenor, thread, asker):
    later = actions.start_thread(page=network.page, user=asker, kind="discussion", title="Later", body="x")
    client.force_login(convenor)
    do(client, thread, "pin")
    listed = client.get(f"/discussions/{network.page.pk}/").content.decode()
    assert listed.index(">How?<") < listed.index(">Later<")
    assert "Pinned by Ruth Bell on" in read(client, thread)
    do(client, thread, "pin", how="undo")
    assert "Pinned by" not in read(client, thread)
    assert "Pinned by" not in read(client, later)
    logged = LogEntry.objects.filter(action__startswith="discussion/thread_").values_list("action", flat=True)
    assert {"discussion/thread_pinned", "discussion/thread_unpinned"} <= set(logged)


def test_what_is_closed_is_read_and_not_answered_and_says_why(client, network, convenor, thread, asker):
    client.force_login(convenor)
    assert do(client, thread, "close").status_code == 422, "without a reason"
    do(client, thread, "close", reason="Answered in the toolbox")
    client.force_login(asker)
    page = read(client, thread)
    assert "Closed by Ruth Bell on" in page and "Answered in the toolbox" in page
    assert "/edit/" not in page and "/reply/" not in page and 'id="write"' not in page
    answer = client.post(f"/discussion/{thread.pk}/comment/", {"body": "But"})
    assert answer.status_code == 422 and "closed" in answer.content.decode()
    told = Happening.objects.get(kind="discussion/closed")
    assert [notice.person for notice in told.notices.all()] == [asker]
    assert not Thread.objects.unanswered().exists()


def test_what_is_opened_again_is_answered_and_waits_anew(client, convenor, thread, asker):
    Thread.objects.filter(pk=thread.pk).update(refer_at=timezone.now() - timedelta(days=9), referred_at=timezone.now())
    moderation.close(thread=thread, by=convenor, reason="x")
    client.force_login(convenor)
    do(client, thread, "reopen")
    thread.refresh_from_db()
    assert thread.closed_at is None and thread.refer_at > timezone.now() and thread.referred_at is None
    assert not Happening.objects.filter(kind="discussion/closed").exists()
    client.force_login(asker)
    assert "Closed by" not in read(client, thread)


@pytest.mark.parametrize("verb", ["pin", "close", "reopen", "move"])
def test_only_who_looks_after_it_does_so(client, network, thread, asker, verb):
    client.force_login(asker)
    assert f"/discussion/{thread.pk}/{verb}/" not in read(client, thread)
    assert do(client, thread, verb, reason="x", to=network.page.pk).status_code == 403


def test_a_move_shows_first_who_gains_and_who_loses_sight(client, network, other, convenor, thread, asker):
    join(network), join(other)
    client.force_login(convenor)
    answer = do(client, thread, "move", to=other.page.pk, reason="About London")
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 200
    assert "1 person more than now" in page and "2 people who can read it now will not" in page
    assert "these will not see it again: Olu Asker" in page and "Role and region take the place" in page
    thread.refresh_from_db()
    assert thread.page_id == network.page.pk, "nothing has moved yet"


def test_all_that_belongs_to_it_moves_along(client, network, other, convenor, thread, asker):
    attach([ContentFile(b"a", name="a.txt")], to=thread.comments.get())
    reader = join(other)
    client.force_login(convenor)
    do(client, thread, "move", to=other.page.pk, reason="About London", sure=other.page.pk)
    client.force_login(asker)
    assert client.get(f"/discussion/{thread.pk}/").status_code == 404
    file = thread.comments.get().attachments.get()
    assert client.get(file.get_absolute_url()).status_code == 404
    client.force_login(reader)
    assert "Moved here from another network by Ruth Bell" in read(client, thread)
    assert client.get(file.get_absolute_url()).status_code == 200
    entry = SearchEntry.objects.live().get(key=f"thread:{thread.pk}")
    assert entry.page_id == other.page.pk
    assert {row.token for row in entry.audience.tokens.all()} == set(Thread.objects.get(pk=thread.pk).tokens())


def test_whoever_wrote_there_is_told_why_also_if_they_cannot_read_it_any_more(network, other, convenor, thread, asker):
    both = join(network)
    make_member(other, both)
    say(network.page, "An answer", user=both, thread=thread)
    moderation.move(thread=thread, to=other.page, by=convenor, reason="About London")
    mails = {mail.person_id: mail.text for mail in Mail.objects.filter(kind="discussion/moved")}
    assert "About London" in mails[asker.pk] and "cannot read it any more" in mails[asker.pk]
    assert f"/discussion/{thread.pk}/" in mails[both.pk]


def test_where_more_could_read_it_names_stay_behind(client, network, other, convenor, thread, asker):
    say(network.page, "Mine too", user=convenor, thread=thread)
    reader = join(other)
    moderation.move(thread=thread, to=other.page, by=convenor, reason="About London")
    client.force_login(reader)
    page = read(client, thread)
    assert "At the desk?" in page and "Olu" not in page and "Asker" not in page
    assert "Mine too" in page and "Ruth Bell" in page, "whoever moves it knows to whom"
    assert not Happening.objects.filter(title__contains="Olu").exists()


def test_where_only_the_same_could_read_it_names_stay(network, other, convenor, thread, asker):
    make_member(other, asker)
    moderation.move(thread=thread, to=other.page, by=convenor, reason="About London")
    assert Comment.objects.get(thread=thread).writer == "Olu Asker"
    happening = Happening.objects.get(kind="discussion/started")
    thread.refresh_from_db()
    assert set(happening.audience) == set(thread.tokens())


def test_nobody_moves_it_where_they_do_not_look_after(client, home, network, thread):
    convenor = UserFactory()
    make_convenor(network, convenor)
    elsewhere = make_network(home, kind="open", title="Elsewhere")
    make_member(elsewhere, convenor)
    client.force_login(convenor)
    assert "There is nowhere to move it" in client.get(f"/discussion/{thread.pk}/move/").content.decode()
    with pytest.raises(PermissionDenied):
        moderation.move(thread=thread, to=elsewhere.page, by=convenor, reason="x")


def test_those_who_look_after_a_network_announce_and_members_do_not(client, network, convenor, asker):
    address, given = (
        f"/discussion/pages/{network.page.pk}/start/",
        {"kind": "announcement", "title": "Day", "body": "x"},
    )
    client.force_login(asker)
    assert "An announcement" not in client.get(address).content.decode()
    assert client.post(address, given).status_code == 422
    with pytest.raises(PermissionDenied):
        actions.start_thread(page=network.page, user=asker, **given)
    client.force_login(convenor)
    assert client.post(address, given).status_code == 302
    assert Happening.objects.get(kind="discussion/announced").title == "Announcement: Day"


def test_what_everybody_could_read_is_not_announced_in_a_pause(home):
    network = make_network(home, kind="open", title="Open")
    network.discussions_open = True
    network.save(update_fields=["discussions_open"])
    convenor = UserFactory()
    make_convenor(network, convenor)
    now = timezone.now()
    Pause.objects.create(starts_at=now, ends_at=now + timedelta(days=9), reason="the general election")
    with pytest.raises(NotTaken, match="general election"):
        actions.start_thread(page=network.page, user=convenor, kind="announcement", title="Day", body="x")


def test_a_reader_follows_and_mutes_a_discussion_where_it_stands(client, thread, asker):
    client.force_login(asker)
    assert "Follow" in read(client, thread) and "Mute" in read(client, thread)
    client.post(reverse("news:follow"), {"about": f"discussion.thread:{thread.pk}", "how": "mute", "next": "/"})
    assert "Hear of it again" in read(client, thread)


@pytest.mark.parametrize("looks_after", [True, False])
def test_the_page_of_a_discussion_stays_within_its_queries(
    client, network, convenor, thread, asker, looks_after, django_assert_max_num_queries
):
    moderation.pin(thread=thread, by=convenor)
    moderation.close(thread=thread, by=convenor, reason="x")
    moderation.reopen(thread=thread, by=convenor)
    client.force_login(convenor if looks_after else asker)
    read(client, thread)
    with django_assert_max_num_queries(21):
        read(client, thread)
