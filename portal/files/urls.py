"""Addresses of files. They stand before Wagtail's own, which they replace."""

from __future__ import annotations

from django.urls import path, re_path

from . import views

urlpatterns = [
    path("documents/<int:pk>/preview/", views.preview, name="document_preview"),
    path("documents/versions/<int:pk>/", views.version, name="file_version"),
    re_path(r"^documents/(\d+)/(.*)$", views.document, name="document"),
    path("media/<path:path>", views.media, name="media"),
]
