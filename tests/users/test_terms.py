"""Terms and code of conduct in versions: each asks everybody once, and nothing on the way is lost."""

from __future__ import annotations

import datetime

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.audit.models import LogEntry
from portal.users.actions import agree
from portal.users.models import Agreement, TermsVersion
from tests.factories.blog import make_blog, make_post
from tests.factories.networks import make_member, make_network
from tests.factories.people import make_terms
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

SIGN_UP = {
    "first_name": "Sam",
    "last_name": "Reed",
    "email": "sam@elsewhere.example",
    "password1": "walnut-tram-harvest",
}


def test_a_new_version_asks_once_and_leads_on_to_where_somebody_was_going(client, home):
    version, user = make_terms(changes="We say more about photos."), UserFactory()
    client.force_login(user)
    response = client.get("/me/trusts/?from=mail")
    assert response.url == "/me/terms/?next=%2Fme%2Ftrusts%2F%3Ffrom%3Dmail"
    page = client.get(response.url).content.decode()
    assert "Be kind." in page
    response = client.post("/me/terms/", {"version": [version.pk], "next": "/me/trusts/?from=mail"})
    assert response.url == "/me/trusts/?from=mail"
    assert client.get("/me/trusts/").status_code == 200
    assert Agreement.objects.get().person == user
    assert LogEntry.objects.filter(action="users/agreed").count() == 1


def test_it_says_what_changed_to_those_who_agreed_before(client, home):
    user, first = UserFactory(), make_terms()
    agree(person=user, versions=[first])
    make_terms(changes="We say more about photos.")
    client.force_login(user)
    assert "We say more about photos." in client.get("/me/terms/").content.decode()


def test_nothing_that_is_sent_is_lost(client, home):
    make_terms()
    user = UserFactory()
    network = make_network(home, kind="open")
    client.force_login(user)
    client.post(f"/networks/{network.pk}/join/")
    assert network.memberships.filter(user=user).exists()


def test_public_pages_stay_open_and_members_pages_ask(client, home):
    make_terms()
    user, network = UserFactory(), make_network(home, kind="private")
    make_member(network, user)
    inside, public = make_post(network.page, title="Inside"), make_post(make_blog(home), title="Public")
    opened = make_network(home, title="Open network", kind="open")
    client.force_login(user)
    assert client.get(public.get_url()).status_code == 200
    assert client.get(make_post(opened.page, title="For everybody").get_url()).status_code == 200
    assert client.get(inside.get_url()).url.startswith("/me/terms/")
    client.force_login(UserFactory())
    assert client.get(inside.get_url()).status_code == 404, "nobody learns that there is a page"


def test_whoever_does_not_agree_may_still_take_their_data_and_go(client, home):
    make_terms()
    client.force_login(UserFactory())
    assert client.get("/me/data/").status_code == 200


def test_signing_up_agrees_to_what_holds_now(client, home):
    version = make_terms()
    response = client.post("/accounts/signup/", SIGN_UP)
    assert "agreed" in response.context["form"].errors
    client.post("/accounts/signup/", SIGN_UP | {"agreed": "on"})
    assert Agreement.objects.get().version == version


def test_only_what_the_page_showed_is_agreed_to(client, home):
    shown, user = make_terms(), UserFactory()
    client.force_login(user)
    make_terms(TermsVersion.Kind.CODE)
    client.post("/me/terms/", {"version": [shown.pk]})
    assert Agreement.objects.get().version == shown
    cache.clear()
    assert client.get("/me/trusts/").url.startswith("/me/terms/")


def test_a_page_after_agreeing_asks_the_database_nothing_for_it(client, home):
    def cost() -> int:
        client.get("/me/trusts/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/me/trusts/").status_code == 200
        return len(queries)

    client.force_login(UserFactory())
    without = cost()
    cache.clear()
    version = make_terms()
    client.post("/me/terms/", {"version": [version.pk]})
    assert cost() == without


def test_a_version_of_tomorrow_asks_nobody_today(client, home):
    make_terms(effective_from=timezone.now() + datetime.timedelta(days=1))
    client.force_login(UserFactory())
    assert client.get("/me/trusts/").status_code == 200


def test_the_way_on_leads_nowhere_else(client, home):
    version = make_terms()
    client.force_login(UserFactory())
    response = client.post("/me/terms/", {"version": [version.pk], "next": "https://elsewhere.example/"})
    assert response.url == "/me/"


def test_what_somebody_agreed_to_keeps_its_words():
    version = make_terms()
    agree(person=UserFactory(), versions=[version])
    version.text = "<p>Be rude.</p>"
    with pytest.raises(ValidationError, match="Add a new version"):
        version.clean()


def test_versions_are_counted_for_each_kind():
    assert [make_terms().number, make_terms().number, make_terms(TermsVersion.Kind.CODE).number] == [1, 2, 1]


def test_staff_see_who_agreed_to_which(client, home):
    person = UserFactory(first_name="Zebedee")
    agree(person=person, versions=[make_terms()])
    staff = StaffFactory()
    agree(person=staff, versions=TermsVersion.objects.all())
    client.force_login(staff)
    assert "Zebedee" in client.get("/admin/people/agreements/").content.decode()
