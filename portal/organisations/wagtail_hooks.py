"""Doors of the editors' side to the register."""

from __future__ import annotations

from wagtail import hooks

from .viewsets import RegisterGroup


@hooks.register("register_admin_viewset")
def register() -> RegisterGroup:
    return RegisterGroup()
