"""Staff write guidance, a moderator approves, the clock publishes; taking it down removes it everywhere."""

from __future__ import annotations

from datetime import timedelta

import feedparser
import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from networks.models import Network
from portal.cms.models import Theme
from portal.programme.actions import EDITORS, MODERATORS, programme_files, set_up_editing
from tests.clients import Client
from tests.factories.networks import make_network
from tests.factories.toolbox import make_toolbox
from tests.factories.users import UserFactory
from toolbox.models import EntryPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def toolbox(home):
    return make_toolbox(home)


@pytest.fixture
def groups(toolbox):
    return set_up_editing(sections=[toolbox])


def signed_in(group) -> Client:
    user, client = UserFactory(), Client()
    user.groups.add(group)
    client.force_login(user)
    return client


def guidance(**fields) -> dict:
    today = timezone.localdate()
    chapter = {"title": "Who to ask", "body": streamfield([("text", rich_text("<p>Everybody, quincewise.</p>"))])}
    several = {"themes": [Theme.objects.get(slug="debt-recovery").pk], "stages": fields.pop("stages", ["recovery"])}
    form = {
        "title": "Asking everybody, fairly",
        "slug": "asking-everybody",
        "summary": "Who to ask, when, and what never delays urgent care.",
        "type": "guidance",
        "body": streamfield([]),
        "chapters": streamfield([("chapter", chapter)]),
        "steps": streamfield([]),
        "files": inline_formset([]),
        "comments": inline_formset([]),
        "external_url": "",
        "topics": "",
        "asked_the_same": "",
        "owned_by": UserFactory().pk,
        "contact_name": "Guidance team",
        "contact_email": "guidance@programme.example",
        "last_reviewed": today.isoformat(),
        "review_by": (today + timedelta(days=365)).isoformat(),
        "edition": "Edition 2015-04",
        "go_live_at": "",
        "expire_at": "",
    }
    return nested_form_data(form | fields) | several


def found_everywhere() -> dict[str, bool]:
    """Where the guidance is seen by anybody now."""
    client, title = Client(), "Asking everybody, fairly"
    feed = feedparser.parse(client.get("/toolbox/feed/").content)
    page = EntryPage.objects.get()
    return {
        "list": title in client.get("/toolbox/?type=guidance").content.decode(),
        "search": title in client.get("/toolbox/?q=quincewise").content.decode(),
        "feed": any(entry.title == title for entry in feed.entries),
        "page": client.get(page.get_url()).status_code == 200,
    }


EVERYWHERE = {"list": True, "search": True, "feed": True, "page": True}
NOWHERE = dict.fromkeys(EVERYWHERE, False)


def test_guidance_goes_from_draft_through_approval_and_schedule_to_readers_and_away_again(toolbox, groups):
    editor, moderator = signed_in(groups[EDITORS]), signed_in(groups[MODERATORS])
    tomorrow = timezone.localtime() + timedelta(days=1)

    add = reverse("wagtailadmin_pages:add", args=["toolbox", "entrypage", toolbox.pk])
    response = editor.post(add, guidance(go_live_at=tomorrow.strftime("%Y-%m-%d %H:%M"), **{"action-submit": "1"}))
    assert response.status_code == 302, response.context["form"].errors
    page = EntryPage.objects.get()
    assert not page.live
    assert page.current_workflow_state is not None
    assert found_everywhere() == NOWHERE

    task = page.current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    assert editor.post(approve, {}).status_code in (302, 403)
    page.refresh_from_db()
    assert page.current_workflow_state.status == "in_progress"

    moderator.post(approve, {"comment": "Good"})
    page.refresh_from_db()
    assert not page.live
    call_command("publish_scheduled")
    assert found_everywhere() == NOWHERE

    with time_machine.travel(tomorrow + timedelta(minutes=1)):
        call_command("publish_scheduled")
        assert found_everywhere() == EVERYWHERE

        moderator.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), {})
        assert found_everywhere() == NOWHERE


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"contact_email": ""}, "contact_email", "required"),
        ({"review_by": "2001-01-01"}, "review_by", "after the last review"),
        ({"last_reviewed": "2999-01-01", "review_by": "2999-02-01"}, "last_reviewed", "future"),
        ({"type": "external-link"}, "external_url", "address"),
        ({"stages": ["first-contact"]}, "asked_the_same", "everybody is asked the same"),
        ({"owned_by": ""}, "owned_by", "answers for this tool"),
        ({"chapters": streamfield([])}, "chapters", "at least one chapter"),
    ],
)
def test_what_is_missing_is_named_at_its_field(toolbox, groups, fields, field, says):
    moderator = signed_in(groups[MODERATORS])
    add = reverse("wagtailadmin_pages:add", args=["toolbox", "entrypage", toolbox.pk])
    response = moderator.post(add, guidance(**fields, **{"action-publish": "1"}))
    assert response.status_code == 200
    assert says in str(response.context["form"].errors[field])
    assert not EntryPage.objects.exists()


def test_a_persons_own_address_is_refused_as_contact(toolbox, groups):
    person = UserFactory(email="olu@trust-a.example")
    add = reverse("wagtailadmin_pages:add", args=["toolbox", "entrypage", toolbox.pk])
    form = guidance(contact_email=person.email.upper(), **{"action-publish": "1"})
    response = signed_in(groups[MODERATORS]).post(add, form)
    assert "shared mailbox" in str(response.context["form"].errors["contact_email"])


def test_an_editor_may_not_publish_and_may_not_write_elsewhere(home, toolbox, groups):
    editor = signed_in(groups[EDITORS])
    add = reverse("wagtailadmin_pages:add", args=["toolbox", "entrypage", toolbox.pk])
    editor.post(add, guidance(**{"action-publish": "1"}))
    assert not EntryPage.objects.filter(live=True).exists()
    network = make_network(home, kind=Network.Kind.PRIVATE)
    add = reverse("wagtailadmin_pages:add", args=["toolbox", "entrypage", network.page_id])
    assert editor.get(add).status_code in (302, 403)


def test_editors_see_the_programmes_files_and_no_networks(groups):
    collections = {row.collection for row in groups[EDITORS].collection_permissions.all()}
    assert collections == {programme_files()}


def test_setting_up_twice_changes_nothing(toolbox, groups):
    before = GroupPagePermission.objects.count()
    set_up_editing(sections=[toolbox])
    assert GroupPagePermission.objects.count() == before
    assert Page.objects.get(pk=toolbox.pk).get_workflow().name == "Moderators approval"
