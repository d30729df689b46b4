"""What each kind of mail looks like: narrow and wide, light and dark. The pictures are for looking at."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import PICTURES
from tests.notifications.samples import KINDS, render_sample

SHAPES = [(width, scheme) for width in (320, 800) for scheme in ("light", "dark")]
# Of every element with words of its own: what is written, in which colour, and on what.
CONTRASTS = """() => [...document.querySelectorAll("td, p, li, a, strong")].filter(
  one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
).map(one => {
  let behind = one;
  while (behind && getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)") behind = behind.parentElement;
  return [one.textContent.trim().slice(0, 40), getComputedStyle(one).color,
          behind ? getComputedStyle(behind).backgroundColor : "rgb(255, 255, 255)"];
})"""


def light(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("width", "scheme"), SHAPES)
def test_every_mail_fits_and_can_be_read(browser: Browser, width, scheme) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700}, color_scheme=scheme)
    for kind in KINDS:
        page.set_content(render_sample(kind)[2])
        page.screenshot(path=PICTURES / f"mail-{kind.replace('/', '-')}-{width}-{scheme}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{kind} is wider than {width}"
        for words, colour, behind in page.evaluate(CONTRASTS):
            assert contrast(colour, behind) >= 4.5, f"{kind}, {scheme}: “{words}” {colour} on {behind}"
    page.close()
