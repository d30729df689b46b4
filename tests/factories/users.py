"""People to test with."""

from __future__ import annotations

import factory
from allauth.account.models import EmailAddress
from django.utils import timezone

from portal.organisations.models import Domain, Organisation
from portal.users.models import Role, User

from .organisations import OrganisationFactory

PASSWORD = "correct-horse-battery"


KNOWN = "known-trust.example"  # a domain of one body alone, in no region: it opens no network


class UserFactory(factory.django.DjangoModelFactory):
    """An overseas visitor manager with a verified address at a domain that is known, so their words appear at once."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@{KNOWN}")
    first_name = factory.Sequence(lambda n: f"Person{n}")
    last_name = "Example"
    role = Role.OVM
    trust = factory.SubFactory(OrganisationFactory)
    admitted_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        user = model_class.objects.create_user(password=kwargs.pop("password", PASSWORD), **kwargs)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        if user.email.endswith(f"@{KNOWN}"):
            know_domain()
        return user


def know_domain() -> None:
    domain, new = Domain.objects.get_or_create(name=KNOWN)
    if new:
        body = {"name": "Known body", "kind": Organisation.Kind.OTHER, "invented": True}
        domain.organisations.add(Organisation.objects.get_or_create(code="KNOWN", defaults=body)[0])


class NewcomerFactory(UserFactory):
    """A member whom the portal knows by their own word alone: a moderator reads their first comments."""

    email = factory.Sequence(lambda n: f"newcomer{n}@shared-mail.example")


class StaffFactory(UserFactory):
    """Somebody of the programme's staff."""

    email = factory.Sequence(lambda n: f"staff{n}@programme.example")
    role = Role.PROGRAMME
    is_staff = True
    is_superuser = True


def sign_in(client, person) -> None:
    """Signed in, and their password typed a moment ago."""
    client.force_login(person)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
