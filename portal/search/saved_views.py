"""A person's own searches: saved, remembered, and what becomes of them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.cms.forms import bound

from .forms import Asked, SavedForm
from .keeping import change_search, delete_search, remember_searches, save_search, take_back
from .saved import MOST_SAVED, RecentSearches, SavedSearch
from .views import guarded


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """All my searches."""
    all_of_mine = list(SavedSearch.objects.filter(person=request.user))
    context = {
        "saved": [row for row in all_of_mine if not row.deleted_at],
        "deleted": [row for row in all_of_mine if row.deleted_at],
        "recent": RecentSearches.objects.filter(person=request.user).first(),
    }
    return render(request, "search/mine.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Keep the search that the address names."""
    asked = Asked.of(request.GET)
    if guarded(asked.text) or not (asked.text or asked.filters):
        return redirect("search:results")
    form = bound(request, SavedForm, initial={"name": asked.text[:80], "tells": True})
    if SavedSearch.objects.kept().filter(person=request.user).count() >= MOST_SAVED:
        messages.error(request, f"You have {MOST_SAVED} saved searches. Delete one first.")
        return redirect("searches:mine")
    if request.method == "POST" and form.is_valid():
        address = asked.address().removeprefix("?")
        if len(address) > 1000:
            form.add_error(None, "This search has too many filters to be saved.")
        else:
            save_search(person=request.user, address=address, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, "Your search is saved.")
            return redirect("searches:mine")
    context = {"form": form, "asked": asked, "heading": "Save this search"}
    return render(request, "search/save.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Its name, and whether it tells."""
    saved = _own(request, pk)
    form = bound(request, SavedForm, initial={"name": saved.name, "tells": saved.tells})
    if request.method == "POST" and form.is_valid():
        change_search(saved=saved, **form.cleaned_data)
        messages.success(request, "Your search is changed.")
        return redirect("searches:mine")
    context = {"form": form, "asked": Asked.of(QueryDict(saved.address)), "heading": "Change your saved search"}
    return render(request, "search/save.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    delete_search(saved=_own(request, pk))
    messages.success(request, "Your search is deleted. You can take it back below for a day.")
    return redirect("searches:mine")


@login_required
@require_POST
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    take_back(saved=_own(request, pk))
    messages.success(request, "Your search is back.")
    return redirect("searches:mine")


@login_required
@require_POST
def recent(request: HttpRequest) -> HttpResponse:
    """Remember my searches, or forget them."""
    remember = request.POST.get("how") == "remember"
    remember_searches(person=request.user, remember=remember)  # type: ignore[arg-type]
    messages.success(
        request, "Your searches are remembered from now on." if remember else "Your searches are forgotten."
    )
    return redirect("searches:mine")


def _own(request: HttpRequest, pk: int) -> SavedSearch:
    return get_object_or_404(SavedSearch, pk=pk, person=request.user)
