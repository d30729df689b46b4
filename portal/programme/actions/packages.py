"""Verbs of support: open packages, plan and finish what they hold, agree a target, challenge and reply."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from portal.audit.actions import log
from portal.cms.models import Theme
from portal.notifications.actions import Recipient, notify
from portal.organisations.models import Organisation
from portal.organisations.working_days import day_after
from portal.users.models import Specialist, User

from ..models import Challenge, Cohort, NamedPeer, PackageFile, PackageItem, Rag, RagReading, SupportPackage
from ..submitting import may_confirm, own_trusts, runs_support

SUPPORT_TEAM = "Support team"
REPLY_WITHIN = 10
"""Working days in which a challenge gets its reply."""
WRITTEN = (
    *("why", "estimate", "low", "high", "tier", "manager", "buddy", "buddy_because", "sponsor"),
    *("funding_ends", "continuation", "exit_plan"),
)


class AlreadyDoneError(Exception):
    """Somebody has done, taken or answered this before."""


@transaction.atomic
def set_up_support() -> Group:
    """The group of those who run support packages. Safe to repeat."""
    group, _ = Group.objects.get_or_create(name=SUPPORT_TEAM)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="programme", codename="run_support"),
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"),
    )
    return group


@transaction.atomic
def open_packages(*, actor: AbstractBaseUser, cohort: Cohort) -> int:
    """A package for each trust of a frozen cohort that has none. Says how many are new; safe to repeat."""
    _runs(actor)
    if not cohort.is_frozen:
        raise PermissionDenied("Freeze the cohort first: support goes to a list that does not change.")
    Cohort.objects.locked().get(pk=cohort.pk)
    places = cohort.trusts.filter(package=None).select_related("cohort__definition")
    packages = [
        SupportPackage(place=place, why=f"{cohort.rule}. {cohort.reason}".strip(), estimate=cohort.definition.formula)
        for place in places
    ]
    SupportPackage.objects.bulk_create(packages)
    log(actor=actor, action="programme/opened-packages", target=cohort, packages=len(packages))
    return len(packages)


@transaction.atomic
def change_package(*, actor: AbstractBaseUser, package: SupportPackage, **words: Any) -> SupportPackage:
    """What the programme writes: why, the estimate and its range, tier, people, funding, exit. Keys are `WRITTEN`."""
    _runs(actor)
    package = _locked(package)
    changed = [name for name in WRITTEN if name in words and getattr(package, name) != words[name]]
    for name in changed:
        setattr(package, name, words[name])
    package.save(update_fields=changed)
    log(actor=actor, action="programme/changed-package", target=package, fields=changed)
    return package


@transaction.atomic
def say_how_it_stands(*, actor: AbstractBaseUser, package: SupportPackage, rag: str, reason: str) -> RagReading:
    """Red, amber or green, with its reason, from now on."""
    _runs(actor)
    package = _locked(package)
    reading = RagReading.objects.create(package=package, rag=Rag(rag), reason=reason, by=actor)  # type: ignore[misc]
    package.rag = rag
    package.save(update_fields=["rag"])
    log(actor=actor, action="programme/said-how-it-stands", target=package, rag=rag)
    return reading


@transaction.atomic
def add_item(
    *,
    actor: AbstractBaseUser,
    package: SupportPackage,
    kind: str,
    title: str,
    due: date,
    text: str = "",
    theme: Theme | None = None,
    owner: User | None = None,
) -> PackageItem:
    """Plan something. Without an owner it waits for a specialist of its theme; an owner hears of it."""
    _runs(actor)
    item = PackageItem.objects.create(
        package=package, kind=PackageItem.Kind(kind), title=title, due=due, text=text, theme=theme, owner=owner
    )
    _tell_owner(item, actor)
    log(actor=actor, action="programme/planned-item", target=item, package=package.pk, kind=kind)
    return item


@transaction.atomic
def change_item(*, actor: AbstractBaseUser, item: PackageItem, **words: Any) -> PackageItem:
    """Another title, text, theme, day or owner, while it is not done."""
    _runs(actor)
    item = _item(item)
    if item.is_done:
        raise AlreadyDoneError
    before = item.owner_id
    changed = [name for name in ("title", "text", "theme", "due", "owner") if name in words]
    for name in changed:
        setattr(item, name, words[name])
    item.save(update_fields=changed)
    if item.owner_id != before:
        _tell_owner(item, actor)
    log(actor=actor, action="programme/changed-item", target=item, package=item.package_id, fields=changed)
    return item


@transaction.atomic
def take_item(*, actor: AbstractBaseUser, item: PackageItem) -> PackageItem:
    """A specialist for its theme takes what nobody has taken. The second of two hears that it is gone."""
    if not Specialist.objects.filter(person=actor.pk, theme=item.theme_id).exists() and not runs_support(actor):
        raise PermissionDenied("Specialists take the work of their themes.")
    item = _item(item)
    if item.owner_id is not None or item.is_done:
        raise AlreadyDoneError
    item.owner_id = actor.pk
    item.save(update_fields=["owner"])
    log(actor=actor, action="programme/took-item", target=item, package=item.package_id)
    return item


@transaction.atomic
def finish_item(*, actor: AbstractBaseUser, item: PackageItem, outcome: str) -> PackageItem:
    """By whoever owns it or runs support: what came of it, for the trust to read."""
    item = _item(item)
    if not runs_support(actor) and item.owner_id != actor.pk:
        raise PermissionDenied("Whoever it was given to says what came of it.")
    if item.is_done:
        raise AlreadyDoneError
    item.outcome, item.done_at = outcome, timezone.now()
    item.done_by_id = actor.pk
    item.save(update_fields=["outcome", "done_at", "done_by"])
    log(actor=actor, action="programme/finished-item", target=item, package=item.package_id, kind=item.kind)
    return item


@transaction.atomic
def agree_target(*, actor: AbstractBaseUser, package: SupportPackage, pence: int, reason: str) -> SupportPackage:
    """The finance director agrees what the trust aims at where that is possible: cash in a year."""
    if not may_confirm(actor, package.organisation):
        raise PermissionDenied("The trust's finance director agrees its target.")
    package = _locked(package)
    package.agreed_target, package.target_reason, package.agreed_at = pence, reason, timezone.now()
    package.agreed_by_id = actor.pk
    package.save(update_fields=["agreed_target", "target_reason", "agreed_at", "agreed_by"])
    log(actor=actor, action="programme/agreed-target", target=package, pence=pence)
    return package


@transaction.atomic
def raise_challenge(*, actor: AbstractBaseUser, package: SupportPackage, text: str) -> Challenge:
    """An officer of the trust doubts the choice or the estimate; the project manager has ten working days."""
    if package.organisation not in own_trusts(actor):
        raise PermissionDenied("A trust's own officers challenge its figure.")
    challenge = Challenge.objects.create(
        package=package,
        text=text,
        raised_by=actor,  # type: ignore[misc]
        reply_by=day_after(timezone.localdate(), REPLY_WITHIN),
    )
    team = User.objects.filter(groups__name=SUPPORT_TEAM, is_active=True)
    answers = [package.manager] if package.manager and package.manager.is_active else list(team)
    _notify(answers, "programme/challenge", challenge)
    log(actor=actor, action="programme/challenged", target=package, challenge=challenge.pk)
    return challenge


@transaction.atomic
def reply_to_challenge(*, actor: AbstractBaseUser, challenge: Challenge, reply: str) -> Challenge:
    """Once; whoever raised it hears."""
    _runs(actor)
    challenge = Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
    if challenge.replied_at is not None:
        raise AlreadyDoneError
    challenge.reply, challenge.replied_at = reply, timezone.now()
    challenge.replied_by = actor  # type: ignore[assignment]
    challenge.save(update_fields=["reply", "replied_at", "replied_by"])
    if challenge.raised_by is not None:
        _notify([challenge.raised_by], "programme/challenge_replied", challenge)
    log(actor=actor, action="programme/replied-to-challenge", target=challenge.package, challenge=challenge.pk)
    return challenge


@transaction.atomic
def add_package_file(*, actor: AbstractBaseUser, package: SupportPackage, file: File, name: str) -> PackageFile:
    """A document that a form has looked into, for the trust and the programme's staff."""
    if package.organisation not in own_trusts(actor):
        _runs(actor)
    row = PackageFile.objects.create(
        package=package,
        file=File(file, name="file"),
        name=name,
        size=file.size,
        added_by=actor,  # type: ignore[misc]
    )
    log(actor=actor, action="programme/added-file", target=package, file=row.pk)
    return row


