"""Support packages: the list of the programme, and the page of a trust with all that may be done there."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.audit.actions import log_view
from portal.cms.audience import takes_part
from portal.cms.forms import bound
from portal.discussion.attached import name_of
from portal.users.models import Specialist

from .. import actions
from ..forms.packages import (
    ChallengeForm,
    ItemForm,
    OutcomeForm,
    PackageFileForm,
    PackageForm,
    RagForm,
    ReplyForm,
    TargetForm,
)
from ..models import Cohort, NamedPeer, PackageItem, SupportPackage
from ..submitting import may_confirm, own_trusts, runs_support
from ..support import load_of_specialists, timeline
from .figures import named

form_page = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def packages(request: HttpRequest) -> HttpResponse:
    """By name, with what is late and what waits for somebody. For the programme's staff."""
    _for_staff(request)
    today = localdate()
    found = SupportPackage.objects.running().for_list(today)
    cohorts = Cohort.objects.exclude(frozen_at=None).annotate(
        without=models.Count("trusts", filter=models.Q(trusts__package=None))
    )
    context = {
        "packages": found,
        "cohorts": [one for one in cohorts if one.without],
        "to_take": PackageItem.objects.to_take().select_related("theme", "package__place__organisation"),
        "load": load_of_specialists(today),
        "runs": runs_support(request.user),
        "section": "support",
    }
    return render(request, "programme/packages.html", context)


@require_POST
@login_required
def open_cohort(request: HttpRequest, pk: int) -> HttpResponse:
    _for_staff(request)
    cohort = get_object_or_404(Cohort, pk=pk)
    number = actions.open_packages(actor=request.user, cohort=cohort)
    messages.success(
        request, f"{number} package{'' if number == 1 else 's'} opened. Each says why by the cohort's rule."
    )
    return redirect("programme:packages")


@login_required
@require_safe
def package(request: HttpRequest, code: str) -> HttpResponse:
    """What the trust reads, and whoever supports it."""
    one = _package(request, code)
    trust = one.organisation
    items = list(one.items.select_related("theme", "owner"))
    mine = set(Specialist.objects.filter(person=request.user.pk).values_list("theme", flat=True))
    runs = runs_support(request.user)
    context = {
        "package": one,
        "trust": trust,
        "to_do": [
            (item, item.owner_id is None and (runs or item.theme_id in mine)) for item in items if not item.is_done
        ],
        "timeline": timeline(one, items),
        "standing": one.readings.select_related("by").first(),
        "challenges": one.challenges.select_related("raised_by", "replied_by"),
        "files": one.files.select_related("added_by"),
        "runs": runs,
        "own": trust in own_trusts(request.user),
        "decides": may_confirm(request.user, trust),
        "is_named": NamedPeer.objects.filter(organisation=trust).exists(),
        "today": localdate(),
        "section": "support",
    }
    return render(request, "programme/package.html", context)


@form_page
@login_required
def change(request: HttpRequest, code: str) -> HttpResponse:
    one = _run(request, code)
    return _ask(
        request,
        one,
        bound(request, PackageForm, package=one),
        heading="What the package says",
        act=lambda given: actions.change_package(actor=request.user, package=one, **given),
        said="Kept. The trust reads it as it is now.",
    )


@form_page
@login_required
def stands(request: HttpRequest, code: str) -> HttpResponse:
    one = _run(request, code)
    return _ask(
        request,
        one,
        bound(request, RagForm),
        heading="How the work stands",
        act=lambda given: actions.say_how_it_stands(actor=request.user, package=one, **given),
        said="Kept, with its reason.",
    )


@form_page
@login_required
def plan(request: HttpRequest, code: str) -> HttpResponse:
    one = _run(request, code)
    return _ask(
        request,
        one,
        bound(request, ItemForm, package=one),
        heading="Plan something",
        act=lambda given: actions.add_item(actor=request.user, package=one, **given),
        said="Planned.",
    )


