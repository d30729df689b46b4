"""Addresses of lists of discussions, under /discussions/."""

from __future__ import annotations

from django.urls import path

from .views import listing

app_name = "discussions"
urlpatterns = [
    path("", listing.everywhere, name="everywhere"),
    path("<int:pk>/", listing.of_network, name="of_network"),
]
