"""What browser tests share: one served portal a run, people who can sign in, and a look at every page."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from portal.demo.cast import PASSWORD
from portal.demo.people import PARTS

from .served import PROJECT, Served, serve

PICTURES = Path(os.environ.get("PICTURES", PROJECT / ".var" / "pictures"))
WIDTHS = (1280, 320)
# What fades in has its colours only when it is there; what turns for ever or for long (the editor's) is not waited for.
AT_REST = """() => Promise.allSettled(document.getAnimations()
  .filter(one => one.effect.getComputedTiming().endTime < 2000).map(one => one.finished))"""
ADDRESSES = {part: f"{first}.{last}@{trust}.example".lower() for part, first, last, _, _, trust, _ in PARTS}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Two lines of work, each with a served portal of its own, in the order they are written: pages, and journeys."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("pages" if item.path.stem == "test_every_page" else "journeys"))


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Served]:
    portal = serve(tmp_path_factory.mktemp("served"))
    yield portal
    portal.stop()


class Person:
    """Somebody in front of a browser of their own."""

    def __init__(self, page: Page, served: Served, name: str) -> None:
        self.page, self.served, self.name = page, served, name

    def goes_to(self, path: str) -> Person:
        response = self.page.goto(path if path.startswith("http") else self.served.url + path)
        assert response is not None and response.status < 400, f"{path}: {response and response.status}"
        return self

    def clicks(self, name: str) -> Person:
        """A link, also one that looks like a button."""
        self.page.get_by_role("link", name=name).or_(self.page.get_by_role("button", name=name)).first.click()
        return self

    def presses(self, name: str) -> Person:
        """A button that sends a form; the answer is there when this returns."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=name).first.click()
        return self

    def sends(self) -> Person:
        """Press the first button of the page's form, whatever its words."""
        with self.page.expect_navigation():
            self.page.locator("main form button[type=submit]").first.click()
        return self

    def chooses(self, words: str) -> Person:
        """Whatever in the page can be pressed and has these words (a regular expression)."""
        main, name = self.page.locator("main"), re.compile(words, re.IGNORECASE)
        with self.page.expect_navigation():
            main.get_by_role("link", name=name).or_(main.get_by_role("button", name=name)).first.click()
        return self

    def types(self, label: str, text: str) -> Person:
        self.page.get_by_label(label, exact=False).first.fill(text)
        return self

    def sees(self, text: str) -> Person:
        self.page.get_by_text(text, exact=False).first.wait_for(timeout=30_000)
        return self

    def does_not_see(self, text: str) -> Person:
        assert self.page.get_by_text(text, exact=False).count() == 0, f"{self.name} sees {text!r}"
        return self

    def signs_in(self, email: str, password: str = PASSWORD) -> Person:
        self.goes_to("/accounts/login/")
        self.page.locator("input[name=login]").fill(email)
        self.page.locator("input[name=password]").fill(password)
        self.sends()
        if "/accounts/2fa/authenticate/" in self.page.url:
            self.types("Code", self.reads_code(email)).sends()
        assert "/accounts/" not in self.page.url, f"{email} could not sign in: {self.page.url}, {self.page.title()}"
        return self

    def reads_code(self, email: str) -> str:
        """What the authenticator app of somebody shows, from the development page; waits where it has been used."""
        page = self.page.context.new_page()
        while True:
            page.goto(f"{self.served.url}/dev/codes/?to={email}")
            code = page.locator("[data-code]")
            if code.count():
                break
            page.wait_for_timeout(1000)  # a code is used once, and the next one comes with the clock
        digits = code.first.inner_text()
        page.close()
        return digits

    def opens_mail(self, to: str, subject: str) -> str:
        """The text of the newest mail to somebody with these words in its subject, read at the development page."""
        self.goes_to(f"/dev/mail/?to={to}")
        self.page.get_by_role("link", name=re.compile(subject)).first.click()
        return self.page.locator("main").inner_text()

    def keeps_picture(self, name: str) -> Person:
        PICTURES.mkdir(parents=True, exist_ok=True)
        width = (self.page.viewport_size or {"width": 1280})["width"]
        self.page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
        return self

    def looks(self, name: str) -> Person:
        """Keep a picture at two widths and ask axe; a page wider than its window is a defect too."""
        size = self.page.viewport_size
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.evaluate(AT_REST)
            self.keeps_picture(name)
            too_wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert too_wide <= 0, f"{name} is {too_wide} px too wide at {width} px"
            found = Axe().run(self.page, options={"resultTypes": ["violations"]})  # the rest is counted, not listed
            assert found.violations_count == 0, f"{name} at {width} px:\n{found.generate_report()}"
        self.page.set_viewport_size(size or {"width": 1280, "height": 900})
        return self


@pytest.fixture
def person(browser: Browser, served: Served) -> Iterator[Callable[..., Person]]:
    """`person("olu")` sits down at a browser; `person("convenor")` signs in as that part of the demonstration."""
    contexts = []

    def sit_down(name: str, *, javascript: bool = True) -> Person:
        context = browser.new_context(
            java_script_enabled=javascript,
            viewport={"width": 1280, "height": 900},
            locale="en-GB",
            storage_state=served.signed_in.get(name),
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        somebody = Person(context.new_page(), served, name)
        if name in ADDRESSES and somebody.goes_to("/me/").page.url != f"{served.url}/me/":
            somebody.signs_in(ADDRESSES[name])
            served.signed_in[name] = context.storage_state()  # a code works once in thirty seconds
        return somebody

    yield sit_down
    for context in contexts:
        context.close()
