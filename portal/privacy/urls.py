"""Addresses of files made for one person."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "privacy"
urlpatterns = [
    path("<uuid:export_id>/", views.export, name="export"),
]