@transaction.atomic
def remove_package_file(*, actor: AbstractBaseUser, file: PackageFile) -> None:
    """By whoever added it, or by those who run support."""
    if file.added_by_id != actor.pk:
        _runs(actor)
    name = file.file.name
    log(actor=actor, action="programme/removed-file", target=file.package, file=file.pk)
    file.delete()
    transaction.on_commit(lambda: default_storage.delete(name), robust=True)


@transaction.atomic
def be_named(*, actor: AbstractBaseUser, trust: Organisation, named: bool) -> None:
    """The finance director lets peers see the trust's name beside its figures, or no longer. Safe to repeat."""
    if not may_confirm(actor, trust):
        raise PermissionDenied("The trust's finance director decides whether peers see its name.")
    if named:
        NamedPeer.objects.get_or_create(organisation=trust, defaults={"agreed_by": actor})
    else:
        NamedPeer.objects.filter(organisation=trust).delete()
    log(actor=actor, action="programme/named-to-peers", target=trust, named=named)


def give_package(*, package: SupportPackage, giver: User, taker: User) -> bool:
    """A successor manages it."""
    given = SupportPackage.objects.filter(pk=package.pk, manager=giver).update(manager=taker)
    if given:
        log(actor=taker, action="programme/gave-package", target=package, giver=giver.pk)
    return bool(given)


def give_item(*, item: PackageItem, giver: User, taker: User) -> bool:
    """A successor does what was given to somebody."""
    given = PackageItem.objects.to_do().filter(pk=item.pk, owner=giver).update(owner=taker)
    if given:
        log(actor=taker, action="programme/gave-item", target=item, giver=giver.pk)
    return bool(given)


def _runs(actor: AbstractBaseUser) -> None:
    if not runs_support(actor):
        raise PermissionDenied("Support packages are run by the programme's support team.")


def _locked(package: SupportPackage) -> SupportPackage:
    return SupportPackage.objects.select_for_update(no_key=True, of=("self",)).get(pk=package.pk)


def _item(item: PackageItem) -> PackageItem:
    return PackageItem.objects.select_for_update(no_key=True, of=("self",)).get(pk=item.pk)


def _tell_owner(item: PackageItem, actor: AbstractBaseUser) -> None:
    if item.owner is not None and item.owner != actor:
        _notify([item.owner], "programme/item_given", item, key=f"{item.owner_id}", package=item.package)


def _notify(people: list[User], kind: str, target: Any, *, key: str = "", **words: Any) -> None:
    words.setdefault("package", target.package)
    notify(recipients=[Recipient.of(one) for one in people], kind=kind, target=target, key=key, context=words)
