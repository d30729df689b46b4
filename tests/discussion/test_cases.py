"""Questions about a patient: bands, no name or trust beside them, and a moderator first where few are like it."""

from __future__ import annotations

from itertools import count

import pytest

from portal.discussion import actions, moderation
from portal.discussion.forms.cases import AGE, DATE
from portal.discussion.models import ENOUGH, Case, Comment, Thread
from portal.organisations.models import Region
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

COMMON = {"rule_group": "surcharge", "age_band": "middle", "setting": "planned"}
WORDS = {"title": "Does the surcharge cover it?", "body": "It was paid, and care began before."}


NUMBERS = count()


@pytest.fixture
def network(home):
    network = make_network(home)
    make_convenor(network, UserFactory())
    return network


@pytest.fixture
def asker(network):
    trust = OrganisationFactory(name="Zedbridge Hospitals", region=Region.objects.get(slug="london"))
    user = UserFactory(trust=trust, last_name="Quillon", shown_to="nobody")
    make_member(network, user)
    return user


def ask(network, user, **bands: str) -> Thread:
    words = WORDS | {"title": f"{WORDS['title']} {next(NUMBERS)}"}  # the same again would be a second press
    return actions.ask_about_case(page=network.page, user=user, **words, **(COMMON | bands))


def fill(network, user, number: int = ENOUGH, **bands: str) -> None:
    """So many cases that members read."""
    convenor = network.page.moderators()[0]
    for _ in range(number):
        thread = ask(network, user, **bands)
        if held := thread.comments.held().first():
            moderation.approve(comment=held, by=convenor)


def test_a_member_asks_about_a_case_and_reads_first_what_is_shown(client, network, asker):
    fill(network, asker)
    client.force_login(asker)
    start = client.get(f"/discussion/pages/{network.page_id}/start/").content.decode()
    address = f"/discussion/pages/{network.page_id}/case/"
    assert address in start
    page = client.get(address).content.decode()
    assert "Your name and your trust are not shown" in page and "Freedom of Information Act" in page
    client.post(address, WORDS | COMMON)
    thread = Thread.objects.latest("pk")
    assert thread.kind == "question" and thread.is_unnamed and thread.comments.get().is_published()
    colleague = UserFactory(trust=OrganisationFactory(region=Region.objects.get(slug="midlands")))
    make_member(network, colleague)
    client.force_login(colleague)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "A case" in page and "Written without a name" not in page
    assert "Immigration health surcharge" in page and "40 to 64" in page and "Planned care" in page
    assert "An overseas visitor manager" in page
    for hidden in ("Quillon", "Zedbridge", "overseas visitor manager in London"):
        assert hidden not in page
    more = actions.comment(page=network.page, user=asker, thread=thread, body="Thank you")
    assert more.writer == "An overseas visitor manager"


def test_the_first_of_their_kind_wait_and_the_sixth_does_not(network, asker):
    for _ in range(ENOUGH):
        held = ask(network, asker).comments.get()
        assert held.held_for == Comment.Hold.RARE
        moderation.approve(comment=held, by=network.page.moderators()[0])
    assert ask(network, asker).comments.get().is_published()
    assert ask(network, asker, age_band="child").comments.get().held_for == Comment.Hold.RARE


def test_what_still_waits_or_was_refused_makes_nothing_common(network, asker):
    convenor = network.page.moderators()[0]
    for number in range(ENOUGH + 1):
        held = ask(network, asker).comments.get()
        assert held.held_for == Comment.Hold.RARE
        if number % 2:
            moderation.refuse(comment=held, by=convenor, reason="Leave out the ward")


def test_what_says_less_is_less_rare(network, asker):
    fill(network, asker, 3)
    fill(network, asker, 2, age_band="child")
    assert ask(network, asker).comments.get().is_held()
    assert ask(network, asker, age_band="").comments.get().is_published()


@pytest.mark.parametrize("group", sorted(Case.RARE))
def test_groups_of_few_people_always_wait(network, asker, group):
    fill(network, asker, rule_group=group)
    assert ask(network, asker, rule_group=group).comments.get().held_for == Comment.Hold.RARE


def test_a_moderator_reads_the_bands_and_the_asker_why_it_waits(client, network, asker):
    client.force_login(asker)
    page = client.post(f"/discussion/pages/{network.page_id}/case/", WORDS | COMMON, follow=True).content.decode()
    assert "Few cases like it have been asked" in page
    client.force_login(network.page.moderators()[0])
    queue = client.get("/discussion/moderation/").content.decode()
    assert "Publish it only if nobody could tell who the patient is" in queue and "40 to 64" in queue


@pytest.mark.parametrize(
    "body",
    [
        "Admitted on 12 March with pain",
        "Seen 03/04/2026 in clinic",
        "Since March 2025 an inpatient",
        "On the 3rd of May",
        "2026-03-04",
        "A 34-year-old came",
        "She is aged 71",
        "Six weeks, or 6 weeks old",
        "His NHS number is 999 000 0018",
    ],
)
def test_a_date_an_age_or_a_number_is_not_taken_and_nothing_typed_is_lost(client, network, asker, body):
    client.force_login(asker)
    answer = client.post(f"/discussion/pages/{network.page_id}/case/", WORDS | COMMON | {"body": body})
    assert answer.status_code == 422
    assert body in answer.content.decode()
    assert not Thread.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        "They may pay in 3 instalments",
        "24 hours later, then 2 nights",
        "Section 2 of 4",
        "Ask 10 of them",
        "March past",
    ],
)
def test_other_numbers_are_no_dates(words):
    assert not DATE.search(words) and not AGE.search(words)


def test_nothing_but_bands_is_kept_of_the_patient(network, asker):
    assert {field.name for field in Case._meta.get_fields()} == {"id", "thread", "rule_group", "age_band", "setting"}


def test_only_members_ask_about_a_case(client, network):
    address = f"/discussion/pages/{network.page_id}/case/"
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.post(address, WORDS | COMMON).status_code == 403
