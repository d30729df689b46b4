"""Addresses where staff look after accounts, under /staff/."""

from __future__ import annotations

from django.urls import path

from .views import closing, staff

app_name = "staff"
urlpatterns = [
    path("people/", staff.people, name="people"),
    path("people/<int:pk>/", staff.person, name="person"),
    path("people/<int:pk>/suspend/", staff.suspend, name="suspend"),
    path("people/<int:pk>/let-in/", staff.let_in, name="let_in"),
    path("people/<int:pk>/view-as/", staff.view_as, name="view_as"),
    path("people/<int:pk>/merge/", staff.merge, name="merge"),
    path("people/<int:pk>/close/", closing.close_for, name="close"),
    path("merges/<int:pk>/undo/", staff.undo_merge, name="undo_merge"),
    path("viewing/stop/", staff.stop_viewing, name="stop_viewing"),
]
