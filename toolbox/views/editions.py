"""Editions and versions of a tool: read them, compare them, say what rests on them, and check that it still does."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from portal.cms.actions import may_have_file
from portal.cms.collections import files_for
from portal.cms.forms import bound
from portal.discussion.models import Comment
from portal.discussion.refusals import NotTaken
from portal.files.models import FileVersion

from .. import actions
from ..citing import editions_for, may_cite, resting_on
from ..differing import compare as compared
from ..differing import in_lines, words_of
from ..forms.editions import CheckCitationForm, CiteForm
from ..models import Citation, Edition, EntryPage, EntryVersion

ROWS, SHOWN = 25, 100


@require_safe
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of an edition, each paragraph with its number; an earlier one says which is in force."""
    seen = EntryPage.objects.visible_to(request.user).order_by().values("pk")
    found = get_object_or_404(Edition.objects.filter(entry__in=seen).select_related("entry", "version"), pk=pk)
    context = {
        "edition": found,
        "in_force": None if found.is_in_force else found.entry.editions.filter(until=None).first(),
        "resting": resting_on(found.entry, request.user)[:SHOWN],
        "section": "toolbox",
    }
    return render(request, "toolbox/edition.html", context)


@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """The public change log of a tool: each time its words were published anew, and its editions."""
    entry = get_object_or_404(EntryPage.objects.visible_to(request.user), pk=pk)
    kept = entry.files.select_related("document__collection").prefetch_related("document__versions")
    page = Paginator(entry.versions.defer("paragraphs"), ROWS).get_page(request.GET.get("page"))
    first = entry.versions.values_list("pk", flat=True).last()
    context = {"entry": entry, "versions": page, "first": first, "editions": entry.editions.all(), "section": "toolbox"}
    context["files"] = [file for file in files_for(request.user, kept) if file.document.versions.all()]
    return render(request, "toolbox/changes.html", context)


@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """What a version changed of the one before it."""
    seen = EntryPage.objects.visible_to(request.user).order_by().values("pk")
    version = get_object_or_404(EntryVersion.objects.filter(entry__in=seen).select_related("entry"), pk=pk)
    earlier = version.entry.versions.filter(at__lte=version.at).exclude(pk=version.pk)
    before = earlier.filter(pk__lt=version.pk).first()
    if before is None:
        raise Http404("There was none before it.")
    context = {"version": version, "before": before, "lines": compared(before.lines(), version.lines())}
    return render(request, "toolbox/compare.html", context | {"section": "toolbox"})


@require_safe
def compare_file(request: HttpRequest, pk: int) -> HttpResponse:
    """An earlier file of a document beside the one that took its place, as far as their words could be read."""
    version = get_object_or_404(FileVersion.objects.select_related("document__reading"), pk=pk)
    if not may_have_file(user=request.user, collection_id=version.document.collection_id):
        raise Http404("There is no such file.")
    later = version.document.versions.filter(pk__gt=version.pk).last() or version.document
    context = {"version": version, "later": later, "is_last": later == version.document, "section": "toolbox"}
    context["can_be_compared"] = bool(version.text and later.text)
    if context["can_be_compared"]:
        context["lines"] = compared(in_lines(version.text), in_lines(later.text))
    return render(request, "toolbox/compare_file.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cite_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _cite(request, get_object_or_404(EntryPage.objects.visible_to(request.user), pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cite_comment(request: HttpRequest, pk: int) -> HttpResponse:
    readable = Comment.objects.published().in_threads_visible_to(request.user).select_related("thread__page", "author")
    return _cite(request, get_object_or_404(readable, pk=pk))


def _cite(request: HttpRequest, dependant: EntryPage | Comment) -> HttpResponse:
    if not may_cite(request.user, dependant):
        raise Http404("There is no such page.")
    editions = editions_for(dependant)
    form = bound(request, CiteForm, editions=editions)
    if request.method == "POST" and form.is_valid():
        of = {"page": dependant} if isinstance(dependant, EntryPage) else {"comment": dependant}
        try:
            actions.cite(by=request.user, **of, **form.given())  # type: ignore[arg-type]
            messages.success(request, "It says so now. When a newer edition comes, you hear of it.")
            return redirect(dependant.get_absolute_url() if isinstance(dependant, Comment) else dependant.url)
        except NotTaken as why:
            form.add_error(None, str(why))
    has = Citation.objects.filter(**{"page" if isinstance(dependant, EntryPage) else "comment": dependant})
    context = {"form": form, "editions": editions, "citations": has.with_editions(), **_about(dependant)}
    context |= {"heading": "On what guidance does this rest?", "submit": "Cite it"}
    return render(request, "toolbox/cite.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def check_citation(request: HttpRequest, pk: int) -> HttpResponse:
    """What it rested on, beside what the edition in force says; then whether it still holds."""
    citation = get_object_or_404(Citation.objects.with_editions(), pk=pk)
    dependant = citation.dependant
    now = Edition.objects.filter(entry=citation.edition.entry_id, until=None).select_related("version").first()
    if now is None or not may_cite(request.user, dependant):
        raise Http404("There is no such page.")
    form = bound(request, CheckCitationForm, initial={"number": _likeliest(now, citation)})
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["holds"] == "no":
                actions.take_citation_away(citation=citation, by=request.user)
            else:
                actions.check_citation(citation=citation, by=request.user, number=form.cleaned_data["number"])
            messages.success(request, "Thank you: that is kept.")
            return redirect(dependant.get_absolute_url() if isinstance(dependant, Comment) else dependant.url)
        except NotTaken as why:
            form.add_error("number", str(why))
    number = _likeliest(now, citation)
    context = {"form": form, "citation": citation, "now": now, "number": number, **_about(dependant)}
    context["runs"] = words_of(citation.words, now.paragraph(number)) if number else []
    context |= {"heading": "Does this still hold?", "submit": "Keep it"}
    return render(request, "toolbox/check_citation.html", context, status=422 if form.is_bound else 200)


def _likeliest(now: Edition, citation: Citation) -> int | None:
    """The paragraph with the same words; else the one of the same number."""
    if citation.number is None:
        return None
    same = (one["number"] for one in now.numbered() if one["words"] == citation.words)
    return next(same, citation.number if now.paragraph(citation.number) else None)


def _about(dependant: EntryPage | Comment) -> dict[str, Any]:
    is_comment = isinstance(dependant, Comment)
    title = dependant.thread.title if is_comment else dependant.title
    url = dependant.get_absolute_url() if is_comment else dependant.url
    return {
        "title": title,
        "url": url,
        "comment": dependant if is_comment else None,
        "cancel_url": url,
        "section": "toolbox",
    }
