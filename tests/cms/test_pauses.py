"""A pause of publication: what the public reads waits, members go on, and nothing is taken down."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

from networks import actions as networks
from portal.audit.models import LogEntry
from portal.cms.models import Pause, SafetyCorrection
from portal.cms.pauses import PublicationPausedError
from portal.discussion import actions, moderation
from portal.discussion.refusals import NotTaken
from portal.organisations.models import Region
from tests.factories.blog import make_blog, make_post
from tests.factories.discussion import make_guest, say
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.toolbox import make_entry, make_toolbox
from tests.factories.users import StaffFactory, UserFactory
from toolbox.actions import give_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return StaffFactory()


@pytest.fixture
def post(home):
    return published(make_post(make_blog(home), title="As it was"))


def pause(region=None, days=3) -> Pause:
    now = timezone.now()
    return Pause.objects.create(
        region=region, starts_at=now - timedelta(hours=1), ends_at=now + timedelta(days=days), reason="The election"
    )


def published(post):
    post.save_revision().publish()
    return type(post).objects.get(pk=post.pk)


def draft(post, title="As it will be"):
    post.title = title
    return post.save_revision()


def live(post) -> tuple[bool, str]:
    return Page.objects.values_list("live", "title").get(pk=post.pk)


def test_publishing_waits_and_what_is_live_stays(post):
    pause()
    with pytest.raises(PublicationPausedError, match="Publication is paused until"):
        draft(post).publish()
    assert live(post) == (True, "As it was")


def test_the_editor_keeps_a_draft_and_says_why(client, staff, post):
    pause()
    client.force_login(staff)
    address = reverse("wagtailadmin_pages:edit", args=[post.pk])
    page = client.get(address).content.decode()
    assert "Publication is paused until" in page and "Publish a safety correction" in page
    answer = client.post(address, form_of(post, "As it will be") | {"action-publish": "1"}, follow=True)
    assert "Kept as a draft." in answer.content.decode()
    assert live(post) == (True, "As it was")
    post.refresh_from_db()
    assert post.get_latest_revision_as_object().title == "As it will be"


def test_a_new_post_is_kept_as_a_draft(client, staff, post):
    pause()
    client.force_login(staff)
    address = reverse("wagtailadmin_pages:add", args=["blog", "postpage", post.get_parent().pk])
    sent = form_of(post, "Brand new") | {"slug": "brand-new", "action-publish": "1"}
    assert "Kept as a draft." in client.post(address, sent, follow=True).content.decode()
    assert Page.objects.get(slug="brand-new").live is False


def test_bulk_publishing_and_copying_live_pages_wait_too(client, staff, post):
    pause()
    draft(post)
    client.force_login(staff)
    client.post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={post.pk}", {"next": "/"}
    )
    assert live(post) == (True, "As it was")
    copy = post.copy(update_attrs={"slug": "copy"}, keep_live=True)
    assert Page.objects.get(pk=copy.pk).live is False


def test_approving_in_a_workflow_waits(staff, post):
    workflow = Workflow.objects.create(name="Look twice")
    WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Look"))
    draft(post)
    state = workflow.start(post, staff)
    pause()
    with pytest.raises(PublicationPausedError):
        state.current_task_state.approve(user=staff)
    state.refresh_from_db()
    assert state.status == "in_progress"
    assert live(post) == (True, "As it was")


def test_what_is_scheduled_in_a_pause_is_published_when_it_ends(home, post):
    holds = pause()
    post.go_live_at = timezone.now() + timedelta(hours=1)
    draft(post).publish()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled")
        assert live(post) == (True, "As it was")
    with time_machine.travel(holds.ends_at + timedelta(minutes=1)):
        call_command("publish_scheduled")
        assert live(post) == (True, "As it will be")


def test_a_scheduled_post_does_not_keep_other_pages_from_being_published(home, post):
    network = make_network(home)
    inside = published(make_post(network.page, title="Inside"))
    pause()
    for page in (post, inside):
        page.go_live_at = timezone.now() + timedelta(hours=1)
        draft(page).publish()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled")
    assert live(post) == (True, "As it was")
    assert live(inside) == (True, "As it will be")


def test_a_safety_correction_is_published_with_its_reason_kept(client, staff, post):
    holds = pause()
    draft(post)
    client.force_login(staff)
    address = reverse("safety_correction", args=[post.pk])
    assert client.post(address, {"reason": "A wrong dose of fees"}).status_code == 422
    assert live(post) == (True, "As it was")
    client.post(address, {"is_safety": "on", "reason": "It tells people not to come."})
    assert live(post) == (True, "As it will be")
    kept = SafetyCorrection.objects.get()
    assert (kept.by, kept.reason, kept.pause) == (staff, "It tells people not to come.", holds)
    assert LogEntry.objects.filter(action="cms/corrected_for_safety", actor=staff).exists()
    with pytest.raises(PublicationPausedError):
        draft(post, "Once more").publish()


def test_a_pause_of_a_region_holds_there_alone(home, post):
    london, midlands = Region.objects.get(slug="london"), Region.objects.get(slug="midlands")
    here, there = (make_network(home, title=str(r), kind="open", region=r) for r in (london, midlands))
    posts = [make_post(network.page, title="As it was") for network in (here, there)]
    pause(region=london)
    with pytest.raises(PublicationPausedError):
        draft(posts[0]).publish()
    draft(posts[1]).publish()
    draft(post).publish()
    assert live(post)[1] == live(posts[1])[1] == "As it will be"


def test_what_only_members_read_goes_on(home):
    network = make_network(home, kind="private")
    inside = make_post(network.page, title="As it was")
    pause()
    draft(inside).publish()
    assert live(inside) == (True, "As it will be")


def test_an_announcement_of_an_open_network_waits_and_its_other_words_do_not(home):
    page = make_network(home, kind="open").page
    pause()
    page.summary = "Who we are"
    page.save_revision().publish()
    page.announcement = "Vote!"
    with pytest.raises(PublicationPausedError):
        page.save_revision().publish()
    page.refresh_from_db()
    assert (page.summary, page.announcement) == ("Who we are", "")


def test_a_guests_comment_waits_until_the_pause_has_ended_and_a_members_does_not(client, staff, post):
    holds = pause()
    held = actions.comment(page=post, user=AnonymousUser(), body="Hello", guest=make_guest())
    assert held.held_for == "guest paused"
    assert held.decide_by > holds.ends_at
    assert "Publication is paused until" in client.get(f"/discussion/pages/{post.pk}/comment/").content.decode()
    assert (
        "Comments by guests are published after it"
        in client.get(f"/discussion/pages/{post.pk}/thanks/").content.decode()
    )
    with pytest.raises(NotTaken, match="published after it"):
        moderation.approve(comment=held, by=staff)
    assert say(post, user=UserFactory()).is_published()
    with time_machine.travel(holds.ends_at + timedelta(minutes=1)):
        assert moderation.approve(comment=held, by=staff).is_published()


def test_a_pause_is_set_in_the_editor_and_stands_in_the_log(client, staff):
    client.force_login(staff)
    sent = {"region": "", "starts_at": "2030-04-01 00:00", "ends_at": "2030-05-02 22:00", "reason": "The election"}
    address = reverse(Pause.snippet_viewset.get_url_name("add"))
    assert "ends after it begins" in client.post(address, sent | {"ends_at": "2030-03-01 00:00"}).content.decode()
    client.post(address, sent)
    made = Pause.objects.get()
    client.post(reverse(Pause.snippet_viewset.get_url_name("edit"), args=[made.pk]), sent | {"reason": "Mourning"})
    client.post(reverse(Pause.snippet_viewset.get_url_name("delete"), args=[made.pk]))
    logged = LogEntry.objects.filter(action__startswith="cms/pause").values_list("action", flat=True)
    assert sorted(logged) == ["cms/pause_changed", "cms/pause_deleted", "cms/pause_set"]


def form_of(post, title: str) -> dict[str, str]:
    """What the editor sends for a post."""
    empty = {"-TOTAL_FORMS": "0", "-INITIAL_FORMS": "0", "-MIN_NUM_FORMS": "0", "-MAX_NUM_FORMS": "1000"}
    rows = {f"{name}{suffix}": value for name in ("bylines", "comments") for suffix, value in empty.items()}
    return rows | {
        "title": title,
        "slug": post.slug,
        "summary": "",
        "body-count": "0",
        "topics": "",
        "posted_on": "2020-01-01",
        "updated_on": "",
        "contact": "",
        "go_live_at": "",
        "expire_at": "",
        "seo_title": "",
        "search_description": "",
    }


def test_a_tool_for_everybody_waits_and_one_for_members_does_not(home):
    private = make_network(home, kind="private")
    public = make_entry(make_toolbox(home), title="As it was")
    inside = make_entry(private.page, title="As it was")
    pause()
    with pytest.raises(PublicationPausedError):
        draft(public).publish()
    draft(inside).publish()
    assert live(public) == (True, "As it was") and live(inside) == (True, "As it will be")


def test_a_tool_changes_hands_in_a_pause_and_what_is_live_says_so(home):
    giver, taker = UserFactory(), UserFactory(first_name="Next", last_name="Owner")
    entry = make_entry(make_toolbox(home), owned_by=giver)
    pause()
    assert give_entry(entry=entry, giver=giver, taker=taker)
    entry.refresh_from_db()
    assert entry.live and entry.owned_by == taker and entry.owner_name.startswith("Next Owner")


def test_what_was_for_members_is_not_moved_to_where_everybody_reads_it(client, home, post):
    private, other = make_network(home, kind="private"), make_network(home, title="Other", kind="private")
    inside = published(make_post(private.page, title="Inside"))
    holds = pause()
    client.force_login(StaffFactory(is_superuser=True))
    blog = post.get_parent()
    move = lambda to: client.post(reverse("wagtailadmin_pages:move_confirm", args=[inside.pk, to.pk]), follow=True)  # noqa: E731
    said = move(blog).content.decode()
    assert "Not moved" in said and "The election" in said
    with pytest.raises(PublicationPausedError):
        inside.move(blog, pos="last-child")
    assert Page.objects.get(pk=inside.pk).get_parent().pk == private.page.pk
    move(other.page)
    assert Page.objects.get(pk=inside.pk).get_parent().pk == other.page.pk
    with time_machine.travel(holds.ends_at + timedelta(minutes=1)):
        Page.objects.get(pk=inside.pk).move(blog, pos="last-child")
    assert Page.objects.get(pk=inside.pk).get_parent().pk == blog.pk


def test_a_network_is_not_opened_to_everybody_in_a_pause_but_may_be_narrowed(home):
    network = make_network(home, kind="restricted")
    convenor = make_convenor(network, UserFactory()).user
    holds = pause()
    with pytest.raises(ValidationError, match="The election"):
        networks.change_kind(network=network, kind="open", actor=convenor)
    networks.change_kind(network=network, kind="private", actor=convenor)
    networks.open_discussions(network=network, opened=True, actor=convenor)
    with time_machine.travel(holds.ends_at + timedelta(minutes=1)):
        networks.change_kind(network=network, kind="open", actor=convenor)
        networks.open_discussions(network=network, opened=False, actor=convenor)
    with pytest.raises(ValidationError, match="The election"):
        networks.open_discussions(network=network, opened=True, actor=convenor)


def test_members_go_on_asking_in_a_pause(home):
    network = make_network(home, kind="open")
    member = make_member(network, UserFactory()).user
    pause()
    asked = {"kind": "question", "title": "Who is on call?", "body": "Today"}
    assert actions.start_thread(page=network.page, user=member, **asked).comments.get().is_published()
