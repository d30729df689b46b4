"""Addresses of the pages about people, under /people/."""

from __future__ import annotations

from django.urls import path, re_path

from . import views

app_name = "people"
urlpatterns = [
    path("", views.directory, name="directory"),
    path("<int:pk>/", views.person, name="person"),
    re_path(r"^(?P<pk>\d{1,15})/photo/(?P<size>small|large)/$", views.photo, name="photo"),
    path("<int:pk>/write/", views.messages.write, name="write"),
    path("seats/<int:pk>/write/", views.messages.write_to_seat, name="write_to_seat"),
    path("messages/", views.messages.mine, name="messages"),
    path("messages/reported/", views.messages.reported, name="reported"),
    path("messages/<int:pk>/", views.messages.message, name="message"),
    path("messages/<int:pk>/block/", views.messages.block, name="block"),
    path("messages/<int:pk>/report/", views.messages.report, name="report_message"),
    path("seats/<int:pk>/vouch/", views.vouch_for, name="vouch"),
]
