"""Addresses of what somebody keeps from the toolbox, under /me/kept/."""

from __future__ import annotations

from django.urls import path

from .views import own, readings, shelves

app_name = "kept"
urlpatterns = [
    path("", shelves.bookmarks, name="bookmarks"),
    path("ours/", own.own_copies, name="own_copies"),
    path("to-read/", readings.to_read, name="to_read"),
]
