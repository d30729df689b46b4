"""The programme's own pages and figures."""

from __future__ import annotations

from .cohorts import Cohort, CohortTrust
from .imports import FigureImport
from .measures import NATIONAL, Definition, Observation
from .pages import SupportPage
from .steps import ChartStep

__all__ = ["NATIONAL", "ChartStep", "Cohort", "CohortTrust", "Definition", "FigureImport", "Observation", "SupportPage"]
