"""Figures as pages write them."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.timezone import localdate

from portal.organisations.models import Organisation

from .. import figures
from ..balancing import beside
from ..models import Cohort
from ..submitting import keeps_ledger

register = template.Library()


@register.filter
def in_unit(cohort: Cohort, amount: int) -> str:
    """An amount in the unit of the cohort's measure."""
    return cohort.definition.in_words(amount)


@register.filter
def pounds(pence: int) -> str:
    """Whole pence as people read them."""
    return figures.pounds(pence)


@register.inclusion_tag("programme/_balance.html", takes_context=True)
def balancing(context: template.Context, trust: Organisation) -> dict[str, Any]:
    """What stands beside a trust's pounds. One query, and those of who may give the counts."""
    user = context["request"].user
    return {"balance": beside(trust, localdate()), "trust": trust, "keeps": keeps_ledger(user, trust)}
