"""From a kit to a decision: a meeting is started and repeated, a survey answered, a series decided on."""

from __future__ import annotations

import json

import pytest

BEEN = """
import json
from events.models import Registration
from portal.users.models import User
from django.utils import timezone
from datetime import timedelta
from events.models import EventPage, Series
from networks.models import Network
ovm = User.objects.get(email="maya.okafor@northmarsh.example")
london = Network.objects.get(page__slug="london")
start = timezone.now() - timedelta(days=1)
end = start + timedelta(hours=1)
event = EventPage(title="London yesterday", starts_at=start, ends_at=end, mode="online")
event.series = Series.objects.get(name="London network meetings")
london.page.add_child(instance=event)
row = Registration.objects.create(
    meeting=EventPage.objects.get(pk=event.pk).meeting, user=ovm, name=str(ovm), email=ovm.email, state="confirmed"
)
print(json.dumps({"event": event.url, "survey": row.pk, "series": event.series_id, "london": london.pk}))
"""


@pytest.fixture(scope="module")
def been(served) -> dict:
    return json.loads(served.manage("shell", "-v", "0", "-c", BEEN))


def test_a_convenor_starts_a_meeting_from_the_kit_and_repeats_it(person, been):
    convenor = person("convenor").goes_to(f"/events/start/?network={been['london']}").looks("start-a-meeting")
    convenor.types("What is the meeting called?", "Late summer meeting")
    for part, value in {"Day": "14", "Month": "8", "Year": "2040"}.items():
        convenor.types(part, value)
    convenor.types("When does it start?", "10am")
    convenor.page.get_by_label("Network meeting", exact=False).first.check()
    convenor.presses("Prepare the meeting").sees("Frame of the minutes").looks("meeting-prepared")
    convenor.presses("Publish the meeting").sees("Late summer meeting").clicks("Use this meeting again")
    convenor.sees("Nobody is registered").looks("meeting-again")
    for part, value in {"Day": "11", "Month": "9", "Year": "2040"}.items():
        convenor.types(part, value)
    convenor.types("When does it start?", "10am").types("How many meetings?", "3")
    convenor.page.get_by_label("Every month").check()
    convenor.presses("See the dates").sees("On the second Tuesday of each month").looks("meeting-again-dates")
    convenor.presses("Make the drafts").sees("3 drafts made").looks("series-new")


def test_a_member_answers_the_survey_and_the_convenor_records_the_decision(person, been):
    member = person("ovm").goes_to(been["event"]).clicks("Answer three questions").looks("survey")
    member.page.get_by_label("Very useful").check()
    member.presses("Send").sees("kept without your name").looks("survey-thanks")
    member.goes_to(f"/events/survey/{been['survey']}/").sees("You have answered already").looks("survey-answered")
    convenor = person("convenor").goes_to(f"/events/series/{been['series']}/decide/").looks("series-decide")
    convenor.page.get_by_label("Continue as it is").check()
    convenor.types("Why?", "They come, and they come again.").presses("Record the decision")
    convenor.sees("They come, and they come again.").looks("series")
