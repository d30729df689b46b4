"""A long list that somebody asked for and a task writes."""

from __future__ import annotations

from django.db import models

from .exports import Export


class ListOrder(models.Model):
    """What a list was asked for, so that it can be written later, and how far it is. Goes with its export."""

    export = models.OneToOneField(Export, models.CASCADE, related_name="order", primary_key=True)
    query = models.TextField(blank=True)  # the filter, as the page had it in its address
    form = models.CharField(max_length=4)  # csv, xlsx
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"Order {self.pk}"
