"""A network's whole life as its people go through it: proposed, opened, run, changed, taken away."""

from __future__ import annotations

import re
import zipfile

from playwright.sync_api import Browser

CONVENOR = "liam.lindqvist@tamarbank.example"


def test_staff_open_a_proposed_network_and_its_convenor_finds_it_ready(person):
    visitor = (
        person("visitor").goes_to("/networks/coverage/").sees("networks in seven regions").looks("coverage-public")
    )
    visitor.does_not_see("Trusts without")
    staff = person("moderator").goes_to("/networks/proposals/").clicks("Start a network: Morwenna Trease")
    staff.looks("proposal-to-open").chooses("Open this network").looks("network-open-from-proposal")
    assert staff.page.get_by_label("Name of the network").input_value() == "South West network"
    assert "jory.penrose@tamarbank.example" in staff.page.get_by_label("Who is invited?").input_value()
    staff.presses("Open the network").sees("There is a problem").looks("network-open-errors")
    staff.types("What it is for", "For whoever recovers the cost of care in the South West.")
    staff.types("Email address of the first convenor", CONVENOR).presses("Open the network")
    staff.sees("The network is open").goes_to("/networks/coverage/").looks("coverage")
    told = staff.opens_mail(CONVENOR, "is open, and yours to run")
    assert "The first meeting" in told and "A welcome post" in told
    assert "jory" not in told

    convenor = person("new-convenor").signs_in(CONVENOR).goes_to("/networks/").clicks("South West network")
    convenor.sees("has begun").sees("No meeting is planned").looks("network-new")
    convenor.chooses("Run this network|Roles, kind and pages")
    convenor.sees("South West network: first meeting").sees("Welcome to South West network").looks("network-manage-new")


def test_a_convenor_asks_finds_and_meets_at_the_networks_home(person):
    ruth = person("convenor").goes_to("/networks/london/")
    ruth.sees("Ask the network").types("Search this network", "card reader")
    with ruth.page.expect_navigation():
        ruth.page.get_by_role("search", name="Search London network").get_by_role("button", name="Find").click()
    ruth.sees("How London trusts share a card reader")
    assert "network=london" in ruth.page.url


def test_a_convenor_reads_who_loses_sight_before_a_kind_changes(person):
    ruth = person("convenor").goes_to("/networks/london/").clicks("Change")
    ruth.page.get_by_label(re.compile("^Private")).check()
    ruth.presses("Continue").sees("Who gains and who loses sight").sees("Lose sight").looks("network-kind-confirm")
    ruth.clicks("Cancel").sees("Restricted")


def test_a_whole_network_is_taken_away_and_read_without_the_portal(person, browser: Browser, tmp_path):
    ruth = person("convenor").goes_to("/networks/london/").chooses("Roles, kind and pages")
    ruth.clicks("Export the whole network").presses("Make the archive").looks("network-archive")
    for _ in range(60):
        if ruth.page.get_by_role("link", name=re.compile("^Download")).count():
            break
        ruth.page.wait_for_timeout(500)
        ruth.page.reload()
    with ruth.page.expect_download() as download:
        ruth.page.get_by_role("link", name=re.compile("^Download")).first.click()
    download.value.save_as(tmp_path / "network.zip")
    zipfile.ZipFile(tmp_path / "network.zip").extractall(tmp_path / "network")
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((tmp_path / "network" / "index.html").as_uri())
    page.get_by_role("link", name="Discussions", exact=True).click()
    page.get_by_role("link", name="How do you ask everybody without slowing the desk?").click()
    page.get_by_text("laminated card").wait_for()
    page.get_by_role("link", name="London network").click()
    page.get_by_role("link", name="Meetings", exact=True).click()
    page.get_by_role("link", name="The first London network meeting").click()
    page.get_by_role("heading", name="Agenda").wait_for()
    context.close()
