"""Addresses of a person's own pages, under /me/."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "users"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
]
