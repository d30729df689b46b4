"""Ask a network about a patient, so that nobody can tell who it is."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from portal.cms.forms import bound
from portal.cms.querysets import visible_pages

from .. import actions
from ..drafts import begun, keeps_words
from ..forms import CaseForm
from ..holding import waiting_words
from ..naming import FOI, role_of
from ..refusals import NotTaken
from ..writers import writer_of
from .talking import asks_to_look, sent


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_words
def case(request: HttpRequest, pk: int) -> HttpResponse:
    page = get_object_or_404(visible_pages(Page.objects.filter(pk=pk), request.user)).specific
    if not getattr(page, "takes_threads", False):
        raise Http404
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not page.can_comment(request.user):
        raise PermissionDenied
    begins, draft = begun(request, place := f"case:{page.pk}")
    form = bound(request, CaseForm, initial=begins)
    if sent(request, form):
        try:
            given = {**form.cleaned_data, "suspected": form.guard_held}
            new = actions.ask_about_case(page=page, user=request.user, **given)
        except NotTaken as why:
            form.add_error("body", str(why))
        else:
            actions.discard_draft(person_id=request.user.pk, place=place)
            if held := new.comments.held().first():
                messages.info(request, waiting_words(held))
            return redirect(new)
    context = {
        "form": form,
        "on": page,
        "writer": writer_of(user=request.user, page=page),
        "looks": asks_to_look(request) and form.is_valid(),
        "draft": None if form.is_bound else draft,
        "shown_as": "" if request.user.is_staff else role_of(request.user),
        "foi": FOI,
        "heading": f"Ask {page.title} about a case",
        "submit": "Ask",
        "cancel_url": page.get_url(request),
    }
    return render(request, "discussion/case_form.html", context, status=422 if form.errors else 200)
