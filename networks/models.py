"""Regional networks: the page people see, the group behind it, and who belongs to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from portal.cms.audience import PUBLIC
from portal.cms.blocks import BodyBlocks
from portal.cms.models import BasePage, BodyField

from .querysets import MembershipQuerySet, NetworkQuerySet


class NetworkIndexPage(BasePage):
    """All networks: the finder by region and by trust."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["networks.NetworkPage"]


class NetworkPage(BasePage):
    """The home of a network, as its convenors write it. What changes by use stands in its `Network`."""

    region = models.ForeignKey(
        "organisations.Region", models.PROTECT, null=True, blank=True, related_name="network_pages"
    )
    announcement = models.CharField(max_length=300, blank=True, help_text="One line on top of the network's home.")
    body = BodyField(BodyBlocks(), blank=True, verbose_name="About")

    search_kind = "network"
    parent_page_types = ["networks.NetworkIndexPage", "networks.NetworkPage"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("region"),
        FieldPanel("announcement"),
        FieldPanel("body"),
        FieldPanel("topics"),
    ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        Network.objects.get_or_create(page=self)

    def audience(self) -> Iterable[str]:
        # A network's own page is its public face: a private one shows a teaser only (see the template).
        return [PUBLIC]


class Network(models.Model):
    """The group behind a network's page: its kind, and the row that joining and leaving lock."""

    class Kind(models.TextChoices):
        OPEN = "open", "Open"
        RESTRICTED = "restricted", "Restricted"
        PRIVATE = "private", "Private"
        CONFIDENTIAL = "confidential", "Confidential"

    page = models.OneToOneField(NetworkPage, models.CASCADE, related_name="network")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.RESTRICTED)
    discussions_open = models.BooleanField(
        default=False, help_text="Whoever may read the network may read its discussions too."
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


class Membership(models.Model):
    """That somebody belongs to a network, in a role."""

    class Role(models.TextChoices):
        MEMBER = "member", "Member"
        MODERATOR = "moderator", "Moderator"
        CONVENOR = "convenor", "Convenor"

    network = models.ForeignKey(Network, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["joined_at"]
        constraints = [models.UniqueConstraint(fields=["network", "user"], name="one_membership_a_person")]

    def __str__(self) -> str:
        return f"{self.user} in {self.network}"


class NetworkContentMixin:
    """For page types that may live inside a network: answers for the network once, everywhere.

    Put it before `BasePage` in the bases. Outside any network the page is public.
    """

    def network(self) -> Network | None:
        """The nearest network this page stands in, or None. Remembered on the object."""
        if not hasattr(self, "_network"):
            self._network = nearest_network(self)  # type: ignore[arg-type]
        return self._network

    def audience(self) -> Iterable[str]:
        network = self.network()
        return [network.readers] if network else [PUBLIC]

    def write_audience(self) -> None:
        self.__dict__.pop("_network", None)  # the page may have moved
        super().write_audience()  # type: ignore[misc]

    def can_comment(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """Members write inside their network; anybody signed in under national pages."""
        if not user.is_authenticated:
            return False
        network = self.network()
        return network is None or network.memberships.filter(user=user).exists()

    def takes_guest_comments(self) -> bool:
        return self.network() is None


def nearest_network(page: Page) -> Network | None:
    """The network a page of any type stands in or is."""
    around = page.get_ancestors(inclusive=True).values("pk")
    return Network.objects.select_related("page").filter(page_id__in=around).order_by("-page__depth").first()
