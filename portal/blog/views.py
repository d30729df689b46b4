"""Ways into the blog, by category and by month, and a draft of what a meeting heard."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dates import MONTHS
from django.views.decorators.http import require_http_methods, require_safe

from portal.cms.forms import bound

from .actions import draft_what_we_heard
from .heard import HeardForm
from .models import POSTS_ON_A_PAGE, Category, PostPage, sidebar
from .querysets import PostQuerySet


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    category = get_object_or_404(Category, slug=slug)
    posts = PostPage.objects.in_category(category)
    return _list(request, posts, {"heading": category.name, "category": category, "lead": category.description})


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    if not (1900 <= year <= 2200 and 1 <= month <= 12):
        raise Http404
    posts = PostPage.objects.of_month(year, month)
    return _list(request, posts, {"heading": f"Posts of {MONTHS[month]} {year}", "none_is_missing": True})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def heard(request: HttpRequest) -> HttpResponse:
    """Drafts the post and opens it in the editor. The form is seen without words, or when some must be put right."""
    form = bound(request, HeardForm)
    if request.method == "POST" and form.is_valid():
        post = draft_what_we_heard(actor=request.user, **form.cleaned_data)
        return redirect("wagtailadmin_pages:edit", post.pk)
    return render(request, "blog/heard.html", {"form": form, "section": "blog"}, status=422 if form.is_bound else 200)


def _list(request: HttpRequest, posts: PostQuerySet, context: dict[str, Any]) -> HttpResponse:
    listing = Paginator(posts.visible_to(request.user).for_cards(), POSTS_ON_A_PAGE).get_page(request.GET.get("page"))
    if context.pop("none_is_missing", False) and not listing.object_list:
        raise Http404
    return render(request, "blog/list.html", {"posts": listing} | context | sidebar(request.user))
