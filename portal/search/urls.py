"""Addresses of search."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "search"
urlpatterns = [
    path("", views.results, name="results"),
    path("opened/<str:marker>/", views.opened, name="opened"),
    path("answer/", views.answer, name="answer"),
    path("answer/thanks/", views.thanks, name="thanks"),
    path("suggest/", views.suggestions, name="suggest"),
]
