"""How pages look up what is said about them."""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import quote

from django import template
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from portal.cms.audience import PUBLIC
from portal.cms.models import BasePage
from portal.notifications.templatetags.news_tags import follow_button

from ..clock import best_answer
from ..conversation import Conversation
from ..drafts import begun
from ..forms import CommentForm
from ..models import Comment, Draft, Thread
from ..naming import is_unnamed_in, may_know, name_behind
from ..rota import staff_who_read
from ..text import as_html, as_words
from ..watching import watched_in
from ..writers import Writer, offered_in, place_of_form, writer_of

register = template.Library()


@register.inclusion_tag("discussion/_comments.html", takes_context=True)
def comments(context: template.Context, page: BasePage, thread: Thread | None = None) -> dict[str, Any]:
    """The section "Sharing and comments" under a page, or the comments of a thread: the same queries for any number."""
    request = context["request"]
    of_page = thread is None
    conversation = Conversation(thread, user=request.user, page=page, since=context.get("since"))
    may_write = page.can_comment(request.user) and not (thread and thread.is_closed)
    as_guest = of_page and not request.user.is_authenticated and page.takes_guest_comments()
    public = not (thread and thread.audience) and PUBLIC in page.audience()
    writer = writer_of(user=request.user, page=page) if may_write else Writer()
    may_write = may_write and writer.block is None
    form, draft = _form(request, page=page, thread=thread, public=public) if may_write else (None, None)
    looks_after_this = context.get("looks_after")
    if looks_after_this is None:
        looks_after_this = conversation.count > 0 and may_know(user=request.user, page=page)
    return {
        "request": request,
        "user": request.user,
        "csrf_token": context.get("csrf_token"),
        "on": page,
        "thread": thread,
        "of_page": of_page,
        "count": conversation.count,
        "conversation": conversation,
        "slice": conversation.slice(request.GET.get("comments")),
        "may_write": may_write,
        "writer": writer,
        "as_guest": as_guest,
        "may_reply": may_write or as_guest,
        "may_moderate": looks_after_this,
        "public": public,
        "form": form,
        "draft": draft,
        "unnamed_here": bool(thread and may_write and is_unnamed_in(thread, user=request.user)),
        "knows_names": looks_after_this,
        "into": _goes_on_in(thread, user=request.user),
        "share": _share(page) if of_page else None,
    }


def _form(
    request: HttpRequest, *, page: BasePage, thread: Thread | None, public: bool
) -> tuple[CommentForm, Draft | None]:
    """The box under what was said, with what this person had begun to type there."""
    begins, draft = begun(request, place_of_form(page=page, thread=thread))
    given = offered_in(thread, user=request.user, page=page)
    return CommentForm(public=public, **given | {"initial": given.get("initial", {}) | begins}), draft


def _goes_on_in(thread: Thread | None, *, user: AbstractBaseUser | AnonymousUser) -> Thread | None:
    """The thread that this one was put together with, if its reader may read that."""
    if thread is None or thread.merged_into_id is None:
        return None
    return Thread.objects.visible_to(user).filter(pk=thread.merged_into_id).first()


def _share(page: BasePage) -> dict[str, Any]:
    """Plain links that carry the page's address and nothing of the reader."""
    address = settings.PORTAL_URL.rstrip("/") + (page.get_url() or "/")
    url, title = quote(address, safe=""), quote(page.title, safe="")
    elsewhere = [
        ("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={url}"),
        ("X", f"https://x.com/intent/post?url={url}&text={title}"),
        ("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={url}"),
    ]
    public = PUBLIC in page.audience()
    return {
        "address": address,
        "email": f"mailto:?subject={title}&body={url}",
        "elsewhere": elsewhere if public else [],
    }


@register.simple_tag(takes_context=True)
def recent_threads(context: template.Context, network: Any, limit: int = 5) -> list[Thread]:
    """The latest questions and discussions of a network (or of its page) that this reader may read."""
    page_id = getattr(network, "page_id", None) or network.pk
    user = context["request"].user
    shown = Thread.objects.visible_to(user).filter(page_id=page_id).for_list().with_news_for(user)
    return list(shown.order_by("-is_pinned", "-last_activity", "-pk")[:limit])


@register.simple_tag(takes_context=True)
def open_questions(context: template.Context, network: Any, limit: int = 21) -> list[Thread]:
    """The questions of a network that nobody has answered and this reader may read, the longest waiting first."""
    page_id = getattr(network, "page_id", None) or network.pk
    return list(Thread.objects.visible_to(context["request"].user).filter(page_id=page_id).unanswered()[:limit])


@register.inclusion_tag("discussion/_how_far.html", takes_context=True)
def question_status(context: template.Context, thread: Thread) -> dict[str, Any]:
    """`{% question_status thread %}`: who was asked and until when, or what to read first."""
    fallback = thread.waits and thread.referred_at and (thread.specialist_id is None or thread.escalated_at)
    return {
        "thread": thread,
        "user": context["request"].user,
        "best": best_answer(thread, user=context["request"].user),
        "to_staff": bool(fallback) and staff_who_read(thread).exists(),
    }


@register.inclusion_tag("discussion/_standing.html")
def answer_standing(comment: Comment, thread: Thread) -> dict[str, Any]:
    """`{% answer_standing comment thread %}`: what an answer is worth, by whom, and the tool that it became."""
    comment.thread = thread
    return {"comment": comment}


@register.inclusion_tag("discussion/_follow.html", takes_context=True)
def follow_or_mute(context: template.Context, thread: Thread) -> dict[str, Any]:
    """`{% follow_or_mute thread %}`: two buttons, for somebody signed in. One query."""
    return follow_button(context, thread)


@register.simple_tag(takes_context=True)
def may_start_here(context: template.Context, page: BasePage) -> bool:
    """Whether this reader may ask or start a discussion on this page."""
    return page.takes_threads and page.can_comment(context["request"].user)


@register.simple_tag
def comment_counts(pages: Any) -> dict[int, int]:
    """How many comments each of these pages has, in one query."""
    return Comment.objects.counts_of_pages([page.pk for page in pages])


@register.filter
def of(counts: dict[int, int], page: Any) -> int:
    return counts.get(page.pk, 0)


@register.filter
def said(text: str) -> SafeString:
    """What somebody typed, as safe HTML."""
    return as_html(text)


@register.filter
def said_to(comment: Comment) -> SafeString:
    """The same of a comment with what is shown of it, in which the names it calls stand out."""
    html = str(as_html(comment.body))
    for (called,) in comment.names_called or []:  # type: ignore[attr-defined]
        name = f"@{escape(called, quote=False)}"
        html = html.replace(name, f'<span class="mention">{name}</span>')
    return mark_safe(html)


@register.filter
def unmarked(text: str) -> str:
    """The same without its marks, for an excerpt."""
    return as_words(text)


@register.simple_tag(takes_context=True)
def who_it_is(context: template.Context, comment: Comment) -> str:
    """The name behind words without one, for those who may know it."""
    return name_behind(comment, user=context["request"].user)


@register.simple_tag
def watched_phrases(comment: Comment) -> list[str]:
    """The watched phrases for which a comment waits, for its moderator."""
    return [phrase.phrase.rstrip("*") for phrase in watched_in(comment.thread.title, comment.body) if phrase.holds]
