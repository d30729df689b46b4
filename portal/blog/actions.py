"""Verbs of the blog: draft a post of what a meeting heard and decided, and the welcome of a new network."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Page

from networks.models import Network
from portal.audit.actions import log

from .heard import body_of, welcome
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


@transaction.atomic
def draft_welcome(*, network: Network, convenor: AbstractBaseUser, actor: AbstractBaseUser) -> PostPage:
    """An unpublished post in which the convenor of a new network says who they are and what comes next."""
    if not getattr(actor, "is_staff", False):
        raise PermissionDenied("Only the programme's staff draft the welcome of a network.")
    post = PostPage(
        title=f"Welcome to {network}",
        body=[("text", welcome(str(network)))],
        owner=convenor,
        live=False,
        has_unpublished_changes=True,
    )
    post.bylines = [Byline(user=convenor, name=str(convenor), job_title=getattr(convenor, "byline", ""))]
    network.page.add_child(instance=post)
    post.save_revision(user=actor, log_action=True)
    log(actor=actor, action="blog/welcome-drafted", target=post, network=network.pk)
    return post


def place_of(network: Network | None) -> Page | None:
    """Where such a post stands."""
    return network.page if network is not None else BlogIndexPage.objects.live().first()
