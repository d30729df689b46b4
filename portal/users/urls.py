"""Addresses of a person's own pages, under /me/."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "users"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("security/", views.security, name="security"),
    path("security/second-factor/", views.second_factor, name="second_factor"),
    path("security/sessions/<int:pk>/end/", views.end_session, name="end_session"),
]
