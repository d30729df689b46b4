"""The NHS design system's components as template tags; a built-in of every template."""

from __future__ import annotations

from django import template

register = template.Library()
