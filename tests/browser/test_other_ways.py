"""Without JavaScript, with a keyboard alone, in forced colours, on paper, and with names as long as they come."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

IMPORTANT = [
    "/",
    "/networks/london/",
    "/meetings/new-in-the-role-an-hour-of-questions/",
    "/toolbox/recovering-debt-what-works-and-what-harms/",
    "/search/?q=interview",
    "/blog/first-london-network-meeting/",
]


def test_everything_that_matters_works_without_javascript(person):
    maya = person("visitor", javascript=False).signs_in("maya.okafor@northmarsh.example")
    page = maya.page
    maya.goes_to("/").types("Search tools, meetings and networks", "interview").page.keyboard.press("Enter")
    maya.sees("First-contact interview script")
    page.get_by_label("Checklist").first.check()
    maya.presses("Apply filters").sees("Interview checklist for evenings and weekends")
    maya.goes_to("/toolbox/").page.get_by_label("Checklist").first.check()
    maya.presses("Apply").sees("Card capture checklist")

    maya.goes_to("/blog/first-london-network-meeting/").types("Your comment", "Read without any script.")
    maya.presses("Send").sees("Read without any script.")

    maya.goes_to("/networks/midlands/").chooses("join")
    page.locator("main form button[type=submit]").first.click()
    maya.goes_to("/networks/midlands/").sees("Midlands: the first five minutes")

    maya.goes_to("/meetings/new-in-the-role-an-hour-of-questions/").chooses("^register")
    if "/register/" in page.url:
        page.locator("main form button[type=submit]").first.click()
    maya.sees("You have a place")


def test_the_menu_and_the_filters_of_a_phone_open_without_javascript(person):
    visitor = person("visitor", javascript=False).goes_to("/search/?q=interview")
    page = visitor.page
    assert page.get_by_label("Checklist").first.is_visible(), "beside the results the filters stand open"
    page.set_viewport_size({"width": 320, "height": 800})
    assert not page.get_by_label("Checklist").first.is_visible(), "on a phone they wait until they are asked for"
    page.locator("summary#filters").click()
    page.get_by_label("Checklist").first.check()
    visitor.presses("Apply filters").sees("Filters (1 chosen)")

    menu = page.locator(".site-nav--narrow")
    menu.locator("summary").click()
    menu.get_by_role("link", name="Meetings").click()
    page.wait_for_url("**/meetings/")


NAME = """() => {
  const one = document.activeElement, label = one.labels && one.labels[0];
  return (label || one).innerText.trim();
}"""


def tabs_to(page, words):
    """The keyboard on what has these words, by Tab alone."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if re.search(words, page.evaluate(NAME)):
            return page.keyboard
    raise AssertionError(f"Tab does not reach {words} on {page.url}")


def test_a_question_is_asked_by_keyboard_alone_and_without_javascript(person):
    amara = person("amara", javascript=False).signs_in("amara.abara@thamesgate.example").goes_to("/networks/london/")
    page = amara.page
    with page.expect_navigation():
        tabs_to(page, "^Ask the network").press("Enter")
    tabs_to(page, "^A question").press("Space")
    tabs_to(page, "^In one line").type("Who signs the letter before action?")
    tabs_to(page, "^Details").type("Ours has three names on it.")
    with page.expect_navigation():
        tabs_to(page, "^Post").press("Enter")
    amara.sees("Who signs the letter before action?").sees("Ours has three names on it.")


def test_a_keyboard_reaches_everything_and_always_sees_where_it_is(person):
    maya = person("ovm").goes_to("/")
    stops = walk(maya.page)
    assert "Skip to main content" in stops[0]
    assert len(stops) > 30, stops
    maya.goes_to("/").page.keyboard.press("Tab")
    maya.page.keyboard.press("Enter")
    maya.page.locator("#maincontent:focus").wait_for()
    maya.goes_to("/meetings/the-board-paper-written-together/")
    stops = walk(maya.page)
    assert any(re.search("Register", stop) for stop in stops), stops


@pytest.mark.parametrize("way", ["forced colours", "paper"])
def test_pages_keep_their_words_in(way, person):
    visitor, wanted = person("visitor"), {}
    for path in IMPORTANT:
        wanted[path] = visitor.goes_to(path).page.locator("main h1").first.inner_text()
    if way == "paper":
        visitor.page.emulate_media(media="print")
    else:
        visitor.page.emulate_media(forced_colors="active")
    for path, heading in wanted.items():
        main = visitor.goes_to(path).page.locator("main")
        assert main.locator("h1").first.inner_text() == heading
        assert main.locator("h1").first.is_visible()
        assert len(main.inner_text()) > 300, path
        found = Axe().run(visitor.page)
        assert found.violations_count == 0, f"{path}, {way}:\n{found.generate_report()}"


def test_the_longest_names_break_no_page(person, served):
    served.manage("shell", "-v", "0", "-c", LONGEST)
    long = person("visitor").signs_in("longest@lambwell.example")
    for name, path in (
        ("longest-name-me", "/me/"),
        ("longest-title-toolbox", "/toolbox/?sort=newest&q=unbreakable"),
        ("longest-title-search", "/search/?q=unbreakable"),
        ("longest-title-tool", "/toolbox/card-capture-checklist/"),
        ("longest-title-meetings", "/meetings/"),
        ("longest-title-meeting", "/meetings/new-in-the-role-an-hour-of-questions/"),
        ("longest-title-network", "/networks/north-west/"),
        ("longest-title-networks", "/networks/"),
    ):
        long.goes_to(path).looks(name)


LONGEST = """
from allauth.account.models import EmailAddress
from django.utils import timezone
from events.models import EventPage
from networks.models import Membership, NetworkPage
from portal.users.models import User
from toolbox.models import EntryPage
title = ("Unbreakable " + "Donaudampfschiffahrtsgesellschaft" * 6)[:200]
for page in (EntryPage.objects.get(slug="card-capture-checklist"), NetworkPage.objects.get(slug="north-west"),
             EventPage.objects.get(slug="new-in-the-role-an-hour-of-questions")):
    page.title = title
    page.save_revision().publish()
person = User.objects.get(email="helen.marsh@lambwell.example")
person.pk, person.email = None, "longest@lambwell.example"
person.first_name, person.last_name = "Wolfeschlegelstein" * 3, "Hausenbergerdorffvoraltern" * 3
person.job_title = "Deputydirectorofeverythingthereis" * 3
person.save()
EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
Membership.objects.create(user=person, network=NetworkPage.objects.get(slug="north-west").network)
"""

FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const style = getComputedStyle(at), box = at.getBoundingClientRect();
  const inner = at.querySelector(".region-map__tile");
  const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
    || style.boxShadow !== "none" || (inner && parseFloat(getComputedStyle(inner).strokeWidth) > 2);
  return { name: (at.innerText || at.getAttribute("aria-label") || at.name || at.id || at.textContent).trim(),
    seen: drawn && box.width > 0 && box.height > 0 };
}"""


def walk(page) -> list[str]:
    """Tab through the page; each stop must be drawn where the reader can see it."""
    stops = []
    for _ in range(150):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            break
        assert stop["seen"], f"the focus on {stop['name']!r} cannot be seen"
        stops.append(stop["name"])
    return stops
