"""The programme's own pages and figures."""

from __future__ import annotations

from .cohorts import Cohort, CohortTrust
from .imports import FigureImport
from .measures import NATIONAL, Definition, Observation
from .pages import SupportPage

__all__ = ["NATIONAL", "Cohort", "CohortTrust", "Definition", "FigureImport", "Observation", "SupportPage"]
