"""What was done in a network, from the log: who let in, removed, moderated or changed what."""

from __future__ import annotations

from django.db.models import Q
from wagtail.models import Page

from portal.audit.models import LogEntry
from portal.audit.querysets import LogQuerySet
from portal.discussion.moderation import DECISIONS

from .models import Network


def entries_of(network: Network) -> LogQuerySet:
    """Membership, permissions and moderation in this network, the latest first. Who reported stays with the reports."""
    return LogEntry.objects.filter(happened_in([network]))


def happened_in(networks: list[Network]) -> Q:
    """Entries about these networks, and about what is said on their pages and those of their sub-groups."""
    found = Q(target_type="networks.network", target_id__in=[str(network.pk) for network in networks])
    pages: set[int] = set()
    for network in networks:
        pages |= set(Page.objects.descendant_of(network.page, inclusive=True).values_list("pk", flat=True))
    return found | Q(action__in=DECISIONS, data__page__in=sorted(pages))


def called(words: str) -> Q:
    """What happened in the networks that are called so."""
    return happened_in(list(Network.objects.filter(page__title__icontains=words).select_related("page")[:20]))
