"""Addresses of what people do with meetings, under /events/. The pages themselves stand in the page tree."""

from __future__ import annotations

from django.urls import path

from . import feeds, views

app_name = "events"
urlpatterns = [
    # By a signed link, without an account (events/links.py says how).
    path("link/<slug:purpose>/<str:token>/", views.link, name="link"),
    path("place/<int:pk>/", views.place, name="place"),
    path("place/<int:pk>/withdraw/", views.give_back, name="give_back"),
    path("calendar.ics", feeds.everything, name="calendar"),
    path("network/<int:pk>/calendar.ics", feeds.of_network, name="network_calendar"),
    path("mine/", views.mine, name="mine"),
    path("mine/link/", views.make_link, name="make_link"),
    path("mine/link/revoke/", views.revoke_link, name="revoke_link"),
    path("mine/<str:token>/calendar.ics", feeds.of_person, name="my_calendar"),
    path("<int:pk>/calendar.ics", feeds.one, name="event_calendar"),
    path("<int:pk>/register/", views.register, name="register"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/call-off/", views.call_off, name="call_off"),
    path("<int:pk>/people/", views.people, name="people"),
]
