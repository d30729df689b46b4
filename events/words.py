"""How roles are named in what meetings say."""

from __future__ import annotations

from collections.abc import Iterable

from portal.users.models import Role

UNCHANGED = {Role.PROGRAMME: "the programme team", Role.OTHER: "others"}


def plural(role: str) -> str:
    """finance directors"""
    if role not in Role.values:
        return role
    word = Role(role).label
    return UNCHANGED.get(Role(role)) or f"{word[:1].lower()}{word[1:]}s"


def listed(roles: Iterable[str]) -> str:
    """finance directors, business managers and senior leaders"""
    words = [plural(role) for role in roles]
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


def of_one(role: str) -> str:
    """finance director"""
    return str(Role(role).label).lower() if role in Role.values else ""


def counted(number: int, one: str, many: str = "") -> str:
    """1 invitation, 3 invitations."""
    return f"{number} {one if number == 1 else many or one + 's'}"
