"""Addresses of the toolbox beside its pages."""

from __future__ import annotations

from django.urls import path
from django.views.decorators.http import require_safe

from . import views
from .feeds import ThemeFeed, ToolboxFeed

app_name = "toolbox"
urlpatterns = [
    path("offer/", views.offer, name="offer"),
    path("promote/<int:pk>/", views.promote, name="promote"),
    path("credit/<int:pk>/", views.credit, name="credit"),
    path("feed/", require_safe(ToolboxFeed()), name="feed"),
    path("themes/<slug:slug>/feed/", require_safe(ThemeFeed()), name="theme_feed"),
]
