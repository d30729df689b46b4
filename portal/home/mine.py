"""What somebody's own home shows: what is next, what waits for them, what is new."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from events.models import AgreedAction, EventPage, Registration
from networks.models import JoinRequest, Network
from portal.blog.models import PostPage
from portal.discussion.models import Comment
from portal.users.completion import missing_from
from portal.users.models import User
from toolbox.models import EntryPage

SHOWN = 5


def mine(user: User, *, since: datetime) -> dict[str, Any]:
    networks = Network.objects.joined_by(user).select_related("page__region").with_counts().order_by("page__title")
    return {
        "missing": missing_from(user),
        "registrations": Registration.objects.of(user).coming_up()[:SHOWN],
        "actions": AgreedAction.objects.mine(user)[:SHOWN],
        "networks": networks,
        "asked": JoinRequest.objects.waiting().filter(user=user).select_related("network__page"),
        "suggested": Network.objects.suggested_for(user)[:3],
        "to_decide": JoinRequest.objects.waiting()
        .for_convenor(user)
        .select_related("network__page", "user__trust__successor"),
        "replies": Comment.objects.replies_to(user)
        .in_threads_visible_to(user)
        .select_related("author", "thread__page")[:SHOWN],
        "since": since,
        "new_tools": EntryPage.objects.visible_to(user).updated_since(since).newest()[:SHOWN],
        "new_posts": PostPage.objects.visible_to(user).filter(first_published_at__gte=since).newest_first()[:SHOWN],
        "new_meetings": EventPage.objects.visible_to(user).upcoming().filter(first_published_at__gte=since)[:SHOWN],
    }
