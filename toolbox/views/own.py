"""Make a file our own; and the copies that our trusts made, with what their parents became."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from portal.cms.collections import files_for
from portal.cms.forms import bound
from portal.users.trusts import own_trusts

from .. import actions
from ..filling import places_in
from ..forms.own import OwnForm
from ..models import EntryFile, EntryPage, OwnCopy, TrustDetails

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def make_own(request: HttpRequest, pk: int) -> HttpResponse:
    entries = EntryPage.objects.visible_to(request.user)
    file = get_object_or_404(
        EntryFile.objects.select_related("document__collection", "entry"), pk=pk, entry__in=entries
    )
    if not files_for(request.user, [file]) or file.document.file_extension.lower() != "docx":
        raise Http404("There is no such file.")
    trusts = own_trusts(request.user)
    if not trusts:
        raise PermissionDenied("This is made for a trust by those who work there. Confirm your seat first.")
    with file.document.open_file() as source:
        places, others = places_in(source)
    kept = TrustDetails.objects.filter(organisation=trusts[0]).first() or TrustDetails()
    form = bound(request, OwnForm, instance=kept, trusts=trusts)
    if request.method == "POST" and form.is_valid():
        logo = form.cleaned_data["logo"]
        content = actions.make_own(actor=request.user, file=file, trust=form.trust, details=form.details(), logo=logo)
        response = HttpResponse(content, content_type=WORD)
        name = f"{slugify(file.name)}-{slugify(str(form.trust))}.docx"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        return response
    context = {"form": form, "file": file, "entry": file.entry, "places": places, "others": others[:12], "kept": kept}
    context |= {"heading": "Make it ours", "submit": "Download our copy", "cancel_url": file.entry.get_url()}
    context |= {"section": "toolbox"}
    return render(request, "toolbox/make_own.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def own_copies(request: HttpRequest) -> HttpResponse:
    """Copies of the trusts where this person works; those whose parent has changed first."""
    trusts = own_trusts(request.user)
    copies = OwnCopy.objects.filter(organisation__in=trusts).for_lists(request.user)
    return render(request, "toolbox/own_copies.html", {"copies": copies, "trusts": trusts, "section": "toolbox"})
