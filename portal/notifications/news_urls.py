"""Addresses of my news, under /me/news/."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "news"
urlpatterns = [
    path("", views.news, name="news"),
    path("read/", views.read_all, name="read_all"),
    path("<int:pk>/open/", views.open_news, name="open"),
    path("<int:pk>/read/", views.read_one, name="read"),
    path("settings/", views.settings, name="settings"),
    path("follow/", views.follow, name="follow"),
    path("stop/<str:token>/", views.stop, name="stop"),
]
