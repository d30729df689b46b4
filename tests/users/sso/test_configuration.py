"""What OIDC_PROVIDERS may say; what is wrong with it is said before the portal starts."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings.sign_on import origins_of, providers_in

RIGHT = {"id": "nhsmail", "name": "NHSmail", "issuer": "https://id.example/t/v2.0", "client_id": "a", "secret": "b"}


def test_nothing_configured_is_no_provider():
    assert providers_in("") == [] and providers_in(" ") == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nhsmail", "JSON"),
        ('{"id": "nhsmail"}', "list of objects"),
        (json.dumps([{**RIGHT, "secret": ""}]), "name secret"),
        (json.dumps([{**RIGHT, "truste": True}]), "truste"),
        (json.dumps([{**RIGHT, "id": "NHS mail"}]), "small letters"),
        (json.dumps([{**RIGHT, "issuer": "http://id.example"}]), "https://"),
        (json.dumps([{**RIGHT, "second_factor": {"mfa": ["yes"]}}]), "acr or amr"),
        (json.dumps([{**RIGHT, "verified_domains": ["nhs.net"]}]), "trusted"),
        (json.dumps([RIGHT, RIGHT]), "id of its own"),
    ],
)
def test_what_is_wrong_is_said_by_name(text, says):
    with pytest.raises(ImproperlyConfigured, match="OIDC_PROVIDERS must") as refused:
        providers_in(text)
    assert says in str(refused.value)


def test_the_sign_in_button_may_lead_to_the_issuer_and_where_configuration_says():
    apps = providers_in(json.dumps([{**RIGHT, "origins": ["https://adfs.example/adfs/ls"]}]))
    assert origins_of(apps) == ["https://adfs.example", "https://id.example"]


def test_a_provider_is_not_trusted_unless_it_says_so():
    (app,) = providers_in(json.dumps([RIGHT]))
    assert app["settings"]["trusted"] is False and app["settings"]["verified_email"] == []
