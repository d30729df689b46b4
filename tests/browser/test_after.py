"""The chair after the meeting: minutes and actions; an owner marks one done; the next meeting shows the rest."""

from __future__ import annotations

import json

import pytest

MEETING = """
import json
from datetime import timedelta
from django.utils import timezone
from events.models import EventPage
from networks.models import Network
london = Network.objects.get(page__slug="london").page
start = timezone.now() - timedelta(hours=3)
event = EventPage(
    title="London: an evening on interviews",
    starts_at=start,
    ends_at=start + timedelta(hours=2),
    venue_name="Old Hall",
    agenda=[("session", {"time": start.time(), "title": "What we ask first", "speakers": "", "text": ""})],
)
london.add_child(instance=event)
event.save_revision().publish()
print(json.dumps({"pk": event.pk, "url": event.url}))
"""


@pytest.fixture
def meeting(served):
    return json.loads(served.manage("shell", "-v", "0", "-c", MEETING).strip().splitlines()[-1])


def fill(chair, name, text):
    chair.page.locator(f"[name={name}]").fill(text)


def test_the_chair_publishes_the_owner_acts_and_the_next_meeting_asks_again(person, meeting):
    chair = person("convenor")
    chair.goes_to(meeting["url"]).clicks("Minutes and actions")
    fill(chair, "heard", "We compared the first question each of us asks.")
    fill(chair, "section_0", "Most of us ask where somebody lived last year.")
    fill(chair, "decision_new0", "Everybody is asked the same first question.")
    chair.presses("Add another decision")
    fill(chair, "decision_new1", "We meet again in spring.")
    actions = ("Write the question down", "Print a card for the desk", "Ask a ward to try it")
    for number, action in enumerate(actions):
        if number:
            chair.presses("Add another action")
        fill(chair, f"action_new{number}", action)
    owners = chair.page.locator("[name=action_new0_owner]")
    owners.select_option(label=next(one for one in owners.locator("option").all_inner_texts() if "Ruth Bell" in one))
    chair.looks("after-the-meeting")
    chair.presses("Save, and see what publishing does").sees("Publish the minutes")
    chair.looks("minutes-publish")
    chair.presses("Publish the minutes").sees("We compared the first question")
    chair.looks("minutes")

    chair.goes_to("/me/").clicks("Mark as done (Write the question down)")
    fill(chair, "outcome", "It hangs on the wall.")
    chair.page.get_by_label("It is done").check()
    chair.looks("action-finish")
    chair.presses("Close it")
    chair.goes_to("/events/actions/").looks("agreed-actions")

    reader = person("ovm")
    reader.goes_to("/networks/london/london-managers-meeting/")
    reader.sees("Print a card for the desk").sees("Ask a ward to try it").does_not_see("Write the question down")
    reader.looks("meeting-matters-arising")
    reader.goes_to(meeting["url"]).sees("It hangs on the wall.").looks("meeting-outcomes")

    chair.goes_to(meeting["url"]).presses("Draft a “What we heard” post")
    assert "/admin/pages/" in chair.page.url and chair.page.url.endswith("/edit/")
    assert "What we heard: London: an evening on interviews" in chair.page.content()
    chair.goes_to(f"/events/{meeting['pk']}/files/").looks("meeting-files")
