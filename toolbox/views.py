"""What people do with the toolbox: offer it a file."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from portal.cms.audience import takes_part
from portal.cms.forms import bound

from .actions import offer_entry
from .models import ToolboxIndexPage
from .offering import OfferForm, beginning, document_for, source_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def offer(request: HttpRequest) -> HttpResponse:
    """What is offered stands in the address; a press of the button makes a draft for the editors."""
    if not takes_part(request.user):
        raise PermissionDenied("Your account waits for approval. You can offer tools once it is there.")
    document = document_for(request.user, request.GET)
    if document is None or not ToolboxIndexPage.objects.live().exists():
        raise Http404("There is no such file.")
    form = bound(request, OfferForm, initial=beginning(request.GET))
    source = source_of(request.GET)
    if request.method == "POST" and form.is_valid():
        offer_entry(actor=request.user, document=document, source=source, **form.cleaned_data)
        messages.success(request, "Thank you. The toolbox's editors look at it before anybody else sees it.")
        return redirect(source or "/toolbox/")
    context = {"form": form, "document": document, "source": source or "/toolbox/", "section": "toolbox"}
    return render(request, "toolbox/offer.html", context, status=422 if form.is_bound else 200)
