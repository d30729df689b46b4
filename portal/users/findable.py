"""What a person is found by: one row for each circle that sees something, the richest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from portal.cms.audience import SIGNED_IN, STAFF, forget_tokens, tokens_of
from portal.search.findable import Findable

from .models import User
from .visibility import CIRCLE_OF, Reach, is_enough


def key_of(person: User) -> str:
    return f"person:{person.pk}"


def findables_of(person: User) -> list[Findable]:
    """Nothing while the account is closed or waits. A circle that sees no more than the next shares its row."""
    if not (person.is_active and person.is_admitted):
        return []
    rows: list[Findable] = []
    below: dict[str, object] = {}
    for reach, tokens in circles_of(person):
        if not tokens or not is_enough(person.shown_to, reach):
            continue
        seen = what_is_seen(person, reach)
        if seen != below:
            rows.insert(0, Findable(**seen, part=reach.name.lower(), audience=tokens))  # type: ignore[arg-type]
            below = seen
        elif SIGNED_IN not in rows[0].audience:  # the staff are in nobody's network
            rows[0] = replace(rows[0], audience=[*rows[0].audience, *tokens])
    return rows


def circles_of(person: User) -> Iterator[tuple[Reach, list[str]]]:
    """Who is how near, as audience tokens, from the farthest to the nearest."""
    forget_tokens(person)
    networks = sorted(token.partition(":")[2] for token in tokens_of(person) if token.startswith("members:"))
    yield Reach.SIGNED_IN, [SIGNED_IN]
    yield Reach.NETWORKS, [f"members:{pk}" for pk in networks]
    yield Reach.CONVENORS, [f"convenors:{pk}" for pk in networks]
    yield Reach.STAFF, [STAFF, f"user:{person.pk}"]


def what_is_seen(person: User, reach: Reach) -> dict[str, object]:
    """The words of a person for a reach. Addresses and telephone numbers are in no index."""
    shows = {field: is_enough(getattr(person, column), reach) for field, column in CIRCLE_OF.items()}
    title = person.job_title if shows["job_title"] else ""
    role = person.get_role_display() if shows["seat"] else ""
    trust = str(person.trust or "") if shows["seat"] else ""
    region = str(person.region or "") if shows["region"] else ""
    themes = list(person.themes.all()) if shows["themes"] else []
    return {
        "kind": "person",
        "title": str(person),
        "summary": ", ".join(word for word in (title or role, trust) if word),
        "body": ", ".join(word for word in (role, region, *map(str, themes)) if word),
        "url": f"/people/{person.pk}/",
        "facets": {
            "theme": [(theme.slug, theme.name) for theme in themes],
            "region": [(person.region.slug, person.region.name)] if region and person.region else [],
        },
    }
