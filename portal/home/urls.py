"""Addresses of the roof: somebody's own home, and what watches the portal."""

from __future__ import annotations

from django.urls import path

from portal.home import views

app_name = "home"
urlpatterns = [
    path("me/", views.my_home, name="mine"),
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
]
