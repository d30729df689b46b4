"""The names behind the log's keys, looked up by whoever reads, for many entries at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models import Q

from .models import LogEntry

FORMER = "Former member"
MOST_FOUND = 500  # things of one kind that a word may stand for
CALLED = ("name", "title", "page__title", "first_name", "last_name", "email")


def name_all(entries: Iterable[LogEntry]) -> list[LogEntry]:
    """The same entries, each with `actor_name` and `target_name`: one query for each kind of thing among them."""
    entries = list(entries)
    people = get_user_model()._meta.label_lower
    wanted: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        wanted[entry.target_type].add(entry.target_id)
        if entry.actor_id:
            wanted[people].add(str(entry.actor_id))
    names = {kind: names_of(kind, keys) for kind, keys in wanted.items()}
    for entry in entries:
        entry.actor_name = who(entry, names.get(people, {}))
        entry.target_name = names[entry.target_type].get(entry.target_id) or gone(entry, people)
    return entries


def who(entry: LogEntry, people: dict[str, str]) -> str:
    if entry.actor_id:
        return people.get(str(entry.actor_id), FORMER)
    return "A visitor" if entry.by_visitor else "The portal"


def gone(entry: LogEntry, people: str) -> str:
    """What no longer stands has no name: its kind and key. Nor has an account that was deleted."""
    model = model_of(entry.target_type)
    if entry.target_type == people:
        return f"{FORMER} ({entry.target_id})"
    kind = model._meta.verbose_name if model else entry.target_type
    return f"{str(kind).capitalize()} {entry.target_id}, deleted"


def model_of(kind: str) -> type[models.Model] | None:
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None  # an app that is gone


def names_of(kind: str, keys: Iterable[str]) -> dict[str, str]:
    """Key to name, with what stands behind their own keys: a name often says whose it is, and where."""
    model = model_of(kind)
    if model is None:
        return {}
    valid = []
    for key in keys:
        try:
            valid.append(model._meta.pk.to_python(key))
        except ValidationError:
            continue
    rows = model._base_manager.filter(pk__in=valid).select_related()
    return {str(row.pk): str(row)[:255] for row in rows}


def keys_of(words: str, kinds: Iterable[str]) -> dict[str, list[str]]:
    """The things of these kinds that are called so, by their keys. Nobody is called by a number: that is a key."""
    found = {}
    people = get_user_model()
    for kind in kinds:
        model = model_of(kind)
        if model is people and words.isdigit():
            continue
        called = list(paths_of(model)) if model else []
        if model and called:
            like = Q(*[(f"{path}__icontains", words) for path in called], _connector=Q.OR)
            keys = model._base_manager.filter(like).values_list("pk", flat=True)[:MOST_FOUND]
            found[kind] = [str(key) for key in keys]
    return found


def paths_of(model: type[models.Model]) -> Iterator[str]:
    """Where a thing of this kind says how it is called."""
    for path in CALLED:
        try:
            field = model._meta.get_field(path.partition("__")[0])
        except FieldDoesNotExist:
            continue
        if "__" not in path or field.is_relation:
            yield path


def people_called(words: str) -> list[int]:
    """Accounts by name or address. A closed account has neither: it is found by its key."""
    people = get_user_model()
    found = keys_of(words, [people._meta.label_lower])
    return [int(key) for keys in found.values() for key in keys]
