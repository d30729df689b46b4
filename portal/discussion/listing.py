"""The discussions of a network, or of all that somebody may read: chosen, in order, and what of them is new."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from wagtail.models import Page

from .forms.listing import CLOSED, LONGEST, NEWEST, REPLIES
from .models import Thread
from .querysets import ThreadQuerySet

ORDERS = {
    NEWEST: ("-created_at", "-pk"),
    LONGEST: ("created_at", "pk"),
    REPLIES: ("-comment_count", "-last_activity", "-pk"),
}


class Listing:
    def __init__(
        self, *, user: AbstractBaseUser | AnonymousUser, asked: dict[str, Any], page: Page | None = None
    ) -> None:
        self.user, self.asked, self.page = user, asked, page

    @property
    def is_filtered(self) -> bool:
        return bool(self.asked.keys() & {"q", "kind", "status"})

    @property
    def show(self) -> str:
        return self.asked.get("show", "")

    @property
    def choices(self) -> list[dict[str, Any]]:
        """The ways to look at the list, each with its address; a visitor has read nothing and written nothing."""
        ways = [("", "All"), ("unanswered", "Unanswered")]
        if self.user.is_authenticated:
            ways += [("mine", "Mine"), ("unread", "Unread")]
        return [{"name": name, "is_current": key == self.show, "href": self._address(show=key)} for key, name in ways]

    @property
    def without_filter(self) -> str:
        return self._address(q="", kind="", status="")

    def _address(self, **changed: str) -> str:
        kept = {name: value for name, value in (self.asked | changed).items() if value}
        return f"?{urlencode(kept)}" if kept else "."

    @property
    def threads(self) -> ThreadQuerySet:
        found = Thread.objects.visible_to(self.user).for_list().with_news_for(self.user)
        if self.page is not None:
            found = found.filter(page=self.page.pk)
        return self._ordered(self._chosen(found))

    def _chosen(self, found: ThreadQuerySet) -> ThreadQuerySet:
        asked = self.asked
        if self.show == "unanswered":
            found = found.unanswered()
        elif self.show == "mine" and self.user.is_authenticated:
            found = found.joined_by(self.user)
        elif self.show == "unread" and self.user.is_authenticated:
            found = found.filter(new_count__gt=0)
        if kind := asked.get("kind"):
            found = found.filter(kind=kind)
        if (status := asked.get("status")) == CLOSED:
            found = found.exclude(closed_at=None)
        elif status:
            found = found.filter(kind=Thread.Kind.QUESTION, status=status)
        return found.saying(asked.get("q", ""))

    def _ordered(self, found: ThreadQuerySet) -> ThreadQuerySet:
        """As asked; else the longest waiting first where it is about answers, and what is pinned first at home."""
        if order := ORDERS.get(self.asked.get("sort", "")):
            return found.order_by(*order)
        if self.show == "unanswered":
            return found
        pinned = ("-is_pinned",) if self.page is not None and not self.show and not self.is_filtered else ()
        return found.order_by(*pinned, "-last_activity", "-pk")
