"""Ways into the blog: by category and by month."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dates import MONTHS
from django.views.decorators.http import require_safe

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


def _list(request: HttpRequest, posts: PostQuerySet, context: dict[str, Any]) -> HttpResponse:
    listing = Paginator(posts.visible_to(request.user).for_cards(), POSTS_ON_A_PAGE).get_page(request.GET.get("page"))
    if context.pop("none_is_missing", False) and not listing.object_list:
        raise Http404
    return render(request, "blog/list.html", {"posts": listing} | context | sidebar(request.user))
