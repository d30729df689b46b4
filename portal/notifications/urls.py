"""Addresses of the development-only mail box."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("", views.mail_box, name="mail_box"),
    path("<int:pk>/", views.mail, name="mail"),
    path("<int:pk>/html/", views.mail_html, name="mail_html"),
    path("<int:pk>/attachments/<int:number>/", views.mail_attachment, name="mail_attachment"),
]