@form_page
@login_required
def change_item(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    one = _run(request, code)
    item = get_object_or_404(one.items.filter(done_at=None), pk=pk)
    return _ask(
        request,
        one,
        bound(request, ItemForm, package=one, item=item),
        heading=f"Change “{item}”",
        act=lambda given: actions.change_item(actor=request.user, item=item, **given),
        said="Changed.",
    )


@form_page
@login_required
def finish_item(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    one = _package(request, code)
    item = get_object_or_404(one.items, pk=pk)
    if not runs_support(request.user) and item.owner_id != request.user.pk:
        raise PermissionDenied("Whoever it was given to says what came of it.")
    return _ask(
        request,
        one,
        bound(request, OutcomeForm),
        heading=f"Finish “{item}”",
        act=lambda given: actions.finish_item(actor=request.user, item=item, **given),
        said="Done. What came of it stands in the timeline.",
    )


@require_POST
@login_required
def take_item(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    one = _package(request, code)
    item = get_object_or_404(one.items, pk=pk)
    try:
        actions.take_item(actor=request.user, item=item)
        messages.success(request, f"“{item}” is yours.")
    except actions.AlreadyDoneError:
        messages.warning(request, f"Somebody has taken “{item}” before you.")
    return redirect(one)


@form_page
@login_required
def target(request: HttpRequest, code: str) -> HttpResponse:
    """By the trust's finance director."""
    one = _package(request, code)
    if not may_confirm(request.user, one.organisation):
        raise PermissionDenied("The trust's finance director agrees its target.")
    initial = {"pence": one.agreed_target, "reason": one.target_reason}
    return _ask(
        request,
        one,
        bound(request, TargetForm, initial=initial),
        heading="What your trust aims at",
        act=lambda given: actions.agree_target(actor=request.user, package=one, **given),
        said="Agreed. It counts for cash alone, and can be agreed anew.",
    )


@form_page
@login_required
def challenge(request: HttpRequest, code: str) -> HttpResponse:
    one = _package(request, code)
    if one.organisation not in own_trusts(request.user):
        raise PermissionDenied("A trust's own officers challenge its figure.")
    return _ask(
        request,
        one,
        bound(request, ChallengeForm),
        heading="Challenge this",
        act=lambda given: actions.raise_challenge(actor=request.user, package=one, **given),
        said="Sent. The reply comes by mail and stands here.",
    )


@form_page
@login_required
def reply(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    one = _run(request, code)
    doubt = get_object_or_404(one.challenges.filter(replied_at=None), pk=pk)
    return _ask(
        request,
        one,
        bound(request, ReplyForm),
        heading="Reply to the challenge",
        act=lambda given: actions.reply_to_challenge(actor=request.user, challenge=doubt, **given),
        said="Sent.",
        quote=doubt.text,
    )


@form_page
@login_required
def add_file(request: HttpRequest, code: str) -> HttpResponse:
    one = _package(request, code)
    if one.organisation not in own_trusts(request.user) and not runs_support(request.user):
        raise PermissionDenied("Files are added by the trust and the support team.")

    def keep(given: dict[str, Any]) -> None:
        file = given["file"]
        actions.add_package_file(actor=request.user, package=one, file=file, name=name_of(file))

    return _ask(request, one, bound(request, PackageFileForm), heading="Add a file", act=keep, said="Added.")


@login_required
@require_safe
def file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Always as an attachment, for the trust and staff."""
    found = get_object_or_404(_package(request, code).files, pk=pk)
    try:
        content = found.file.open("rb")
    except OSError:
        raise Http404 from None
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    response = FileResponse(content, as_attachment=True, filename=found.name, content_type=kind)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@login_required
def remove_file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    one = _package(request, code)
    actions.remove_package_file(actor=request.user, file=get_object_or_404(one.files, pk=pk))
    messages.success(request, "The file is gone.")
    return redirect(one)


@require_POST
@login_required
def be_named(request: HttpRequest, code: str) -> HttpResponse:
    """The finance director's choice whether peers read the trust's name."""
    trust = named(request, code)
    wanted = request.POST.get("named") == "yes"
    actions.be_named(actor=request.user, trust=trust, named=wanted)
    messages.success(request, "Peers read your trust's name now." if wanted else "To peers your trust has no name now.")
    return redirect("programme:package", code)


def _ask(
    request: HttpRequest,
    package: SupportPackage,
    form: forms.Form,
    *,
    heading: str,
    act: Callable[[dict[str, Any]], Any],
    said: str,
    quote: str = "",
) -> HttpResponse:
    """One form, its action, and back to the package."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
            messages.success(request, said)
        except actions.AlreadyDoneError:
            messages.warning(request, "Nothing was done: somebody has finished or answered this before.")
        return redirect(package)
    context = {"form": form, "package": package, "heading": heading, "submit": "Keep it", "quote": quote}
    return render(request, "programme/package_form.html", context, status=422 if form.is_bound else 200)


def _for_staff(request: HttpRequest) -> None:
    if not takes_part(request.user) or not getattr(request.user, "is_staff", False):
        raise Http404("There is no such page.")


def _package(request: HttpRequest, code: str) -> SupportPackage:
    """The trust's latest package, for the trust's officers and staff; a look of staff is logged."""
    trust = named(request, code)
    found = SupportPackage.objects.for_trust(trust)
    one = found.select_related("place__organisation__region", "place__cohort__definition", "manager", "buddy").first()
    if one is None:
        raise Http404("This trust has no support package.")
    if request.method != "POST" and trust not in own_trusts(request.user):
        log_view(viewer=request.user, target=trust, what="package")
    return one


def _run(request: HttpRequest, code: str) -> SupportPackage:
    one = _package(request, code)
    if not runs_support(request.user):
        raise PermissionDenied("Support packages are run by the programme's support team.")
    return one
