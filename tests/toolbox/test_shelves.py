"""Bookmarks and collections: kept by one press, in order, shared, and never more than the reader may see."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests.clients import Client
from tests.factories.networks import make_member, make_network
from tests.factories.toolbox import make_entry, make_toolbox
from tests.factories.users import StaffFactory, UserFactory
from toolbox import actions
from toolbox.models import Shelf, ShelfItem

pytestmark = pytest.mark.django_db

BOOKMARKS = "/me/kept/"


@pytest.fixture
def network(home):
    return make_network(home, kind="private", title="Midlands")


@pytest.fixture
def member(network):
    user = UserFactory()
    make_member(network, user)
    return user


@pytest.fixture
def tool(home):
    return make_entry(make_toolbox(home), title="Open letter")


@pytest.fixture
def secret(network):
    return make_entry(network.page, title="Secret letter")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def shelf_of(user, *entries, **fields) -> Shelf:
    shelf = actions.write_shelf(by=user, **({"title": "First week", "description": "", "reach": "link"} | fields))
    for entry in entries:
        actions.keep(entry=entry, by=user, shelf=shelf)
    return shelf


def test_one_press_on_a_tool_keeps_it_once(member, tool):
    client = signed_in(member)
    assert "Bookmark</button>" in client.get(tool.get_url()).content.decode()
    for _ in range(2):
        assert client.post(reverse("toolbox:keep", args=[tool.pk])).status_code == 302
    assert ShelfItem.objects.count() == 1
    assert "Open letter" in client.get(BOOKMARKS).content.decode()
    assert "among <a" in client.get(tool.get_url()).content.decode()


def test_the_public_page_of_a_tool_holds_no_form_to_keep_it(client, tool):
    assert reverse("toolbox:keep", args=[tool.pk]) not in client.get(tool.get_url()).content.decode()


def test_a_bookmark_is_noted_moved_taken_off_and_put_back(member, tool, secret):
    client = signed_in(member)
    first, second = (actions.keep(entry=entry, by=member) for entry in (tool, secret))
    press = lambda item, **sent: client.post(reverse("toolbox:shelf_item", args=[item.pk]), sent)  # noqa: E731
    press(second, note="For Mondays")
    press(second, how="up")
    assert list(ShelfItem.objects.values_list("pk", flat=True)) == [second.pk, first.pk]
    assert "For Mondays" in client.get(BOOKMARKS).content.decode()
    press(second, how="off")
    assert "is taken off" in client.get(BOOKMARKS).content.decode()
    press(second, how="back")
    page = client.get(BOOKMARKS).content.decode()
    assert "For Mondays" in page
    assert "is taken off" not in page


def test_a_shared_collection_shows_and_counts_only_what_its_reader_may_see(member, tool, secret):
    shelf = shelf_of(member, tool, secret, reach="link")
    reader = UserFactory()
    page = signed_in(reader).get(shelf.get_absolute_url()).content.decode()
    assert "Open letter" in page
    assert "Secret letter" not in page
    counted = Shelf.objects.with_counts(reader).get(pk=shelf.pk)
    assert counted.tools == 1
    assert Shelf.objects.with_counts(member).get(pk=shelf.pk).tools == 2
    copy = actions.copy_shelf(shelf=shelf, by=reader)
    assert [item.entry_id for item in copy.items.all()] == [tool.pk]


@pytest.mark.parametrize(
    ("reach", "stranger", "colleague", "anonymous"),
    [("own", 404, 404, 404), ("link", 200, 200, 404), ("network", 404, 200, 404), ("public", 200, 200, 200)],
)
def test_a_collection_is_read_by_whom_its_owner_chose(client, network, tool, reach, stranger, colleague, anonymous):
    owner, other = StaffFactory(), UserFactory()
    for user in (owner, other):
        make_member(network, user)
    shelf = shelf_of(owner, tool, reach=reach, network=network if reach == "network" else None)
    address = shelf.get_absolute_url()
    assert signed_in(UserFactory()).get(address).status_code == stranger
    assert signed_in(other).get(address).status_code == colleague
    assert client.get(address).status_code == anonymous
    listed = "First week" in signed_in(UserFactory()).get("/toolbox/shelves/").content.decode()
    assert listed is (reach == "public")


def test_only_staff_publish_to_everybody_and_only_members_to_their_network(member, network):
    with pytest.raises(PermissionDenied):
        shelf_of(member, reach="public")
    with pytest.raises(PermissionDenied):
        shelf_of(UserFactory(), reach="network", network=network)
    sent = {"title": "All", "reach": "public"}
    assert signed_in(member).post("/toolbox/shelves/new/", sent).status_code == 422


def test_a_tool_that_one_may_not_see_cannot_be_kept(secret):
    assert signed_in(UserFactory()).post(reverse("toolbox:keep", args=[secret.pk])).status_code == 404


def test_a_collection_is_deleted_after_a_question(member, tool):
    shelf = shelf_of(member, tool)
    address = reverse("toolbox:delete_shelf", args=[shelf.key])
    assert signed_in(member).get(address).status_code == 200
    assert Shelf.objects.exists()
    signed_in(member).post(address)
    assert not Shelf.objects.exists()


@pytest.mark.parametrize("many", [2, 25])
def test_a_collection_costs_the_same_however_many_tools(home, member, many, django_assert_max_num_queries):
    shelf = shelf_of(member, *(make_entry(make_toolbox(home), title=f"Tool {number}") for number in range(many)))
    client = signed_in(member)
    client.get(BOOKMARKS)
    with django_assert_max_num_queries(14):
        client.get(shelf.get_absolute_url())
