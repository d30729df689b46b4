"""Rights that staff give or take on the editors' side are in the log that cannot be changed."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.log_actions import log as wagtail_log
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from portal.audit.models import LogEntry
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    person = StaffFactory()
    client.force_login(person)
    return person


def test_a_group_given_to_somebody_is_in_both_logs(staff):
    person, group = UserFactory(first_name="Marmalade"), Group.objects.create(name="Programme editors")
    person.groups.add(group)
    wagtail_log(person, "wagtail.edit", user=staff)
    [entry] = LogEntry.objects.about(person).filter(action="admin/edit")
    assert entry.actor_id == staff.pk
    assert entry.data == {"active": True, "superuser": False, "groups": [group.pk]}
    assert list(registry.get_logs_for_instance(person)) == list(ModelLogEntry.objects.all())


def test_making_and_deleting_a_group_on_the_editors_side_is_logged(client, staff):
    client.post(reverse("wagtailusers_groups:add"), {"name": "Some editors", **empty_panels(client)})
    group = Group.objects.get(name="Some editors")
    assert LogEntry.objects.about(group).get(action="admin/create").actor_id == staff.pk
    client.post(reverse("wagtailusers_groups:delete", args=[group.pk]))
    assert LogEntry.objects.filter(action="admin/delete", target_id=group.pk).exists()


def empty_panels(client) -> dict[str, str]:
    """The management forms of the page for a new group, as a browser sends them."""
    page = client.get(reverse("wagtailusers_groups:add")).context
    return {
        f"{panel.management_form.prefix}-{name}": "0"
        for panel in page["permission_panels"]
        for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }


def test_what_is_not_about_rights_stays_in_wagtails_log(staff, home):
    before = LogEntry.objects.count()
    wagtail_log(home, "wagtail.edit", user=staff)
    assert LogEntry.objects.count() == before
