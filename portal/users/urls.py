"""Addresses of a person's own pages, under /me/."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "users"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("security/", views.security, name="security"),
    path("security/second-factor/", views.second_factor, name="second_factor"),
    path("security/sessions/<int:pk>/end/", views.end_session, name="end_session"),
    path("data/", views.my_data, name="data"),
    path("data/request/", views.request_my_data, name="request_data"),
    path("close/", views.close_my_account, name="close"),
    path("close/keep/", views.keep_my_account, name="keep"),
    path("close/keep/<str:token>/", views.keep_by_link, name="keep_account"),
    path("close/done/", views.closed, name="closed"),
]
