"""The verb of the blog: draft a post of what a meeting heard and decided."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Page

from networks.models import Network
from portal.audit.actions import log

from .heard import body_of
from .models import BlogIndexPage, Byline, PostPage


@transaction.atomic
def draft_what_we_heard(
    *,
    actor: AbstractBaseUser,
    network: Network | None,
    title: str,
    heard: str,
    decided: str,
    agreed: str,
    next_meeting: str,
) -> PostPage:
    """An unpublished post in the blog of the network, or the national one. A second press finds the same draft."""
    parent = place_of(network)
    if parent is None or not parent.permissions_for_user(actor).can_add_subpage():
        raise PermissionDenied("You cannot write posts here. Ask a convenor of the network or the programme.")
    before = PostPage.objects.child_of(parent).filter(title=title, live=False, owner=actor).first()
    if before is not None:
        return before
    post = PostPage(
        title=title,
        body=body_of(heard=heard, decided=decided, agreed=agreed, next_meeting=next_meeting),
        owner=actor,
        live=False,
        has_unpublished_changes=True,
    )
    post.bylines = [Byline(user=actor, name=str(actor), job_title=getattr(actor, "byline", ""))]
    parent.add_child(instance=post)
    post.save_revision(user=actor, log_action=True)
    log(actor=actor, action="blog/heard-drafted", target=post)
    return post


def place_of(network: Network | None) -> Page | None:
    """Where such a post stands."""
    return network.page if network is not None else BlogIndexPage.objects.live().first()
