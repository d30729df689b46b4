"""Addresses of the toolbox beside its pages."""

from __future__ import annotations

from django.urls import path

from .feeds import ThemeFeed, ToolboxFeed

app_name = "toolbox"
urlpatterns = [
    path("feed/", ToolboxFeed(), name="feed"),
    path("themes/<slug:slug>/feed/", ThemeFeed(), name="theme_feed"),
]
