"""Names to choose from after an @: of those who may read it, for those who may write it."""

from __future__ import annotations

import pytest

from portal.discussion import actions
from portal.discussion.mentioning import MOST_A_MINUTE
from portal.discussion.models import Thread
from tests.factories.networks import make_member, make_network
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(home):
    return make_network(home, kind="private")


def join(network, first, last):
    user = UserFactory(first_name=first, last_name=last, job_title="Matron")
    make_member(network, user)
    return user


@pytest.fixture
def asker(network):
    return join(network, "Olu", "Asker")


@pytest.fixture
def thread(network, asker) -> Thread:
    return actions.start_thread(page=network.page, user=asker, kind="question", title="How?", body="Tell me")


def names(client, address, typed) -> list[str]:
    return [person["name"] for person in client.get(f"{address}?q={typed}").json()["people"]]


@pytest.mark.parametrize("where", ["thread", "page"])
def test_only_those_who_may_read_it_are_offered(client, network, thread, asker, where):
    join(network, "Ruth", "Bell")
    UserFactory(first_name="Ruth", last_name="Outside")
    address = (
        f"/discussion/{thread.pk}/people/" if where == "thread" else f"/discussion/pages/{network.page.pk}/people/"
    )
    client.force_login(asker)
    assert names(client, address, "ru") == ["Ruth Bell"]
    assert names(client, address, "Ruth B") == ["Ruth Bell"]
    assert names(client, address, "bel") == ["Ruth Bell"]
    assert names(client, address, "") == []
    client.force_login(UserFactory())
    assert client.get(address).status_code in (403, 404)


def test_nobody_reads_the_names_of_a_network_out(client, thread, asker):
    client.force_login(asker)
    address = f"/discussion/{thread.pk}/people/?q=ru"
    codes = [client.get(address).status_code for _ in range(MOST_A_MINUTE + 1)]
    assert codes[:-1] == [200] * MOST_A_MINUTE and codes[-1] == 429
