"""Figures as pages write them."""

from __future__ import annotations

from django import template

from ..models import Cohort

register = template.Library()


@register.filter
def in_unit(cohort: Cohort, amount: int) -> str:
    """An amount in the unit of the cohort's measure."""
    return cohort.definition.in_words(amount)
