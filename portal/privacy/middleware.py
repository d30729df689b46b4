"""Writes down, once a request is answered, that the guard found something."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from . import actions, guard


class GuardNotes:
    """After the view: what it rolled back is still noted, and a view without a find costs nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        notes = guard.begin_notes()
        try:
            response = self.get_response(request)
        finally:
            guard.end_notes()
        if notes:
            actions.note_findings(notes=notes, person=request.user)
        return response
