"""A convenor writes to the members and announces something; a member hears of it, and chooses what to hear."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone

SUBJECT = "The agenda of our next meeting"
TITLE = "The card reader moves to the main entrance"
MEMBER = "helen.marsh@lambwell.example"

LOOKS_AFTER = """
from networks.models import Network
from portal.users.models import User
from tests.factories.networks import make_convenor
make_convenor(Network.objects.get(page__slug="south-east"), User.objects.get(email__startswith="ruth.bell@"))
"""


def test_a_convenor_tells_the_members_and_a_member_chooses_what_to_hear(person, served):
    ruth = person("convenor").goes_to("/networks/london/").chooses("Roles, kind and pages")
    ruth.chooses("^Messages|Write to the members").chooses("Write to the members")
    ruth.types("Subject", SUBJECT).types("Message", "It is on the page of the meeting.\n\nPlease bring one figure.")
    ruth.presses("See who gets it").sees("Who gets it").sees("Helen Marsh").sees("You get a copy.")
    named = ruth.page.locator("main ul").first.locator("li").count()
    told = int(re.findall(r"\d+", ruth.page.locator("h1").inner_text())[0])
    assert 0 < named <= told
    ruth.looks("broadcast-confirm").presses("Send in ten minutes").sees("Until then you can stop it.")

    ruth.goes_to("/networks/london/").clicks("Ask the network").types("In one line", TITLE)
    ruth.page.get_by_label(re.compile("^An announcement")).check()
    ruth.types("Details", "From Monday on. The porters know.").sends().sees(TITLE)
    announced = ruth.page.url
    served.manage("tick", at=timezone.now() + timedelta(minutes=15))

    helen = person("second-finance-director")
    assert "Please bring one figure." in helen.opens_mail(MEMBER, SUBJECT)
    helen.goes_to("/me/news/").presses(TITLE).sees("The porters know.").presses("Mute").sees("You hear no more of it.")
    helen.presses("Hear of it again").presses("Follow").sees("You follow it now.")

    ruth.goes_to(announced).presses("Pin on top of the list").sees("It stands on top of the list.")
    ruth.chooses("^Close").types("Reason", "All is said.").presses("Close it").sees("The discussion is closed.")
    ruth.chooses("^Move").sees("There is nowhere to move it")
    served.manage("shell", "-v", "0", "-c", LOOKS_AFTER)
    ruth.goes_to(announced).chooses("^Move").page.get_by_label("South East network").check()
    ruth.types("Reason", "It is their entrance.").presses("Show who will read it").sees("who can read it now will not.")
    ruth.looks("thread-move-readers").presses("Move it").sees("is in South East network now")
    helen.goes_to("/discussions/").does_not_see(TITLE)
