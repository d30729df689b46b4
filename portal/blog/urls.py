"""Addresses of the blog beside its pages: archives and feeds."""

from __future__ import annotations

from django.urls import path

from . import feeds, views

app_name = "blog"
urlpatterns = [
    path("feed/", feeds.blog, name="feed"),
    path("what-we-heard/", views.heard, name="heard"),
    path("category/<slug:slug>/", views.category, name="category"),
    path("category/<slug:slug>/feed/", feeds.category, name="category_feed"),
    path("network/<int:pk>/feed/", feeds.network, name="network_feed"),
    path("posts/<int:pk>/comments/feed/", feeds.comments, name="comments_feed"),
    path("<int:year>/<int:month>/", views.month, name="month"),
]
