"""What the portal holds about a person: each app names its own tables, and says what becomes of the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.module_loading import import_string

# Rows that are changed or moved at once. Somebody with 50,000 comments costs 25 statements, and memory stays flat.
CHUNK = 2000


class Moved(NamedTuple):
    """A row that now belongs to another account, and the column that says so. Three plain values: JSON keeps them."""

    model: str  # "discussion.comment"
    pk: Any
    field: str


@dataclass(frozen=True, kw_only=True)
class Holding:
    """One table with rows about a person.

    `person`: the keys that point to an account. `emails`: columns with an address. Both are looked at when the rows
    about somebody are found (`about`). `show` gives what stands in their archive: never the name or the words of
    somebody else. `close` says what happens when the account closes; `becomes` says the same to people.
    """

    name: str  # a heading: "Comments you wrote"
    table: type[models.Model]
    person: Sequence[str] = ()
    emails: Sequence[str] = ()
    show: Callable[[Any], dict[str, Any]]
    becomes: str  # "Stays, under the name “Former member”."
    close: Callable[[Holding, Any], int] | None = None  # None: the rows stay as they are
    merge: Callable[[Holding, AbstractBaseUser, AbstractBaseUser], list[Moved]] | None = None  # None: `move`
    # Keys that are looked at neither by `about` nor by `move`: what somebody decided about others is no data of theirs.
    others: Sequence[str] = ()
    # The files that belong to a row and go into the archive.
    files: Callable[[Any], Iterable[Any]] | None = None
    # What `show` reads from other tables, so that a chunk costs the same however many rows it has.
    related: Sequence[str] = ()
    prefetch: Sequence[str] = ()

    def about(self, person: AbstractBaseUser) -> Any:
        """The queryset of the rows about somebody: theirs by key, or by an address they have proved to be theirs."""
        mine = Q(pk__in=[])
        for field in self.person:
            mine |= Q(**{field: person.pk})
        addresses = addresses_of(person) if self.emails else []
        for field in self.emails:
            for address in addresses:
                mine |= Q(**{f"{field}__iexact": address})
        return self.table._default_manager.filter(mine)

    def row(self, obj: models.Model) -> dict[str, Any]:
        return self.show(obj)

    def on_close(self, person: AbstractBaseUser) -> int:
        """Do what closing the account means for these rows; how many it touched. Safe to repeat."""
        return self.close(self, person) if self.close else 0

    def on_merge(self, source: AbstractBaseUser, target: AbstractBaseUser) -> list[Moved]:
        """Give the rows of one account to another; what was moved, so that it can be put back."""
        return (self.merge or move)(self, source, target)


@dataclass(frozen=True, kw_only=True)
class Exempt:
    """A column that points to a person, or holds an address, and needs no `Holding`; with the reason why."""

    table: str  # "wagtailcore.Revision"
    fields: Sequence[str]
    because: str


def provided() -> Iterator[Holding | Exempt]:
    """Everything the apps say, from roof to foundation."""
    for path in settings.PORTAL_PROVIDERS["personal_data"]:
        yield from import_string(path)()


def holdings() -> list[Holding]:
    return [one for one in provided() if isinstance(one, Holding)]


def exemptions() -> list[Exempt]:
    return [one for one in provided() if isinstance(one, Exempt)]


def addresses_of(person: AbstractBaseUser) -> list[str]:
    """The addresses somebody has proved to be theirs. A typed address proves nothing."""
    rows = EmailAddress.objects.filter(user_id=person.pk, verified=True)
    return sorted({address.lower() for address in rows.values_list("email", flat=True)})


# What may happen to rows when an account closes. ---------------------------------------------------------------------


def erase(holding: Holding, person: AbstractBaseUser) -> int:
    """The rows go."""
    return erase_rows(holding.about(person))


def blank(**values: Any) -> Callable[[Holding, AbstractBaseUser], int]:
    """The rows stay without what these columns said."""

    def close(holding: Holding, person: AbstractBaseUser) -> int:
        return change_rows(holding.about(person), **values)

    return close


def erase_rows(rows: models.QuerySet) -> int:
    """Delete by chunks."""
    gone = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        rows.model._default_manager.filter(pk__in=keys).delete()
        gone += len(keys)
    return gone


def change_rows(rows: models.QuerySet, **values: Any) -> int:
    """Update by chunks, in the order of keys, whether or not the change takes rows out of `rows`."""
    changed, keys = 0, list(rows.order_by("pk").values_list("pk", flat=True)[:CHUNK])
    while keys:
        changed += rows.model._default_manager.filter(pk__in=keys).update(**values)
        keys = list(rows.filter(pk__gt=keys[-1]).order_by("pk").values_list("pk", flat=True)[:CHUNK])
    return changed


# What happens to rows when two accounts of one person become one. ----------------------------------------------------


def move(holding: Holding, source: AbstractBaseUser, target: AbstractBaseUser) -> list[Moved]:
    """Point every key from one account to the other. Where the other has such a row already, this one stays.

    What somebody decided (`others`) moves too: it is the same person who decided.
    """
    moved = []
    for field in [*holding.person, *holding.others]:
        manager = holding.table._base_manager
        keys = list(manager.filter(**{field: source.pk}).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), CHUNK):
            for key in _point(manager, keys[start : start + CHUNK], field, target):
                moved.append(Moved(holding.table._meta.label_lower, key, field))
    return moved


def stay(holding: Holding, source: AbstractBaseUser, target: AbstractBaseUser) -> list[Moved]:
    """Nothing moves: the rows say something about the one account alone."""
    return []


def put_back(moved: Iterable[Sequence[Any]], source: AbstractBaseUser) -> int:
    """Undo: point the moved rows to their first account again, as far as they are still there."""
    by_column: dict[tuple[str, str], list[Any]] = {}
    for model, key, field in moved:
        by_column.setdefault((model, field), []).append(key)
    back = 0
    for (model, field), keys in by_column.items():
        manager = apps.get_model(model)._base_manager
        for start in range(0, len(keys), CHUNK):
            back += len(_point(manager, keys[start : start + CHUNK], field, source))
    return back


def _point(manager: models.Manager, keys: list[Any], field: str, person: AbstractBaseUser) -> list[Any]:
    """Point these rows to a person and say which could be. A clash is narrowed down by halves."""
    try:
        with transaction.atomic():
            manager.filter(pk__in=keys).update(**{field: person.pk})
        return keys
    except IntegrityError:
        if len(keys) == 1:
            return []
        half = len(keys) // 2
        return [*_point(manager, keys[:half], field, person), *_point(manager, keys[half:], field, person)]
