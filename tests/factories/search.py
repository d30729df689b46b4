"""Things to find."""

from __future__ import annotations

from itertools import count

from portal.search.actions import put
from portal.search.findable import Findable

numbers = count(1)


def make_findable(title: str, **fields) -> str:
    """Put one public tool, or whatever the fields say; returns its key."""
    key = fields.pop("key", f"thing:{next(numbers)}")
    put(key=key, entries=[findable(title, **fields)])
    return key


def findable(title: str, **fields) -> Findable:
    given = {"kind": "tool", "url": f"/found/{title[:20].replace(' ', '-')}/", "audience": ["public"]}
    return Findable(title=title, **given | fields)
