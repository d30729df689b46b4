"""Addresses of single sign-on, below /accounts/. They stand before allauth's own and keep allauth's names."""

from __future__ import annotations

from django.urls import path, re_path

from . import views

urlpatterns = [
    path("oidc/<slug:provider_id>/login/", views.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", views.callback, name="openid_connect_callback"),
    path("3rdparty/", views.connections, name="socialaccount_connections"),
    path("3rdparty/login/cancelled/", views.cancelled, name="socialaccount_login_cancelled"),
    re_path(r"^(?:oidc|3rdparty|social)/", views.not_here),
]
