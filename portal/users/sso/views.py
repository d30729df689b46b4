"""The doors of single sign-on: out to the provider, back from it, and the page of what is linked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import requests
from allauth.account.internal.flows.reauthentication import (
    get_reauthentication_flows,
    raise_if_reauthentication_required,
)
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.views import ConnectionsView, LoginCancelledView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from .adapter import provider_or_404, reason_of, refuse
from .provider import Exchange
from .recent import signed_in_just_now
from .refusals import Reason

View = Callable[..., HttpResponse]


def only_where_configured(view: View) -> View:
    """Without a provider there is no single sign-on, and no address of it either."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not get_adapter(request).list_apps(request):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


class Callback(OAuth2CallbackView):
    """Back from the provider, with the state that this browser was sent out with."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[dict[str, Any] | None, HttpResponse | None]:
        state, response = super()._get_state(request, provider)
        if state is not None:
            self.adapter.state = state
            if request.GET.get("iss", provider.app.settings["issuer"]) != provider.app.settings["issuer"]:
                refuse(request, provider, Reason.ISSUER)
        return state, response


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Ask, then send somebody to the provider. Linking is for those who have just shown that it is them."""
    provider = provider_or_404(request, provider_id)
    linking = request.method == "POST" and request.GET.get("process") == AuthProcess.CONNECT
    if linking and (again := must_show_again(request)):
        return again
    try:
        return OAuth2LoginView.adapter_view(Exchange(request, provider_id))(request)
    except (OAuth2Error, requests.RequestException) as error:
        return refusal(request, provider, error)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    provider = provider_or_404(request, provider_id)
    try:
        return Callback.adapter_view(Exchange(request, provider_id))(request)
    except (OAuth2Error, requests.RequestException) as error:
        return refusal(request, provider, error)


class Connections(ConnectionsView):
    """What is linked to my account, what can be, and how to end it."""

    template_name = "socialaccount/connections.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        linked = {account.provider: account for account in kwargs.get("form", self.get_form()).accounts}
        providers = sorted(get_adapter(self.request).list_providers(self.request), key=lambda one: one.name)
        rows = [(provider, linked.get(provider.sub_id)) for provider in providers]
        return super().get_context_data(**kwargs, rows=rows)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return must_show_again(request) or super().post(request, *args, **kwargs)


connections = only_where_configured(Connections.as_view())
cancelled = only_where_configured(LoginCancelledView.as_view())


def not_here(request: HttpRequest, *args: Any) -> HttpResponse:
    """allauth's steps that the portal does without."""
    raise Http404


def must_show_again(request: HttpRequest) -> HttpResponse | None:
    """Where somebody shows that it is still them: here by password or code, else at the provider."""
    if not request.user.is_authenticated:
        return None  # allauth asks them to sign in
    if get_reauthentication_flows(request.user):
        raise_if_reauthentication_required(request, app="allauth.socialaccount")
    elif not signed_in_just_now(request):
        account = request.user.socialaccount_set.first()
        if account is not None:
            query = urlencode({"again": 1, "next": reverse("socialaccount_connections")})
            return redirect(reverse("openid_connect_login", args=[account.provider]) + f"?{query}")
    return None


def refusal(request: HttpRequest, provider: Any, error: Exception) -> HttpResponse:
    try:
        refuse(request, provider, reason_of(error, {}))
    except ImmediateHttpResponse as answer:
        return answer.response
