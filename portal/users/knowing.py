"""Whether the portal knows who somebody is: by more than their own word."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models.functions import Lower, StrIndex, Substr

from portal.organisations.models import Domain

from .models import Tenure, User


def known() -> models.Q:
    """Of people: staff; who has a confirmed address at a domain of one organisation alone; who holds a vouched seat."""
    domain = Lower(Substr("email", StrIndex("email", models.Value("@")) + 1))
    own = Domain.objects.filter(shared=False).annotate(users=models.Count("organisations")).filter(users=1)
    addresses = EmailAddress.objects.filter(user=models.OuterRef("pk"), verified=True).annotate(domain=domain)
    seats = Tenure.objects.vouched().filter(person=models.OuterRef("pk"))
    at_own = models.Exists(addresses.filter(domain__in=own.values("name")))
    return models.Q(is_staff=True) | models.Q(at_own) | models.Q(models.Exists(seats))


def is_known(user: AbstractBaseUser) -> bool:
    return User.objects.filter(known(), pk=user.pk).exists()
