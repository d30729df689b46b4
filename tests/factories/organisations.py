"""Trusts to test with."""

from __future__ import annotations

import factory

from portal.organisations.models import Organisation, Region


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"X-{n:04d}")
    name = factory.Sequence(lambda n: f"Invented Trust {n}")
    invented = True
    region = factory.LazyFunction(lambda: Region.objects.get(slug="london"))
