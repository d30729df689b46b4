"""The account: who someone is, where they work, in which role."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower

from portal.organisations.models import Region

from ..querysets import UserManager

# A domain that can never have mail (RFC 2606).
CLOSED = "@closed.invalid"


class Role(models.TextChoices):
    """What somebody does, in the field's own words. `audience` of a meeting is a list of these."""

    OVM = "ovm", "Overseas visitor manager"
    DEPUTY_OVM = "deputy-ovm", "Deputy overseas visitor manager"
    BUSINESS_MANAGER = "business-manager", "Business manager"
    FINANCE_DIRECTOR = "finance-director", "Finance director"
    INFORMATICS_LEAD = "informatics-lead", "Informatics lead"
    CLINICAL_SPONSOR = "clinical-sponsor", "Clinical sponsor"
    SENIOR_LEADER = "senior-leader", "Senior leader"
    COMMISSIONER = "commissioner", "Commissioner"
    PROGRAMME = "programme", "Programme team"
    OTHER = "other", "Other"


class User(AbstractUser):
    """A person. The email address is the login; there is no user name."""

    class ShownTo(models.TextChoices):
        SIGNED_IN = "signed-in", "Everybody who is signed in"
        NETWORKS = "networks", "Members of my networks"
        CONVENORS = "convenors", "Convenors of my networks and programme staff"
        NOBODY = "nobody", "Programme staff only"

    username = None  # type: ignore[assignment]
    email = models.EmailField("email address", unique=True)
    first_name = models.CharField("first name", max_length=100)
    last_name = models.CharField("last name", max_length=100)
    job_title = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=30, choices=Role, blank=True)
    trust = models.ForeignKey(
        "organisations.Organisation", models.SET_NULL, null=True, blank=True, related_name="people"
    )
    shown_to = models.CharField(
        "who sees my name, role and trust", max_length=12, choices=ShownTo, default=ShownTo.NETWORKS
    )

    themes = models.ManyToManyField("cms.Theme", blank=True, related_name="people")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    objects = UserManager()

    class Meta:
        ordering = ["last_name", "first_name", "pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_in_any_case")]

    def __str__(self) -> str:
        return self.get_full_name() or ("Former member" if self.is_closed else "Somebody")

    @staticmethod
    def closed_address(pk: int) -> str:
        """What stands in the place of the address of a closed account: unique, and nobody's."""
        return f"closed-{pk}{CLOSED}"

    @property
    def is_closed(self) -> bool:
        """Whether the account was closed: what is left has no name. A closed account is never opened again."""
        return self.email.endswith(CLOSED)

    @property
    def byline(self) -> str:
        """The title shown beside a name: the job title, or the role."""
        return self.job_title or self.get_role_display()

    @property
    def initials(self) -> str:
        return (self.first_name[:1] + self.last_name[:1]).upper()

    @property
    def region(self) -> Region | None:
        """The NHS region of the trust; None where the trust is not known or not in one."""
        return self.trust.region if self.trust is not None else None

    @property
    def email_is_verified(self) -> bool:
        return self.emailaddress_set.filter(verified=True).exists()

    def profile_is_complete(self) -> bool:
        return bool(self.first_name and self.last_name and self.role and self.trust_id)
