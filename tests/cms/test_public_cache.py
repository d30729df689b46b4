"""Ready answers for people without a session: quick, and never old or somebody else's."""

from __future__ import annotations

import pytest

from portal.audit.actions import log
from portal.home.models import ContentPage
from portal.users.actions import record_sign_in
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home, settings):
    settings.PORTAL_PAGE_CACHE = 60
    page = home.add_child(instance=ContentPage(title="Privacy", slug="privacy"))
    return page


def test_the_second_reader_costs_no_query_and_gets_the_same_page(client, page, django_assert_num_queries):
    first = client.get("/privacy/")
    with django_assert_num_queries(0):
        second = client.get("/privacy/")
    assert second.content == first.content
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_a_published_change_is_read_at_once(client, page, django_capture_on_commit_callbacks):
    client.get("/privacy/")
    page.title = "Your privacy"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert "Your privacy" in client.get("/privacy/").content.decode()


def test_a_page_taken_down_is_gone_at_once(client, page, django_capture_on_commit_callbacks):
    client.get("/privacy/")
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert client.get("/privacy/").status_code == 404


def test_every_logged_action_makes_kept_pages_old(
    client, page, django_capture_on_commit_callbacks, django_assert_max_num_queries
):
    client.get("/privacy/")
    with django_capture_on_commit_callbacks(execute=True):
        log(actor=None, action="test/happened", target=page)
    with pytest.raises(pytest.fail.Exception), django_assert_max_num_queries(0):
        client.get("/privacy/")


def test_somebody_who_signs_in_makes_no_kept_page_old(
    client, page, django_capture_on_commit_callbacks, django_assert_num_queries
):
    client.get("/privacy/")
    with django_capture_on_commit_callbacks(execute=True):
        record_sign_in(user=UserFactory(), methods=["password"])
    with django_assert_num_queries(0):
        client.get("/privacy/")


def test_a_signed_in_page_is_never_given_to_a_visitor(client, page):
    person = UserFactory(first_name="Zebedee")
    client.force_login(person)
    mine = client.get("/privacy/")
    assert "Zebedee" in mine.content.decode()
    assert mine.headers["Cache-Control"] == "private, no-store"
    client.logout()
    assert "Zebedee" not in client.get("/privacy/").content.decode()


def test_a_public_page_sets_no_cookie_and_holds_no_token(client, page):
    response = client.get("/privacy/")
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_a_very_long_address_is_not_kept(client, page):
    client.get("/privacy/?" + "x" * 400)
    assert client.get("/privacy/?" + "x" * 400).status_code == 200


def test_a_page_of_somebody_signed_in_is_kept_nowhere_whatever_the_cookie_is_called(client, home, settings):
    settings.SESSION_COOKIE_NAME = "__Host-session"
    client.force_login(UserFactory())
    assert "no-store" in client.get("/")["Cache-Control"]
