"""Addresses of ideas and peer challenges, under /ideas/. An idea's own page is its discussion."""

from __future__ import annotations

from django.urls import path

from .views import ideas

app_name = "ideas"
urlpatterns = [
    path("", ideas.everywhere, name="everywhere"),
    path("<int:pk>/", ideas.of_network, name="of_network"),
    path("queue/", ideas.queue, name="queue"),
    path("from-page/<int:pk>/", ideas.from_page, name="from_page"),
    path("from-comment/<int:pk>/", ideas.from_comment, name="from_comment"),
    path("decide/<int:pk>/", ideas.decide, name="decide"),
]
