"""Addresses of the pages about people, under /people/."""

from __future__ import annotations

from django.urls import path, re_path

from . import views

app_name = "people"
urlpatterns = [
    path("", views.directory, name="directory"),
    path("<int:pk>/", views.person, name="person"),
    re_path(r"^(?P<pk>\d{1,15})/photo/(?P<size>small|large)/$", views.photo, name="photo"),
    path("seats/<int:pk>/vouch/", views.vouch_for, name="vouch"),
]
