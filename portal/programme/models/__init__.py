"""The programme's own pages and figures."""

from __future__ import annotations

from .assessments import Answer, Assessment, Level, Question, Questionnaire, Suggestion
from .benefits import BalancingReturn, Benefit, BenefitStep
from .cohorts import Cohort, CohortTrust
from .imports import FigureImport
from .measures import NATIONAL, Definition, Observation
from .packages import Challenge, NamedPeer, PackageFile, PackageItem, Rag, RagReading, SupportPackage
from .pages import SupportPage
from .steps import ChartStep

__all__ = [
    "NATIONAL",
    "Answer",
    "Assessment",
    "BalancingReturn",
    "Benefit",
    "BenefitStep",
    "Challenge",
    "ChartStep",
    "Cohort",
    "CohortTrust",
    "Definition",
    "FigureImport",
    "Level",
    "NamedPeer",
    "Observation",
    "PackageFile",
    "PackageItem",
    "Question",
    "Questionnaire",
    "Rag",
    "RagReading",
    "Suggestion",
    "SupportPackage",
    "SupportPage",
]
