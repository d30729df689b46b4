"""Addresses of a person's own pages, under /me/."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "users"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("address-works/", views.address_works, name="address_works"),
    path("security/", views.security, name="security"),
    path("security/second-factor/", views.second_factor, name="second_factor"),
    path("security/sessions/<int:pk>/end/", views.end_session, name="end_session"),
    path("data/", views.my_data, name="data"),
    path("data/request/", views.request_my_data, name="request_data"),
    path("close/", views.close_my_account, name="close"),
    path("close/keep/", views.keep_my_account, name="keep"),
    path("close/keep/<str:token>/", views.keep_by_link, name="keep_account"),
    path("close/done/", views.closed, name="closed"),
    path("profile/as-others-see-it/", views.preview, name="preview"),
    path("photo/", views.my_photo, name="photo"),
    path("photo/remove/", views.photo_remove, name="photo_remove"),
    path("trusts/", views.trusts, name="trusts"),
    path("trusts/add/", views.trust_add, name="trust_add"),
    path("trusts/<int:pk>/leave/", views.trust_leave, name="trust_leave"),
    path("trusts/<int:pk>/speak-for/", views.trust_speak, name="trust_speak"),
    path("approval/", views.approval, name="approval"),
    path("terms/", views.terms, name="terms"),
]
