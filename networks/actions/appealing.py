"""Verbs around a bar: appeal against it once, answer, lift it."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from networks.models import Bar, Network
from networks.refusals import refused
from portal.audit.actions import log
from portal.notifications.actions import Recipient, notify

from .roles import NOT_YOURS

NOT_YOURS_TO_ANSWER = "Another convenor than the one who decided, or the programme's staff, answers an appeal."


@transaction.atomic
def appeal(*, network: Network, user: AbstractBaseUser, words: str) -> Bar:
    """Say once why one should be let in again. Whoever may answer is told."""
    bar = held(network.bars.get(user=user))
    if bar.appealed_at is not None:
        raise refused("appealed-already")
    bar.appeal, bar.appealed_at = words, timezone.now()
    bar.save(update_fields=["appeal", "appealed_at"])
    log(actor=user, action="networks/appealed", target=bar.network, bar=bar.pk)
    notify(
        recipients=[Recipient.of(one) for one in who_answers(bar)],
        kind="networks/appealed",
        target=bar,
        context={"url": reverse("networks:bar", args=[bar.network_id, bar.pk]), "answer_by": bar.answer_by},
    )
    return bar


def who_answers(bar: Bar) -> list[AbstractBaseUser]:
    """The other convenors; where there are none, the programme's staff."""
    others = bar.network.memberships.convening().active().exclude(user=bar.by_id).select_related("user")
    people = [row.user for row in others]
    return people or [one for one in get_user_model().objects.staff() if one.pk != bar.by_id]


@transaction.atomic
def answer_appeal(*, bar: Bar, actor: AbstractBaseUser, granted: bool, answer: str) -> None:
    """Let the person come back, or let the bar stand; with the reason in a mail, either way."""
    bar = held(bar)
    if not bar.can_answer(actor):
        raise PermissionDenied(NOT_YOURS_TO_ANSWER)
    if not bar.waits:
        raise refused("no-appeal" if bar.appealed_at is None else "already-decided")
    entry = log(actor=actor, action="networks/appeal_answered", target=bar.network, bar=bar.pk, granted=granted)
    tell(bar, kind="networks/appeal_answered", key=str(entry.pk), granted=granted, answer=answer)
    if granted:
        bar.delete()
        return
    bar.answer, bar.answered_at, bar.answered_by = answer, timezone.now(), actor  # type: ignore[assignment]
    bar.save(update_fields=["answer", "answered_at", "answered_by"])


@transaction.atomic
def lift_bar(*, bar: Bar, actor: AbstractBaseUser) -> None:
    """Let somebody ask to join again, without an appeal. They are told."""
    bar = held(bar)
    if not bar.network.can_run(actor):
        raise PermissionDenied(NOT_YOURS)
    entry = log(actor=actor, action="networks/bar_lifted", target=bar.network, bar=bar.pk, user=bar.user_id)
    tell(bar, kind="networks/bar_lifted", key=str(entry.pk))
    bar.delete()


def held(bar: Bar) -> Bar:
    """The bar, held with its network until the end of the transaction."""
    network = Network.objects.select_related("page").locked().get(pk=bar.network_id)
    bar = Bar.objects.select_related("user").get(pk=bar.pk)
    bar.network = network
    return bar


def tell(bar: Bar, *, kind: str, key: str, **words: object) -> None:
    user = bar.user
    context = {"url": bar.network.page.get_url() if bar.network.words.listed else "", **words}
    notify(recipients=[Recipient.of(user)], kind=kind, target=bar.network, context=context, key=key)
