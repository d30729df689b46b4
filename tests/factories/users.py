"""People to test with."""

from __future__ import annotations

import factory
from allauth.account.models import EmailAddress
from django.utils import timezone

from portal.users.models import Role, User

from .organisations import OrganisationFactory

PASSWORD = "correct-horse-battery"


class UserFactory(factory.django.DjangoModelFactory):
    """An overseas visitor manager with a verified address."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@trust-a.example")
    first_name = factory.Sequence(lambda n: f"Person{n}")
    last_name = "Example"
    role = Role.OVM
    trust = factory.SubFactory(OrganisationFactory)
    admitted_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        user = model_class.objects.create_user(password=kwargs.pop("password", PASSWORD), **kwargs)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user


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
