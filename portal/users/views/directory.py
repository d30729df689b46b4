"""The directory, a person's page, and a person's photo."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ..actions import view_as_staff, vouch
from ..directory import people_for, seen
from ..forms import DirectoryForm
from ..models import Portrait, Tenure, User
from ..visibility import Circle, Reach, is_enough
from .approved import approved_only

PEOPLE_A_PAGE = 30


@never_cache
@approved_only
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """People by name, trust, role, theme and region. No addresses."""
    form = DirectoryForm(request.GET)
    people = people_for(request.user, form.cleaned_data if form.is_valid() else {})
    page = Paginator(people, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    if request.user.is_staff:
        view_as_staff(actor=request.user, target=request.user, what="directory")
    asked = any(request.GET.get(name) for name in form.fields)
    context = {
        "form": form,
        "page": page,
        "rows": [seen(person, request.user) for person in page],
        "asked": asked,
        "section": "networks",
    }
    return render(request, "users/directory.html", context)


@never_cache
@approved_only
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What this viewer may see of somebody."""
    somebody = get_object_or_404(User.objects.admitted().with_reach(request.user), pk=pk)
    own = somebody.pk == request.user.pk
    if not own and not somebody.shows("name", to=request.user):
        raise Http404
    if request.user.is_staff:
        view_as_staff(actor=request.user, target=somebody, what="profile")
    tenures = list(somebody.tenures.current().select_related("seat__organisation__region"))
    shows_seat = somebody.shows("seat", to=request.user)
    context = {
        **seen(somebody, request.user),
        "own": own,
        "tenures": tenures if shows_seat else [],
        "to_vouch": [one for one in tenures if shows_seat and not one.vouched_at and one.can_vouch(request.user)],
    }
    return render(request, "users/person.html", context)


@never_cache
@login_required
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """My page as somebody else sees it."""
    me = User.objects.get(pk=request.user.pk)
    chosen = request.GET.get("as", Circle.SIGNED_IN)
    reaches = {Circle.SIGNED_IN: Reach.SIGNED_IN, Circle.NETWORKS: Reach.NETWORKS, Circle.CONVENORS: Reach.CONVENORS}
    if chosen not in reaches:
        chosen = Circle.SIGNED_IN
    me.be_reached(by=request.user, reach=reaches[chosen])
    listed = is_enough(me.shown_to, reaches[chosen])
    context = {
        **seen(me, request.user),
        "tenures": list(me.tenures.current().select_related("seat__organisation__region"))
        if me.shows("seat", to=request.user)
        else [],
        "listed": listed,
        "chosen": chosen,
        "circles": [(circle.value, circle.label) for circle in reaches],
    }
    return render(request, "users/preview.html", context)


@login_required
@require_safe
def photo(request: HttpRequest, pk: int, size: str) -> HttpResponse:
    """The photo, for those who may see it; nobody else learns that there is one."""
    somebody = get_object_or_404(User.objects.active().with_reach(request.user), pk=pk)
    if somebody.pk != request.user.pk and not somebody.shows("photo", to=request.user):
        raise Http404
    content = Portrait.objects.filter(person=somebody).values_list(size, flat=True).first()
    if content is None:
        raise Http404
    headers = {
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return HttpResponse(bytes(content), content_type="image/jpeg", headers=headers)


@approved_only
@require_POST
def vouch_for(request: HttpRequest, pk: int) -> HttpResponse:
    """A colleague says that a seat is really theirs."""
    tenure = get_object_or_404(Tenure.objects.current().select_related("person", "seat"), pk=pk)
    if not tenure.person.shows("seat", to=request.user):
        raise Http404
    vouch(actor=request.user, tenure=tenure)
    messages.success(request, "Thank you. We have noted it.")
    return redirect("people:person", pk=tenure.person_id)
