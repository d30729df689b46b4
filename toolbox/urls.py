"""Addresses of the toolbox beside its pages."""

from __future__ import annotations

from django.urls import path
from django.views.decorators.http import require_safe

from .feeds import ThemeFeed, ToolboxFeed
from .views import decisions, drafts, entries, glossary

app_name = "toolbox"
urlpatterns = [
    path("offer/", entries.offer, name="offer"),
    path("promote/<int:pk>/", entries.promote, name="promote"),
    path("credit/<int:pk>/", entries.credit, name="credit"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("feed/", require_safe(ToolboxFeed()), name="feed"),
    path("themes/<slug:slug>/feed/", require_safe(ThemeFeed()), name="theme_feed"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/<int:pk>/", drafts.draft, name="draft"),
    path("drafts/open/<int:pk>/", drafts.open_draft, name="open_draft"),
    path("drafts/<int:pk>/close/", drafts.close_draft, name="close_draft"),
    path("drafts/paragraphs/<int:pk>/", drafts.say, name="say_of_paragraph"),
    path("drafts/comments/<int:pk>/answer/", drafts.answer, name="answer_remark"),
    path("decide/<int:pk>/", decisions.decide, name="decide"),
]
