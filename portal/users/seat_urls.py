"""Addresses of seats, under /seats/."""

from __future__ import annotations

from django.urls import path

from .views import seats, specialists

app_name = "seats"
urlpatterns = [
    path("", seats.mine, name="mine"),
    path("specialists/", specialists.specialists, name="specialists"),
    path("away/", specialists.away, name="away"),
    path("away/<int:pk>/back/", specialists.back, name="back"),
    path("at/<str:code>/", seats.at, name="at"),
    path("link/<str:token>/", seats.link, name="link"),
    path("still-yours/", seats.still_yours, name="still_yours"),
    path("<int:pk>/confirm/", seats.confirm, name="confirm"),
    path("<int:pk>/hand-over/", seats.hand_over, name="offer"),
    path("<int:pk>/report/", seats.report, name="report"),
    path("hand-over/<int:pk>/", seats.hand_over_answer, name="hand_over"),
]
