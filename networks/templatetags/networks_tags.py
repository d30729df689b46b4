"""What other apps' templates look up about networks."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django import template
from django.db.models import QuerySet

from networks.kinds import KINDS
from networks.models import Invitation, Membership, Network
from networks.visibility import describe
from portal.notifications.models import Bounce

register = template.Library()


@register.inclusion_tag("networks/_local_network_prompt.html")
def local_network_prompt(region: Any = None) -> dict[str, Any]:
    """Do you have a local network? Tell us about one, start one, join one. No form: it may stand on a cached page."""
    return {"region": region}


@register.simple_tag(takes_context=True)
def suggested_networks(context: template.Context, limit: int = 3) -> QuerySet[Network]:
    """`{% suggested_networks limit=3 as networks %}`: those of the region of the reader's trust, not joined yet."""
    return Network.objects.suggested_for(context["request"].user)[:limit]


@register.simple_tag(takes_context=True)
def my_networks(context: template.Context) -> QuerySet[Network]:
    """`{% my_networks as networks %}`: those the reader belongs to."""
    return Network.objects.joined_by(context["request"].user).select_related("page").order_by("page__title")


@register.inclusion_tag("networks/_my_invitations.html", takes_context=True)
def my_invitations(context: template.Context) -> dict[str, Any]:
    """`{% my_invitations %}`: the networks that the reader is invited to, by an address they have proved."""
    user = context["request"].user
    rows = Invitation.objects.none()
    if user.is_authenticated:
        proved = EmailAddress.objects.filter(user=user, verified=True).values("email")
        rows = Invitation.objects.open().filter(email__in=proved).exclude(user=user)
    return {"invitations": rows.with_network()}


@register.simple_tag
def members_without_mail(network: Network) -> QuerySet[Membership]:
    """`{% members_without_mail network as unreached %}`: those whose mail comes back, for convenors."""
    return network.memberships.with_people().filter(user__email__in=Bounce.objects.blocked().values("email"))


@register.simple_tag
def who_sees(page: Any, known: Network | None = None) -> str:
    """`{% who_sees page as sentence %}`: who may see this page, from the rows that decide it; public says nothing.

    `{% who_sees page network as sentence %}` where its network is at hand.
    """
    tokens = [row.token for row in page.audience_rows.all()]
    return "" if "public" in tokens else describe(tokens, Network.objects.all(), known)


@register.simple_tag
def who_sees_thread(thread: Any, known: Network | None = None) -> str:
    """`{% who_sees_thread thread network as sentence %}`: who may read it, by its own token or its page's."""
    tokens = thread.tokens()
    return "" if "public" in tokens else describe(tokens, Network.objects.all(), known)


@register.inclusion_tag("networks/_kinds.html")
def kinds_of_network() -> dict[str, Any]:
    """`{% kinds_of_network %}`: the four kinds as a table, from the one place that decides what they mean."""
    rows = [(kind.name, kind.readers, kind.found, kind.joining, kind.help) for kind in KINDS.values()]
    return {"rows": rows, "head": ["Kind", "Who can read it", "Who finds it", "Joining", "What it is for"]}
