"""The door on a phone: a fake camera, a connection that goes, and two helpers at once."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Browser, BrowserType, Page, expect

from .camera import film
from .conftest import Person
from .served import Served

PHONE = {"width": 390, "height": 844}
# A meeting that has begun, five people with a place, one who waits, and a link for helpers.
MEETING = """
import json
from datetime import timedelta
from django.utils import timezone
from events import actions
from events.models import EventIndexPage, EventPage, Registration
from events.tickets import ticket_url
from portal.users.models import User
start = timezone.now() - timedelta(minutes=30)
event = EventPage(title="A morning at the door", starts_at=start, ends_at=start + timedelta(hours=3),
                  venue_name="Harbour Hall", capacity=5)
EventIndexPage.objects.get().add_child(instance=event)
event.save_revision().publish()
event = EventPage.objects.with_meeting().get(pk=event.pk)
rows = [Registration.objects.create(meeting=event.meeting, name=name, email=name[:3].lower() + "@portway.example",
        state="waiting" if name == "Wanda Late" else "confirmed")
        for name in ["Ada First", "Bea Second", "Cal Third", "Dee Fourth", "Eve Fifth", "Wanda Late"]]
staff = User.objects.filter(is_superuser=True).first()
print(json.dumps({"pk": event.pk, "codes": [row.code for row in rows], "qr": ticket_url(rows[0]),
                  "link": actions.make_door_link(event=event, actor=staff)}))
"""


@pytest.fixture(scope="module")
def meeting(served: Served) -> dict:
    return json.loads(served.manage("shell", "-v0", "-c", MEETING).strip().splitlines()[-1])


@pytest.fixture
def phone(
    browser_type: BrowserType, browser_type_launch_args: dict, meeting: dict, tmp_path: Path
) -> Iterator[Browser]:
    """A browser whose camera sees the first person's picture, as it is in their mail."""
    out = io.BytesIO()
    segno.make_qr(meeting["qr"], error="m").save(out, kind="png", scale=8, border=4)
    seen = film(out.getvalue(), tmp_path / "ticket.y4m")
    args = [*browser_type_launch_args.get("args", []), "--use-fake-device-for-media-stream"]
    args += ["--use-fake-ui-for-media-stream", f"--use-file-for-fake-video-capture={seen}"]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": args})
    yield browser
    browser.close()


def helper(phone: Browser, served: Served, meeting: dict, name: str) -> Person:
    """Somebody without an account opens the organisers' link."""
    page = phone.new_context(viewport=PHONE, locale="en-GB").new_page()
    page.set_default_timeout(30_000)
    somebody = Person(page, served, name)
    return somebody.goes_to(f"/events/door/link/{meeting['link']}/").sees("A morning at the door")


def row(page: Page, name: str):
    return page.locator(".door__person", has_text=name)


def types_code(somebody: Person, code: str) -> None:
    somebody.page.get_by_label("Code").fill(f"{code[:4].lower()} {code[4:]}")
    somebody.page.get_by_role("button", name="Check in").click()


def test_two_helpers_at_the_door(phone: Browser, served: Served, meeting: dict) -> None:
    one, two = (helper(phone, served, meeting, name) for name in ("one", "two"))
    codes = meeting["codes"]

    # The camera sees a picture: marked, and the other helper sees it without doing anything.
    one.clicks("Scan with the camera").sees("Ada First is here.")
    one.keeps_picture("door-camera").clicks("Stop the camera")
    expect(row(two.page, "Ada First")).to_contain_text("Here since")
    types_code(two, codes[0])
    two.sees("Ada First: already here since")

    # One finds a name, presses, and takes it back.
    one.page.get_by_label("Find a name or a trust").fill("bea")
    expect(row(one.page, "Cal Third")).to_be_hidden()
    row(one.page, "Bea Second").get_by_role("button", name="Here").click()
    one.sees("Bea Second is here.")
    row(one.page, "Bea Second").get_by_role("button", name="Undo").click()
    one.sees("Bea Second is not marked as here.")
    one.page.get_by_label("Find a name or a trust").fill("")
    one.looks("door")

    # Somebody who waits stands there, and the room is full.
    types_code(one, codes[5])
    one.sees("All places are taken. Let them in?").looks("door-full")
    one.page.get_by_role("button", name="Let them in").click()
    one.sees("Wanda Late is here.")


def test_marks_survive_a_connection_that_goes_and_a_reload(phone: Browser, served: Served, meeting: dict) -> None:
    somebody, codes = helper(phone, served, meeting, "underground"), meeting["codes"]
    page = somebody.page
    page.context.set_offline(True)
    types_code(somebody, codes[2])
    types_code(somebody, codes[3])
    somebody.sees("2 not sent yet").keeps_picture("door-offline")
    expect(row(page, "Cal Third")).to_contain_text("Here, not sent yet")

    # The page comes, but marks still do not get through: what was kept is there after the reload.
    page.route("**/door/mark/", lambda route: route.abort())
    page.context.set_offline(False)
    page.reload()
    somebody.sees("2 not sent yet")
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert codes[2] in kept and "Cal" not in kept

    page.unroute("**/door/mark/")
    expect(row(page, "Cal Third")).to_contain_text("Here since")
    expect(row(page, "Dee Fourth")).to_contain_text("Here since")
    expect(page.locator("[data-queue]")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0


def test_somebody_walks_in(phone: Browser, served: Served, meeting: dict) -> None:
    somebody = helper(phone, served, meeting, "reception")
    somebody.clicks("add a walk-in").looks("door-walk-in")
    somebody.types("Name", "Zoe Sixth").types("Email", "zoe@portway.example").sends()
    somebody.sees("All places are taken. Let them in?").looks("door-walk-in-full").presses("Let them in")
    somebody.sees("Zoe Sixth is here.").does_not_see("zoe@portway.example")
    expect(somebody.page.locator(".door__counts")).to_contain_text("walked in")
