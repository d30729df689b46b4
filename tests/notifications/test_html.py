"""Every mail is HTML beside its text, made in one way."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.core.mail import EmailMessage

from portal.notifications.backends import OutboxBackend
from portal.notifications.html import blocks_of, html_from
from portal.notifications.messages import in_thread
from portal.notifications.models import Mail

from .samples import KINDS, render_sample

OURS = f"{settings.PORTAL_URL}/events/7/"


def shapes(body: str) -> list[str]:
    return [block.shape for block in blocks_of(body)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_in_html_what_it_says_in_text(kind) -> None:
    subject, text, html = render_sample(kind)
    assert subject
    said = words_in(html)
    for word in text.partition("\n--\n")[0].split():
        if "://" not in word and "@" not in word:
            assert word.strip(":.-") in said, f"{kind}: {word}"
    for address in [word.rstrip(".") for word in text.split() if word.startswith(settings.PORTAL_URL)]:
        assert address in html, f"{kind}: {address}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_at_its_foot_why_somebody_gets_it(kind) -> None:
    _, text, html = render_sample(kind)
    assert f"\n--\n{settings.PORTAL_NAME}\n" in text, kind
    assert "You get this" in html or "We sent this" in html, kind
    assert "/contact/" in html


def test_every_mail_template_is_a_kind_with_a_sample_or_a_part_of_one() -> None:
    """So that each is rendered here and looked at in pictures."""
    templates = Path(settings.BASE_DIR, "templates")
    written = {path.relative_to(templates).as_posix(): path.read_text() for path in templates.glob("*/email/*.txt")}
    for path in written:
        kind = re.sub(r"/email/(.*)_(subject|message)\.txt$", r"/\1", path)
        part = any(f'"{path}"' in words for words in written.values())
        assert kind in KINDS or part, f"{path} has no subject or message beside it, and nothing uses it"


@pytest.mark.parametrize("kind", KINDS)
def test_every_address_in_a_sample_is_whole(kind) -> None:
    _, text, _ = render_sample(kind)
    assert not re.search(r"(?<![\w:/.])/[a-z]+/", text), f"{kind}: an address without the portal's own"
    assert text.count("http") == len(re.findall(r"(?:^|[\s(])https?://", text)), kind


def test_where_a_mail_leads_is_its_button_and_the_next_is_a_link() -> None:
    blocks = blocks_of(f"Hello.\n\nIt is your turn. Take the place: {OURS}\n\nOr give it up:\n\n{OURS}no/")
    assert [(block.shape, block.words) for block in blocks] == [
        ("words", ""),
        ("words", ""),
        ("button", "Take the place"),
        ("link", "Or give it up"),
    ]


def test_a_way_out_and_the_contact_page_are_no_buttons() -> None:
    assert shapes(f"Cannot come? Give your place back:\n{OURS}") == ["words", "link"]
    assert shapes(f"If this is wrong, write to us: {settings.PORTAL_URL}/contact/") == ["link"]


def test_a_digest_is_headings_with_lists_of_links_and_its_settings_are_no_button() -> None:
    body = (
        f"LONDON NETWORK\n\n- Maya asks\n  {OURS}\n\n- <b>\n  {OURS}\n\nAnd 4 more: {OURS}\n\nNo more digests: {OURS}"
    )
    assert shapes(body) == ["heading", "list", "link", "link"]
    html = html_from(subject="x", text=body)
    assert f'<a href="{OURS}" class="link" style="color:#005eb8">Maya asks</a>' in html
    assert "&lt;b&gt;</a>" in html


def test_what_somebody_wrote_gets_no_button_and_no_tags() -> None:
    body = "They write:\nhttps://elsewhere.example/sign-in\n\n<b>Smith & Sons</b> <script>alert(1)</script>"
    assert shapes(body) == ["words", "words"]
    html = html_from(subject="<i>", text=body)
    assert "<script>" not in html
    assert "Smith &amp; Sons" in html
    assert "<i>" not in html
    assert 'class="button"' not in html


def test_lines_with_dashes_are_a_list_and_a_meeting_stands_apart() -> None:
    assert shapes("Bring:\n- a pen\n- paper") == ["words", "list"]
    assert shapes(f"Autumn meeting\n25 February 2015, 2pm\nRoom 2\n{OURS}") == ["thing"]


def test_a_mail_of_another_package_gets_our_layout_too(db) -> None:
    EmailMessage("A page waits", "Somebody asks you to look at it.", to=["maya@northmarsh.example"]).send()
    OutboxBackend().send_messages([EmailMessage("Told", "Look.", to=["ruth@thamesgate.example"])])
    mail = Mail.objects.get(to="ruth@thamesgate.example")
    assert settings.PORTAL_NAME in mail.html
    assert "Look." in mail.html


def words_in(html: str) -> str:
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_data = found.append  # type: ignore[method-assign]
    parser.feed(html)
    return " ".join(found)


def test_mails_about_one_thing_stand_together_in_a_mail_program() -> None:
    assert in_thread("events.meeting:7") == in_thread("events.meeting:7")
    assert in_thread("events.meeting:7")["References"].startswith("<events.meeting.7@")
    assert in_thread("events.meeting:7") != in_thread("events.meeting:8")
