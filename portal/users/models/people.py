"""The account: who someone is, where they work, in which role."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db import models
from django.db.models.functions import Lower

from portal.organisations.models import Region

from ..querysets import UserManager
from ..visibility import CIRCLE_OF, Circle, Reach, Viewer, is_enough

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


# A trust's own people. Nobody else inherits what is for trusts, whatever their address says.
TRUST_ROLES = frozenset(Role) - {Role.COMMISSIONER, Role.PROGRAMME, Role.OTHER}


def circle(words: str, default: Circle = Circle.NETWORKS) -> models.CharField:
    return models.CharField(words, max_length=12, choices=Circle, default=default)


class User(AbstractUser):
    """A person. The email address is the login; there is no user name."""

    ShownTo = Circle

    username = None  # type: ignore[assignment]
    email = models.EmailField("email address", unique=True)
    first_name = models.CharField("first name", max_length=100)
    last_name = models.CharField("last name", max_length=100)
    job_title = models.CharField(max_length=120, blank=True)
    phone = models.CharField("work telephone", max_length=40, blank=True)
    # The seat they speak for: written by users.actions alone.
    role = models.CharField(max_length=30, choices=Role, blank=True)
    trust = models.ForeignKey(
        "organisations.Organisation", models.SET_NULL, null=True, blank=True, related_name="people"
    )
    themes = models.ManyToManyField("cms.Theme", blank=True, related_name="people")
    photo_changed_at = models.DateTimeField(null=True, blank=True, editable=False)  # None: no photo

    # None: the account waits for approval and gives nothing beyond what the public has.
    admitted_at = models.DateTimeField("approved", null=True, blank=True)

    shown_to = circle("who finds my name in lists of people")
    job_title_to = circle("who sees my job title")
    seat_to = circle("who sees my role and trust")
    region_to = circle("who sees my region")
    themes_to = circle("who sees what I know well")
    photo_to = circle("who sees my photo")
    email_to = circle("who sees my email address", Circle.NOBODY)
    phone_to = circle("who sees my telephone number", Circle.NOBODY)

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
    def is_admitted(self) -> bool:
        """Whether the account is approved. The programme's staff need no approval."""
        return self.admitted_at is not None or self.is_staff

    @property
    def speaks_for_a_trust(self) -> bool:
        """Whether the role they speak in is one of a trust's own people."""
        return self.role in TRUST_ROLES

    @property
    def email_is_verified(self) -> bool:
        """Whether an address is confirmed. A yes is remembered on the object: lists of meetings ask it for each."""
        if not self.__dict__.get("_email_was_verified"):
            self._email_was_verified = self.emailaddress_set.filter(verified=True).exists()
        return self._email_was_verified

    def profile_is_complete(self) -> bool:
        """Whether they said who they are and where they work; a seat that waits for approval counts."""
        if not (self.first_name and self.last_name):
            return False
        return bool(self.role and self.trust_id) or self.tenures.filter(ended_on=None).exists()

    def reach_of(self, viewer: Viewer) -> int:
        """How near this viewer is; people read `with_reach(viewer)` know it without asking the database."""
        if getattr(self, "reached_by", None) != (viewer.pk or 0):
            person = type(self).objects.filter(pk=self.pk).with_reach(viewer).values_list("reach", flat=True)
            self.be_reached(by=viewer, reach=person.get())
        return self.reach

    def be_reached(self, *, by: Viewer, reach: int) -> None:
        """Remember how near a viewer is, where that is known already."""
        self.reach, self.reached_by = Reach(reach), by.pk or 0

    def shows(self, field: str, *, to: Viewer) -> bool:
        """Whether this person shows a part of the profile ("job_title", "seat", "email" …) to somebody."""
        return is_enough(getattr(self, CIRCLE_OF[field]), self.reach_of(to))

    # What staff may do about this account. Staff's own accounts are a superuser's business.

    def _is_in_the_care_of(self, actor: AbstractBaseUser | AnonymousUser) -> bool:
        if not (actor.is_authenticated and actor.is_active and getattr(actor, "is_staff", False)):
            return False
        if actor.pk == self.pk or self.is_closed:
            return False
        return getattr(actor, "is_superuser", False) or not (self.is_staff or self.is_superuser)

    def can_be_suspended_by(self, actor: AbstractBaseUser | AnonymousUser) -> bool:
        return self._is_in_the_care_of(actor)

    def can_be_merged_by(self, actor: AbstractBaseUser | AnonymousUser) -> bool:
        return self._is_in_the_care_of(actor)

    def can_be_viewed_by(self, actor: AbstractBaseUser | AnonymousUser) -> bool:
        """Never as somebody who may do more than a member."""
        return self._is_in_the_care_of(actor) and self.is_active and not (self.is_staff or self.is_superuser)
