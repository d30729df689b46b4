"""Addresses of what somebody keeps from the toolbox, under /me/kept/."""

from __future__ import annotations

from django.urls import path

from .views import readings, shelves

app_name = "kept"
urlpatterns = [
    path("", shelves.bookmarks, name="bookmarks"),
    path("to-read/", readings.to_read, name="to_read"),
]
