"""One mail of every kind there is, with words made up for whatever its templates ask for."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context
from django.utils import timezone

from portal.notifications.actions import MailTemplates, Recipient
from portal.notifications.html import html_from
from portal.notifications.messages import clean, inert

WORDS = {
    "title": "Overseas visitor managers of the region: autumn meeting",
    "network": "London network",
    "target": "London network",
    "reason": "The room is not free on that day.\nWe are sorry & look for another.",
    "message": "I look after overseas visitors at a trust nearby and would like to hear from colleagues.",
    "words": "Please bring your questions about the fee for urgent care.",
    "summary": "How three trusts changed their first conversation with patients, and what came of it.",
    "place": "Education centre, room 2, North Marsh",
    "text": "Send the list of pre-attendance forms to the region",
    "inviter": "Ruth Bell",
    "giver": "Tom Ashworth",
    "writer": "Maya Okafor",
    "seat": "Finance director, Thamesgate Trust",
    "email": "maya.okafor@northmarsh.example",
    "byline": "Overseas visitor manager",
    "lapsed": "",
    "reply": "Thank you. We open the network next month and write to you then.",
    "thread_title": "Who asks for the passport?",
}
# What templates go through line by line.
LISTS = {
    "sections": [
        {
            "name": "London network",
            "threads": [
                {
                    "first": {"title": "Maya Okafor asks: Who asks for the passport?", "url": "/discussion/12/"},
                    "more": 3,
                },
                {"first": {"title": "New meeting: autumn meeting", "url": "/meetings/autumn/"}, "more": 0},
            ],
            "left_out": 4,
        },
        {
            "name": "",
            "threads": [{"first": {"title": "New tool: a card reader, step by step", "url": "/toolbox/5/"}, "more": 0}],
            "left_out": 0,
        },
    ],
    "drafts": [
        {"name": "The first meeting", "address": "/admin/pages/12/edit/"},
        {"name": "A welcome post", "address": "/admin/pages/13/edit/"},
    ],
    "copied": None,
}
NUMBERS = ("count", "number", "minutes", "days", "total", "pk")


class Sample(str):
    """A word that has whatever a template asks it for: dates where a name sounds like one, else more words."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in {"resolve_expression", "alters_data"}:
            raise AttributeError(name)
        return sample(name)

    def __getitem__(self, key: Any) -> Any:
        return sample(key) if isinstance(key, str) else str.__getitem__(self, key)

    def __call__(self) -> Sample:
        return self

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str)


def sample(name: str) -> Any:
    if name in {"site_name", "site_url"}:
        return {"site_name": settings.PORTAL_NAME, "site_url": settings.PORTAL_URL}[name]
    if name == "last" or name.endswith(("_at", "_on", "_by", "until", "_date", "timestamp")):
        return timezone.now() + timedelta(days=9, hours=len(name) == len("starts_at"))
    if name in LISTS:
        return LISTS[name]
    if name.endswith(("url", "link")) or name in {"finish", "address"}:
        return f"{settings.PORTAL_URL}/events/example/AbCdEf12345-a-signed-link-that-is-long/"
    if name in NUMBERS:
        return 3
    if name in {"month", "date", "day", "closes", "due"}:
        return timezone.localdate()
    return Sample(WORDS.get(name, name.replace("_", " ").capitalize()))


class Anything(dict):
    """A context in which every name stands for something."""

    def __missing__(self, key: str) -> Any:
        return sample(key)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key not in {"True", "False", "None", "block", "forloop"}

    def get(self, key: str, default: Any = None) -> Any:
        return self[key]


def all_kinds() -> list[str]:
    found = Path(settings.BASE_DIR, "templates").glob("*/email/*_message.txt")
    names = [f"{path.parts[-3]}/{path.name.removesuffix('_message.txt')}" for path in found]
    return sorted(name for name in names if not name.split("/")[1].endswith("base"))


def is_a_kind(kind: str) -> bool:
    app, _, name = kind.partition("/")
    return Path(settings.BASE_DIR, "templates", app, "email", f"{name}_subject.txt").exists()


KINDS = [kind for kind in all_kinds() if is_a_kind(kind)]


def render_sample(kind: str) -> tuple[str, str, str]:
    """Subject, text and HTML, as `notify` would write them."""
    templates = MailTemplates(kind)
    recipient = Recipient("maya.okafor@northmarsh.example", "Maya Okafor")
    context = Context({"recipient": recipient}, autoescape=False)
    context.dicts.insert(0, Anything())
    subject = inert(templates.subject.render(context))[:250]
    # Some addresses are whole and some begin at the root: here all are whole.
    text = clean(templates.text.render(context)).replace(settings.PORTAL_URL * 2, settings.PORTAL_URL)
    return subject, text, html_from(subject=subject, text=text)
