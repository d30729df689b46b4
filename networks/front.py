"""What a network's home shows, to whom."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from portal.cms.audience import may_see

from .visibility import who_reads

PEOPLE_SHOWN = 8


def context(network: Any, *, user: AbstractBaseUser | AnonymousUser) -> dict[str, Any]:
    """The facts of a network's home. The public sees counts, never names; a private network shows a teaser."""
    reads = may_see(user, [network.readers])
    runs = may_see(user, [network.convenors]) or (user.is_authenticated and user.is_staff and network.can_run(user))
    members = network.memberships.active()
    sees_people = user.is_authenticated and (reads or runs)
    # The page itself is public face up to "restricted"; narrower networks show it whole to members only.
    whole = reads or runs or network.kind in (network.Kind.OPEN, network.Kind.RESTRICTED)
    people = list(network.memberships.with_people()) if sees_people else []
    role = next((person.role for person in people if person.user_id == user.pk), "")
    for person in people:
        person.be_reached(by=user, role=role)
    return {
        "network": network,
        "role": role,
        "reads": reads,
        "runs": runs,
        "whole": whole,
        "who_reads": who_reads(network),
        "member_count": len(people) if sees_people else members.count(),
        "trust_count": len({person.user.trust_id for person in people if person.user.trust_id}),
        "people": [person for person in people if not person.convenes and person.names_itself_to(user, role)][
            :PEOPLE_SHOWN
        ],
        "convenor_people": [person for person in people if person.convenes],
        "sees_people": sees_people,
        "request_waiting": bool(user.is_authenticated and not role)
        and network.requests.waiting().filter(user=user).exists(),
        "can_join": not role and (not user.is_authenticated or network.can_join(user)),
        "at_once": not role and network.admits_at_once(user),
        "waiting_requests": network.requests.waiting().count() if runs else 0,
        "convenor_count": sum(person.convenes for person in people),
        "sub_groups": list(
            type(network)
            .objects.visible_to(user)
            .filter(page__path__startswith=network.page.path, page__depth=network.page.depth + 1)
            .select_related("page")
            .order_by("page__title")
        ),
    }
