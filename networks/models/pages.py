"""The pages of networks: the finder, a network's home, and what every page inside a network answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from networks import finder, front
from networks.permissions import NetworkHomePermissionTester, NetworkPermissionTester
from portal.cms.audience import PUBLIC, takes_part, tokens_of
from portal.cms.blocks import BodyBlocks, LinkBlock
from portal.cms.models import BasePage, BodyField, WaitsInPauses
from portal.cms.panels import PausePanel
from portal.cms.words import plain_text

from .network import Network


class NetworkIndexPage(BasePage):
    """All networks: the finder by region and by trust."""

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["networks.NetworkPage"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | finder.context(
            Network.objects.all(), user=request.user, asked=request.GET
        )


class NetworkPage(WaitsInPauses, BasePage):
    """The home of a network, as its convenors write it. What changes by use stands in its `Network`."""

    region = models.ForeignKey(
        "organisations.Region", models.PROTECT, null=True, blank=True, related_name="network_pages"
    )
    announcement = models.CharField(
        max_length=300, blank=True, help_text="One line on top of the network's home, for those who may read inside."
    )
    body = BodyField(BodyBlocks(), blank=True, verbose_name="About")
    links = BodyField([("link", LinkBlock())], blank=True, verbose_name="Useful links")
    contact_email = models.EmailField(
        blank=True, help_text="A shared mailbox that anybody may write to. Without one, readers reach the programme."
    )

    search_kind = "network"
    called = "network"
    takes_threads = True
    parent_page_types = ["networks.NetworkIndexPage", "networks.NetworkPage"]
    content_panels = [
        PausePanel(),
        *BasePage.content_panels,
        FieldPanel("region"),
        FieldPanel("announcement"),
        FieldPanel("body"),
        FieldPanel("links"),
        FieldPanel("contact_email"),
        FieldPanel("topics"),
    ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        if Network.objects.filter(page=self).exists():
            return
        self.network = Network(page=self, kind=Network.Kind.RESTRICTED)
        if self.network.words.rank < self.network.rank_above():
            self.network.kind = self.network.narrowest_above()
        self.network.save()
        self.write_audience()

    def waits(self) -> bool:
        """A new announcement of an open network is for the public; the rest of its home is not news."""
        network = Network.objects.filter(page_id=self.pk, kind=Network.Kind.OPEN).exists()
        said = type(self).objects.filter(pk=self.pk).values_list("announcement", flat=True).first()
        return network and bool(self.announcement) and self.announcement != said

    def pause_region(self) -> int | None:
        return self.region_id

    def audience(self) -> Iterable[str]:
        # A network's own page is its public face: a private one shows a teaser only (see the template). A
        # confidential one is for its members alone.
        network = Network.objects.filter(page_id=self.pk).first()
        if network is not None and network.kind == Network.Kind.CONFIDENTIAL:
            return [network.members]
        return [PUBLIC]

    def audience_inside(self) -> Iterable[str]:
        return [self.network.readers]

    def can_comment(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """Members talk in their network."""
        known = self.__dict__.get("_role_of_reader")  # while the page is drawn its reader's role is known
        if known and known[0] == user:
            return bool(known[1])
        return bool(self.network.role_of(user))

    def discussion_audience(self) -> Iterable[str]:
        return [self.network.talkers]

    def moderators(self) -> Iterable[AbstractBaseUser]:
        return moderators_of(self.network)

    def news_group(self) -> Network:
        return self.network

    def search_within(self) -> tuple[str, str]:
        return self.slug, self.title

    def search_facets(self) -> dict[str, list[str]]:
        return {"region": [self.region.name]} if self.region else {}

    def search_body(self) -> str:
        """Only what everybody who finds the page may read on it: nothing inside a private network."""
        if self.network.kind in (Network.Kind.OPEN, Network.Kind.RESTRICTED):
            return plain_text(self.body)
        return ""

    def permissions_for_user(self, user: AbstractBaseUser) -> NetworkHomePermissionTester:
        return NetworkHomePermissionTester(user, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        network = Network.objects.select_related("page__region").get(page=self.pk)  # with its region: one query
        if self.region_id == network.page.region_id:
            self.region = network.page.region
        self.network = network
        shown = front.context(network, user=request.user)
        self._role_of_reader = (request.user, shown["role"])
        return super().get_context(request, *args, **kwargs) | shown


class NetworkContentMixin:
    """For page types that may live inside a network: answers for the network once, everywhere.

    Put it before `BasePage` in the bases. Outside any network the page is public.
    """

    def network(self) -> Network | None:
        """The nearest network this page stands in, or None. Remembered on the object."""
        if not hasattr(self, "_network"):
            self._network = nearest_network(self)  # type: ignore[arg-type]
        return self._network

    def pause_region(self) -> int | None:
        """The region whose pauses of publication hold here."""
        network = self.network()
        return network.page.region_id if network else None

    def search_within(self) -> tuple[str, str] | None:
        network = self.network()
        return (network.page.slug, network.page.title) if network else None

    def audience(self) -> Iterable[str]:
        network = self.network()
        return [network.readers] if network else [PUBLIC]

    def write_audience(self) -> None:
        self.__dict__.pop("_network", None)  # the page may have moved
        super().write_audience()  # type: ignore[misc]

    def can_comment(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """Members write inside their network; anybody with an approved account under national pages."""
        if not takes_part(user):
            return False
        network = self.network()
        return network is None or network.members in tokens_of(user)

    def takes_guest_comments(self) -> bool:
        return self.network() is None

    def discussion_audience(self) -> Iterable[str]:
        """Inside a network discussions are for its members unless the network opens them."""
        network = self.network()
        return [network.talkers] if network else self.audience()

    def news_group(self) -> Network | None:
        return self.network()

    def moderators(self) -> Iterable[AbstractBaseUser]:
        """Those who look after the network; outside any, nobody here (which means the programme's staff)."""
        network = self.network()
        return moderators_of(network) if network else []

    def permissions_for_user(self, user: AbstractBaseUser) -> Any:
        if self.network():
            return NetworkPermissionTester(user, self)
        return super().permissions_for_user(user)  # type: ignore[misc]


def moderators_of(network: Network) -> Iterable[AbstractBaseUser]:
    ids = network.memberships.looking_after().values("user")
    return get_user_model()._default_manager.filter(pk__in=ids, is_active=True)


def nearest_network(page: Page) -> Network | None:
    """The network a page of any type stands in or is."""
    around = page.get_ancestors(inclusive=True).values("pk")
    return Network.objects.select_related("page").filter(page_id__in=around).order_by("-page__depth").first()
