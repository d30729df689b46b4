"""Addresses of the roof: what watches the portal asks here."""

from __future__ import annotations

from django.urls import path

from portal.home import views

app_name = "home"
urlpatterns = [
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
]
