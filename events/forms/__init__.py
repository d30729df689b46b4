"""What organisers and people who register tell us."""

from __future__ import annotations

from .calling_off import CallOffForm

__all__ = ["CallOffForm"]
