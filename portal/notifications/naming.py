"""What things are called that news knows by their labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps


def names_of(labels: Iterable[str]) -> dict[str, str]:
    """ "networks.network:12" is "London OVM network". One query for each sort of thing; what is gone has no name."""
    keys: dict[str, list[str]] = defaultdict(list)
    for label in filter(None, labels):
        model, _, key = label.partition(":")
        keys[model].append(key)
    names: dict[str, str] = {}
    for model, its in keys.items():
        found = apps.get_model(model)._default_manager.in_bulk(its)
        names.update({f"{model}:{key}": str(thing) for key, thing in found.items()})
    return names
