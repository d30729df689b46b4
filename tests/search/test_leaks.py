"""Who finds what, by every way of searching: for whoever may not see a thing, search answers as if it were not there.

Each way is asked twice, before the thing is put and after. For outsiders both answers are the same, letter by letter:
hits, pieces of text, counts, filters, suggestions, corrections, pins, what saved searches tell. For insiders each
differs, so that a way that shows nothing to anybody is noticed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from networks import actions as networks
from networks.models import Network
from portal.notifications.actions.digests import send_digests
from portal.notifications.models import Mail
from portal.search.actions import put
from portal.search.keeping import remember_searches, save_search, tell_of_new
from portal.search.models import Pin
from portal.users.actions import find_person
from tests.clients import Client
from tests.factories.networks import make_convenor, make_invited, make_member, make_network
from tests.factories.people import make_waiting
from tests.factories.search import findable, make_findable
from tests.factories.toolbox import make_entry, make_toolbox
from tests.factories.users import StaffFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.engines]

WAYS = {
    "its title": "/search/?q=zanzibar",
    "a slip in its title": "/search/?q=zanzibra",
    "a word of its text": "/search/?q=quokka",
    "words that others have too": "/search/?q=matter",
    "the order of titles": "/search/?q=matter&sort=title",
    "everything, the newest first": "/search/",
    "its kind": "/search/?q=matter&kind=idea",
    "its facet": "/search/?q=matter&region=hidden-region",
    "its network": "/search/?q=matter&network=quiet",
    "a phrase it is pinned to": "/search/?q=sundries",
    "the beginning of its title": "/search/suggest/?q=zanz",
    "the beginning of two words": "/search/suggest/?q=settlement+zan",
}
# What differs from one look to the next whoever looks.
PASSING = re.compile(r'csrfmiddlewaretoken" value="\w+|nonce="[^"]+|ping="[^"]+|token=[\w:-]+')


def nothing(network: Network, person: Any) -> None: ...


def leaves(network: Network, person: Any) -> None:
    networks.leave(network=network, user=person)


def convenes_elsewhere(network: Network, person: Any) -> None:
    make_convenor(make_network(network.page.get_parent().get_parent(), title="Another network"), person)


def is_removed(network: Network, person: Any) -> None:
    convenor = network.memberships.filter(role="convenor").first().user
    membership = network.memberships.get(user=person)
    networks.remove_member(membership=membership, actor=convenor, reason="A test", barred=True)


Change = Callable[[Network, Any], object]
# Who it is, what brings them near the network, and what ends it when the index has long taken everything.
OUTSIDERS: dict[str, tuple[Callable[[], Any], Change, Change]] = {
    "a visitor": (lambda: None, nothing, nothing),
    "somebody whose account waits": (make_waiting, nothing, nothing),
    "a stranger": (UserFactory, nothing, nothing),
    "a convenor elsewhere": (UserFactory, convenes_elsewhere, nothing),
    "somebody invited": (UserFactory, lambda network, person: make_invited(network, person.email), nothing),
    "staff": (lambda: StaffFactory(is_superuser=False), nothing, nothing),
    "an administrator": (lambda: StaffFactory(is_superuser=True), nothing, nothing),
    "somebody who left": (
        UserFactory,
        make_member,
        leaves,
    ),
    "somebody removed": (UserFactory, make_member, is_removed),
}
INSIDERS = {"a member": (UserFactory, make_member, nothing), "a convenor": (UserFactory, make_convenor, nothing)}


@pytest.fixture
def network(home) -> Network:
    network = make_network(home, kind=Network.Kind.PRIVATE, title="Quiet network", slug="quiet")
    make_convenor(network, UserFactory())
    make_findable("A public matter", body="Everybody reads this", facets={"region": ["London"]}, topics=["sundries"])
    make_findable("Zanzib", body="A word that is nearly the same")
    Pin.objects.create(phrases="sundries", first=["secret:1"])
    return network


def put_secret(network: Network) -> None:
    put(
        key="secret:1",
        entries=[
            findable(
                "Zanzibar settlement",
                kind="idea",
                audience=[network.readers],
                summary="Another matter",
                body="Nobody outside reads of the quokka",
                facets={"region": ["Hidden region"], "network": [("quiet", "Quiet network")]},
            )
        ],
    )


def answers(client: Client) -> dict[str, str]:
    found = {}
    for way, address in WAYS.items():
        response = client.get(address)
        assert response.status_code == 200, address
        text = response.content.decode()
        main = text[text.find("<main") : text.find("</main>")] if "<main" in text else text
        found[way] = PASSING.sub("", main)
    return found


def client_of(user: Any) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def looked(finder, network: Network, viewer: tuple[Callable[[], Any], Change, Change]) -> tuple[dict, dict]:
    """What search answers this viewer before there is such a thing, and after."""
    make, come, go = viewer
    person = make()
    if person is not None:
        find_person(person=person)
    finder.settle()
    before = answers(client_of(person))
    come(network, person)
    put_secret(network)
    finder.settle()
    go(network, person)
    return before, answers(client_of(person))


@pytest.mark.parametrize("name", OUTSIDERS)
def test_search_answers_outsiders_as_if_the_thing_were_not_there(finder, network, name):
    before, after = looked(finder, network, OUTSIDERS[name])
    assert [way for way in WAYS if before[way] != after[way]] == []


@pytest.mark.parametrize("name", INSIDERS)
def test_insiders_find_it_by_every_way(finder, network, name):
    before, after = looked(finder, network, INSIDERS[name])
    assert [way for way in WAYS if before[way] == after[way] or "zanzibar" not in plain(after[way])] == []


def told(network: Network, viewer: tuple[Callable[[], Any], Change, Change]) -> str:
    """What searches that were saved before tell afterwards: in the news, beside the searches, and by mail."""
    make, come, go = viewer
    person = make()
    for address in ("q=matter", "region=hidden-region"):
        save_search(person=person, name="Mine", address=address, tells=True)
    remember_searches(person=person, remember=True)
    come(network, person)
    put_secret(network)
    tell_of_new(timezone.now())
    go(network, person)
    send_digests(now=timezone.now() + timedelta(days=8))
    client = client_of(person)
    pages = [client.get(address).content.decode() for address in ("/me/news/", "/me/searches/", "/me/")]
    mails = Mail.objects.filter(to=person.email).values_list("subject", "text", "html")
    return " ".join([*pages, *(" ".join(mail) for mail in mails)]).lower()


@pytest.mark.parametrize("name", [name for name in OUTSIDERS if "visitor" not in name and "waits" not in name])
def test_a_saved_search_tells_outsiders_nothing(network, name):
    said = told(network, OUTSIDERS[name])
    assert "zanzibar" not in said and "another matter" not in said


@pytest.mark.parametrize("name", INSIDERS)
def test_a_saved_search_tells_insiders(network, name):
    assert told(network, INSIDERS[name]).count("zanzibar") > 1, "in the news and by mail"


def test_what_one_person_searched_for_is_shown_to_nobody_else(client, network):
    insider, other = UserFactory(), UserFactory()
    for person in (insider, other):
        remember_searches(person=person, remember=True)
    client_of(insider).get("/search/?q=zanzibar")
    assert "zanzibar" in client_of(insider).get("/me/searches/").content.decode()
    assert "zanzibar" not in client_of(other).get("/me/searches/").content.decode()


@pytest.mark.parametrize("how", ["taken down", "for fewer people", "moved to a network"])
def test_before_the_index_has_heard_nobody_else_is_shown_a_title_or_a_word(finder, home, network, how):
    """Every hit is asked again; what the index alone knows (a count, a filter) follows within seconds."""
    page = make_entry(make_toolbox(home), title="Zanzibar settlement", summary="Another matter on the quokka")
    finder.settle()
    client = client_of(UserFactory())
    shown = ["its title", "a word of its text", "words that others have too", "the beginning of its title"]
    before = answers(client)
    assert all("zanzibar" in plain(before[way]) for way in shown)
    match how:
        case "taken down":
            page.unpublish()
        case "moved to a network":
            page.move(network.page, pos="last-child")
        case _:
            key = f"page:{page.pk}"
            put(key=key, entries=[findable("Zanzibar settlement", audience=[network.readers], page=page.pk)])
    after = answers(client)
    assert [way for way in shown if "settlement" in plain(after[way]) or "on the quokka" in plain(after[way])] == []
    finder.settle()
    settled = answers(client)
    assert "zanzibar" not in plain(settled["a slip in its title"]).replace("zanzibra", "")
    assert "1 result" in settled["words that others have too"]


def plain(page: str) -> str:
    return re.sub("</?mark>", "", page).lower()
