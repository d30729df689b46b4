"""A browser in words."""

from __future__ import annotations

from django import template

from ..devices import device_of

register = template.Library()
register.filter("device", device_of)
