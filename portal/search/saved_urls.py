"""Addresses of my searches, under /me/searches/."""

from __future__ import annotations

from django.urls import path

from . import saved_views as views

app_name = "searches"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("save/", views.save, name="save"),
    path("recent/", views.recent, name="recent"),
    path("<int:pk>/", views.change, name="change"),
    path("<int:pk>/delete/", views.delete, name="delete"),
    path("<int:pk>/take-back/", views.bring_back, name="take_back"),
]
