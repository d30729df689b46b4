"""The group behind a network's page: its kind, and the row that joining and leaving lock."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from wagtail.models import Collection, Page
from wagtail.query import PageQuerySet

from networks.kinds import KINDS
from networks.kinds import Kind as KindWords
from networks.querysets import NetworkQuerySet
from portal.cms.audience import takes_part
from portal.organisations.models import Domain, Organisation
from portal.users.models import TRUST_ROLES, Tenure


class Network(models.Model):
    """A network as a group of people. Its page holds what convenors write; this row what changes by use."""

    class Kind(models.TextChoices):
        OPEN = "open", "Open"
        RESTRICTED = "restricted", "Restricted"
        PRIVATE = "private", "Private"
        CONFIDENTIAL = "confidential", "Confidential"

    page = models.OneToOneField("networks.NetworkPage", models.CASCADE, related_name="network")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.RESTRICTED)
    discussions_open = models.BooleanField(
        default=False, help_text="Whoever may read the network may read its discussions too."
    )
    # Convenors edit by Wagtail's own means: a group for the pages, a collection for the files.
    group = models.OneToOneField("auth.Group", models.SET_NULL, null=True, blank=True, related_name="network")
    collection = models.OneToOneField(
        "wagtailcore.Collection", models.SET_NULL, null=True, blank=True, related_name="network"
    )

    objects = NetworkQuerySet.as_manager()

    def __str__(self) -> str:
        return self.page.title

    @property
    def readers(self) -> str:
        """The token of those who may read what is inside."""
        return f"network:{self.pk}"

    @property
    def talkers(self) -> str:
        """The token of those who may read its discussions: members, and readers where the network opens them."""
        return f"talk:{self.pk}"

    @property
    def members(self) -> str:
        """The token of those who belong to it."""
        return f"members:{self.pk}"

    @property
    def convenors(self) -> str:
        """The token of those who run it."""
        return f"convenors:{self.pk}"

    @property
    def words(self) -> KindWords:
        """What its kind means."""
        return KINDS[self.kind]

    def role_of(self, user: AbstractBaseUser | AnonymousUser) -> str:
        """The role somebody holds here, or nothing."""
        if not takes_part(user):
            return ""
        return self.memberships.filter(user=user).values_list("role", flat=True).first() or ""

    def can_run(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """Convenors run their network; the programme's staff every network but a confidential one."""
        if not takes_part(user):
            return False
        if getattr(user, "is_staff", False) and self.kind != self.Kind.CONFIDENTIAL:
            return True
        return self.memberships.convening().filter(user=user).exists()

    def is_led(self) -> bool:
        """Whether somebody whose account is open convenes it."""
        return self.memberships.convening().active().exists()

    def can_see_people(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """Names of members are for signed-in people who may read the network, never for the public."""
        if not takes_part(user):
            return False
        return type(self).objects.readable_by(user).filter(pk=self.pk).exists() or self.can_run(user)

    def admits_at_once(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """Whether joining needs nobody's decision: an open network, or somebody who is known at a trust of the region.

        Known is whose address belongs to that trust alone, or who holds a confirmed seat there that a colleague or the
        programme vouched for. A domain that several organisations share verifies an address, not a trust, and admits
        nobody. Whoever speaks as commissioner or for nobody's trust asks, whatever their address.
        """
        if not takes_part(user):
            return False
        if self.kind == self.Kind.OPEN:
            return True
        if self.kind != self.Kind.RESTRICTED or self.page.region_id is None:
            return False
        if user.role and not user.speaks_for_a_trust:  # type: ignore[attr-defined]
            return False
        names = [address.rpartition("@")[2].lower() for address in verified_addresses(user)]
        alone = Domain.objects.filter(name__in=names, shared=False).annotate(number=models.Count("organisations"))
        seats = Tenure.objects.filter(person=user, seat__role__in=TRUST_ROLES).vouched()
        known_at = models.Q(domains__in=alone.filter(number=1).values("pk"))
        known_at |= models.Q(pk__in=seats.values("seat__organisation"))
        return Organisation.objects.trusts().filter(known_at, region=self.page.region_id).exists()

    def can_join(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """Whether there is a way in for this person, at once or by asking."""
        return (
            takes_part(user)
            and (self.kind != self.Kind.CONFIDENTIAL)
            and not self.memberships.filter(user=user).exists()
            and not self.bars.filter(user=user).exists()
        )

    def own_pages(self) -> PageQuerySet:
        """Its home and all that stands in it; what stands in a sub-group is that one's."""
        pages = Page.objects.descendant_of(self.page, inclusive=True)
        below = type(self).objects.filter(page__in=self.page.get_descendants().values("pk"))
        for path in below.values_list("page__path", flat=True):
            pages = pages.exclude(path__startswith=path)
        return pages

    def collections(self) -> list[Collection]:
        """Where its files are: its own collection, then its folders by name."""
        return [self.collection, *self.folders()] if self.collection else []

    def folders(self) -> list[Collection]:
        return list(self.collection.get_descendants().order_by("name")) if self.collection else []

    def parent(self) -> Network | None:
        """The network this one is a sub-group of."""
        parent = self.page.get_parent()
        return type(self).objects.filter(page_id=parent.pk).first() if parent else None

    def narrowest_above(self) -> str:
        """The narrowest kind among the networks this one stands in; a sub-group is never wider."""
        above = type(self).objects.filter(page_id__in=self.page.get_ancestors().values("pk"))
        kinds = [*above.values_list("kind", flat=True), self.Kind.OPEN]
        return max(kinds, key=lambda kind: KINDS[kind].rank)

    def rank_above(self) -> int:
        return KINDS[self.narrowest_above()].rank

    def widest_below(self) -> str:
        """The widest kind among its sub-groups."""
        below = type(self).objects.filter(page_id__in=self.page.get_descendants().values("pk"))
        kinds = [*below.values_list("kind", flat=True), self.Kind.CONFIDENTIAL]
        return min(kinds, key=lambda kind: KINDS[kind].rank)


def verified_addresses(user: AbstractBaseUser) -> list[str]:
    return list(EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True))
