"""Doors of the editor: a meeting that people count on is called off, not deleted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.models import Page

from .models import EventPage, Registration


@hooks.register("before_delete_page")
def keep_what_people_count_on(request: HttpRequest, page: Page) -> HttpResponse | None:
    below = EventPage.objects.descendant_of(page, inclusive=True).filter(meeting__state="scheduled").upcoming()
    if not Registration.objects.active().filter(meeting__page__in=below.order_by()).exists():
        return None
    messages.error(request, "People are registered for a meeting here. Cancel it on its page first: that tells them.")
    return redirect("wagtailadmin_explore", page.get_parent().pk)
