"""Who may see what: one oracle for every page."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.models import Page

from networks.models import Network
from portal.cms.querysets import visible_pages
from tests.factories.networks import make_member, make_network
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def test_a_member_holds_the_tokens_of_a_private_network_and_a_stranger_does_not(home):
    from portal.cms.audience import tokens_of

    network = make_network(home, kind=Network.Kind.PRIVATE)
    member, stranger = UserFactory(), UserFactory()
    make_member(network, member)
    assert network.readers in tokens_of(member)
    assert network.readers not in tokens_of(stranger)
    assert network.readers not in tokens_of(AnonymousUser())


@pytest.mark.parametrize(
    ("kind", "anonymous", "signed_in"), [("open", True, True), ("restricted", False, True), ("private", False, False)]
)
def test_the_kind_of_a_network_decides_who_reads_its_inside(home, kind, anonymous, signed_in):
    from portal.cms.audience import tokens_of

    network = make_network(home, kind=kind)
    assert (network.readers in tokens_of(AnonymousUser())) is anonymous
    assert (network.readers in tokens_of(UserFactory())) is signed_in


def test_a_page_taken_down_is_seen_by_nobody(home):
    network = make_network(home)
    network.page.unpublish()
    assert not visible_pages(Page.objects.filter(pk=network.page_id), AnonymousUser()).exists()
