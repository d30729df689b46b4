"""An organiser's afternoon: find people, say yes, write, mark who came, print the sheet, register somebody."""

from __future__ import annotations

import re

ASKING = """
from events.models import EventPage, Registration
coming = EventPage.objects.with_meeting().get(slug="london-managers-meeting")
for number in (1, 2, 3):
    address = f"zora{number}@portway.example"
    Registration.objects.create(meeting=coming.meeting, name=f"Zora Asks {number}", email=address, state="requested")
over = EventPage.objects.past().filter(title="London lunchtime call").first()
over.meeting.registrations.update(present_at=None, present_by=None)
print(coming.pk, over.pk)
"""
LONDON = """
from networks.models import Network
print(Network.objects.get(page__region__slug="london", page__depth=4).pk)
"""


def test_an_organiser_looks_after_who_comes(person, served):
    coming, over = served.manage("shell", "-v", "0", "-c", ASKING).split()[-2:]
    ruth = person("convenor").goes_to(f"/events/{coming}/people/").looks("people")
    page = ruth.page

    # Two of three who asked hear yes.
    page.get_by_label("Name, address, trust or code").fill("zora")
    ruth.presses("Show").sees("3 people found")
    for number in (1, 2):
        page.get_by_label(f"Tick Zora Asks {number}").check()
    page.get_by_label("With those you ticked").select_option("approve")
    ruth.presses("Go on").sees("Say yes to 2 people?").does_not_see("Zora Asks 3")
    ruth.looks("people-approve").presses("Say yes").sees("Said yes to: 2 people").looks("people-approved")
    assert "zora" in page.get_by_role("link", name="Back to who comes").get_attribute("href")

    # All three read a word from her.
    page.get_by_role("link", name="Back to who comes").click()
    page.get_by_label("Select all on this page").check()
    page.get_by_label("With those you ticked").select_option("write")
    ruth.presses("Go on").sees("Write to 3 people").presses("Write to them").sees("There is a problem")
    ruth.looks("people-write-errors")
    ruth.types("Subject", "A new room").types("Your message", "We meet on the second floor.").presses("Write to them")
    ruth.sees("Written to: 3 people")
    assert "We meet on the second floor." in ruth.opens_mail("zora3@portway.example", "A new room")

    # One person, and a note.
    ruth.goes_to(f"/events/{coming}/people/?q=zora").clicks("Zora Asks 3").sees("What happened")
    ruth.types("Note", "Comes an hour late.").presses("Save the note").sees("The note is saved").looks("one-person")

    # Who came is marked afterwards, and taken back.
    ruth.goes_to(f"/events/{over}/people/")
    for box in page.locator("input[name=who]").all()[:3]:
        box.check()
    page.get_by_label("With those you ticked").select_option("present")
    ruth.presses("Go on").sees("Mark 3 people as there?").presses("Mark as there").sees("Marked as there: 3 people")
    ruth.presses("Undo").presses("Mark as not there").sees("Marked as not there: 3 people")

    # On paper, and for somebody who rang.
    ruth.goes_to(f"/events/{coming}/people/").clicks("Sheet to sign at the door").sees("Signature").looks("sheet")
    ruth.goes_to(f"/events/{coming}/people/").clicks("Register somebody").looks("register-somebody")
    ruth.types("Email address", "rang@portway.example").presses("Register them").sees("Enter their name.")
    page.get_by_role("textbox", name=re.compile("^Name")).last.fill("Rita Rang")
    ruth.presses("Register them").sees("Rita Rang").sees("By an organiser")


def test_the_list_of_people_works_without_a_script(person, served):
    coming, _ = served.manage("shell", "-v", "0", "-c", ASKING.replace("zora", "yara").replace("Zora", "Yara")).split()[
        -2:
    ]
    ruth = person("convenor")
    plain = ruth.page.context.browser.new_context(
        java_script_enabled=False, storage_state=ruth.page.context.storage_state()
    )
    page = plain.new_page()
    page.goto(f"{served.url}/events/{coming}/people/?q=yara")
    page.get_by_label("Tick Yara Asks 1").check()
    page.get_by_label("With those you ticked").select_option("decline")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Say no").click()
    page.get_by_text("Said no to: 1 person").wait_for()


def test_the_map_of_attendance_is_read_and_scrolled_with_a_keyboard(person, served):
    london = served.manage("shell", "-v", "0", "-c", LONDON).split()[-1]
    convenor = person("convenor").goes_to(f"/networks/{london}/manage/").clicks("Attendance by trust")
    ruth = convenor.looks("attendance").page
    table = ruth.get_by_role("table", name=re.compile("How many people of each trust"))
    assert table.get_by_role("rowheader").count() > 5
    assert ruth.get_by_role("region", name="Attendance by trust").get_attribute("tabindex") == "0"
