"""Addresses of lists that may be taken away, and of files made for one person."""

from __future__ import annotations

from django.urls import path

from .views import exports, lists

app_name = "privacy"
urlpatterns = [
    path("<uuid:export_id>/", exports.export, name="export"),
    path("lists/<path:key>/print/", lists.print_list, name="print_list"),
    path("lists/<path:key>/", lists.take, name="list"),
]
