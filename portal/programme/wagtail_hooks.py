"""Doors of the Wagtail admin: the questions of the self-assessment, in versions."""

from __future__ import annotations

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Questionnaire


class QuestionnaireViewSet(SnippetViewSet):
    model = Questionnaire
    icon = "list-ol"
    menu_label = "Self-assessments"
    list_display = ["__str__", "in_use_from"]


register_snippet(QuestionnaireViewSet)
