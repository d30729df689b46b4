"""Somebody takes their data along, and somebody closes their account, without JavaScript."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

from portal.demo.cast import PASSWORD

from .conftest import ADDRESSES, Person
from .served import Served

# Somebody of the demonstration who wrote, runs no network, and has no part in the other journeys.
WHO = """
from portal.users.models import User
people = User.objects.filter(is_active=True, is_staff=False, comments__isnull=False, memberships__isnull=False)
others = people.exclude(memberships__role="convenor").exclude(email__in={addresses!r}).order_by("pk")
print(others.first().email)
"""


def types_the_password_again(somebody: Person) -> None:
    if "/accounts/reauthenticate/" in somebody.page.url:
        somebody.page.locator("input[name=password]").fill(PASSWORD)
        somebody.sends()


def waits_for(somebody: Person, path: str, words: str) -> None:
    """A worker is at it: the page is loaded again until it says so."""
    for _ in range(60):
        somebody.goes_to(path)
        if somebody.page.locator("main").get_by_text(words).count():
            return
        somebody.page.wait_for_timeout(1000)
    raise AssertionError(f"{path} never said {words!r}")


def test_maya_downloads_her_data_and_reads_it_without_the_internet(person, tmp_path: Path):
    maya = person("ovm").goes_to("/me/profile/").clicks("Your data").looks("my-data")
    maya.presses("Ask for your data")
    types_the_password_again(maya)
    waits_for(maya, "/me/data/", "Kept until")
    maya.looks("my-data-ready")
    with maya.page.expect_download() as download:
        maya.page.get_by_role("link", name=re.compile("^Download")).first.click()
    with zipfile.ZipFile(download.value.path()) as archive:
        archive.extractall(tmp_path)
    held = {part["name"]: part["rows"] for part in json.loads((tmp_path / "data.json").read_text())["what we hold"]}
    assert held["Your account"][0]["email"] == ADDRESSES["ovm"]
    assert held["Your seats"]

    maya.page.goto((tmp_path / "index.html").as_uri())
    maya.sees("holds about you").sees("Your seats").looks("my-data-archive")
    assert maya.opens_mail(ADDRESSES["ovm"], "Your data is ready")


def test_staff_see_what_is_due_before_anything_goes(person):
    person("admin").goes_to("/admin/reports/retention/").sees("Who registered for a meeting").keeps_picture("retention")


def test_somebody_closes_their_account_without_javascript(person, served: Served):
    email = served.manage("shell", "-v0", "-c", WHO.format(addresses=list(ADDRESSES.values()))).strip()
    leaver = person("leaver", javascript=False).signs_in(email)
    leaver.goes_to("/me/data/").clicks("Close your account").sees("What stays").sees("What goes")
    person("ovm").goes_to("/me/close/").looks("close-account")

    leaver.presses("Close my account")
    types_the_password_again(leaver)
    leaver.sees("There is a problem").sees("Choose when to close your account")
    leaver.page.get_by_label("In 7 days").check()
    leaver.types("Type “close my account”", "close my account").presses("Close my account")
    leaver.sees("Your account will be closed").keeps_picture("close-account-asked")
    leaver.presses("Keep my account").sees("Your account stays open")

    leaver.goes_to("/me/close/")
    leaver.page.get_by_label("Now", exact=True).check()
    leaver.types("Type “close my account”", "close my account").presses("Close my account")
    leaver.sees("Your account is being closed").keeps_picture("account-closed")
    assert "/accounts/login/" in leaver.goes_to("/me/").page.url

    assert served.manage("shell", "-v0", "-c", STILL.format(email=email)).strip() == "gone"


# The worker has been: nobody of that name or address is left, and what they wrote has an author without a name.
STILL = """
import time
from portal.users.models import User
for _ in range(60):
    if not User.objects.filter(email={email!r}).exists():
        break
    time.sleep(1)
last = User.objects.filter(email__endswith="@closed.invalid").order_by("-pk").first()
print("gone" if last and str(last) == "Former member" and last.comments.exists() else "still there")
"""
