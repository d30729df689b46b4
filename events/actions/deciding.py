"""Verbs of series: make one, name it, put meetings in it, and record what was decided about it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from networks.models import Network
from portal.audit.actions import log
from portal.users.models import User

from ..convening import convenes
from ..models import Series, SeriesDecision

FOR_CONVENORS = "Only convenors of the network and programme staff change a series."


@transaction.atomic
def make_series(*, name: str, about: str, network: Network | None, actor: User) -> Series:
    if not convenes(actor, network):
        raise PermissionDenied(FOR_CONVENORS)
    series = Series.objects.create(name=name, about=about, network=network)
    log(actor=actor, action="events/made-series", target=series)
    return series


@transaction.atomic
def change_series(*, series: Series, name: str, about: str, actor: User) -> Series:
    if not series.can_manage(actor):
        raise PermissionDenied(FOR_CONVENORS)
    series.name, series.about = name, about
    series.save(update_fields=["name", "about"])
    log(actor=actor, action="events/changed-series", target=series)
    return series


@transaction.atomic
def decide_on_series(*, series: Series, verdict: str, reason: str, next_step: str, actor: User) -> SeriesDecision:
    """Record it beside those before. The same decision with the same words, sent twice, is recorded once."""
    if not series.can_manage(actor):
        raise PermissionDenied(FOR_CONVENORS)
    Series.objects.select_for_update(no_key=True, of=("self",)).get(pk=series.pk)
    last = series.decisions.first()
    if last and (last.verdict, last.reason, last.next_step) == (verdict, reason, next_step):
        return last
    decision = SeriesDecision.objects.create(
        series=series, verdict=verdict, reason=reason, next_step=next_step, decided_by=actor
    )
    log(actor=actor, action="events/decided-on-series", target=series, verdict=verdict)
    return decision
