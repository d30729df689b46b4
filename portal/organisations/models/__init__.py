"""Trusts and other organisations, the regions, what came before, and the files the register was read from."""

from __future__ import annotations

from .domains import Domain
from .history import FormerName, Succession
from .imports import ImportedChange, RegisterImport
from .organisation import Organisation, PeerGroup
from .regions import Geography, Region

__all__ = [
    "Domain",
    "FormerName",
    "Geography",
    "ImportedChange",
    "Organisation",
    "PeerGroup",
    "Region",
    "RegisterImport",
    "Succession",
]
