"""What is searched for is counted, and nobody stands in the count."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from portal.search.counting import forget_unknown
from portal.search.models import AskedDay, AskedPhrase, Pin, SearchAnswer, Synonym
from tests.clients import Client
from tests.factories.search import make_findable
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def ask(text: str, *, times: int = 1, **more):
    """As many different people search; the last answer."""
    for _ in range(times):
        client = Client()
        client.force_login(UserFactory())
        response = client.get("/search/", {"q": text, **more})
    return response


def everything_kept() -> str:
    with connection.cursor() as cursor:
        kept = ""
        for table in ("search_askedphrase", "search_askedday"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            kept += str(cursor.fetchall())
    return kept.lower()


def test_words_are_kept_when_three_people_have_asked_and_not_before():
    ask("Wombat leaflets", times=2)
    phrase = AskedPhrase.objects.get()
    assert "wombat" not in everything_kept()
    assert len(phrase.askers) == 2
    ask("wombat  LEAFLETS")
    phrase.refresh_from_db()
    assert (phrase.words, phrase.askers) == ("wombat leaflets", [])
    assert (AskedDay.objects.get().times, AskedDay.objects.get().nothing) == (3, 3)


def test_one_person_who_asks_ten_times_is_one(client):
    client.force_login(UserFactory())
    for _ in range(10):
        client.get("/search/", {"q": "wombat leaflets"})
        Client().get("/search/", {"q": "wombat leaflets"})
    assert AskedPhrase.objects.get().words == ""
    assert AskedDay.objects.get().times == 20


@pytest.mark.parametrize("text", ["943 476 5919", "NHS number 943 476 5919 card", "born 12/03/1961", "", "***"])
def test_what_the_guard_finds_or_doubts_and_what_is_no_word_is_not_counted(text):
    ask(text, times=3)
    assert not AskedPhrase.objects.exists()


def test_filters_pages_and_what_a_browser_fetches_ahead_are_no_new_search(client):
    client.get("/search/", {"q": "wombat", "kind": "tool"})
    client.get("/search/", {"q": "wombat", "page": "2"})
    client.get("/search/", {"q": "wombat", "sort": "newest"})
    client.get("/search/", {"q": "wombat"}, headers={"Sec-Purpose": "prefetch"})
    client.head("/search/", {"q": "wombat"})
    assert not AskedPhrase.objects.exists()


def test_an_opened_result_is_counted_by_the_marker_of_its_search_alone(client):
    make_findable("Wombat leaflet")
    page = client.get("/search/", {"q": "wombat"}).content.decode()
    ping = page.split('ping="')[1].split('"')[0]
    assert 'href="/found/Wombat-leaflet/"' in page, "the address stays clean"
    assert client.post(ping).status_code == 204
    assert client.post(ping[:-4] + "xyz/").status_code == 204
    assert AskedDay.objects.get().opened == 1
    assert client.get(ping).status_code == 405


def test_a_marker_is_of_no_use_two_days_later(client, time_machine):
    make_findable("Wombat leaflet")
    ping = client.get("/search/", {"q": "wombat"}).content.decode().split('ping="')[1].split('"')[0]
    time_machine.move_to(timezone.now() + timedelta(days=2))
    client.post(ping)
    assert AskedDay.objects.get().opened == 0


def test_what_too_few_asked_is_forgotten_within_a_month():
    ask("wombat")
    ask("leaflet", times=3)
    forget_unknown(timezone.now() + timedelta(days=20))
    assert AskedPhrase.objects.count() == 2
    forget_unknown(timezone.now() + timedelta(days=32))
    assert [phrase.words for phrase in AskedPhrase.objects.all()] == ["leaflet"]


def test_staff_see_what_leads_nowhere_and_mend_it_in_one_step(client):
    make_findable("Interview script")
    ask("wombat leaflets", times=4)
    ask("interview script", times=3)
    ask("secret words", times=2)
    client.force_login(StaffFactory())
    page = client.get("/admin/reports/searches/").content.decode()
    assert "wombat leaflets" in page and "interview script" in page and "secret words" not in page
    nothing = client.get("/admin/reports/searches/results/?what=nothing").content.decode()
    assert "wombat leaflets" in nothing and "interview script" not in nothing
    unopened = client.get("/admin/reports/searches/results/?what=unopened").content.decode()
    assert "interview script" in unopened and "wombat leaflets" not in unopened
    for model, name in ((Synonym, "words"), (Pin, "phrases")):
        address = f"{reverse(model.snippet_viewset.get_url_name('add'))}?{name}=wombat+leaflets"
        assert address in page.replace("%20", "+")
        assert 'value="wombat leaflets"' in client.get(address).content.decode()


def test_the_period_counts(client):
    ask("wombat leaflets", times=3)
    AskedDay.objects.update(day=timezone.localdate() - timedelta(days=40))
    client.force_login(StaffFactory())
    assert "wombat leaflets" not in client.get("/admin/reports/searches/results/").content.decode()
    assert "wombat leaflets" in client.get("/admin/reports/searches/results/?period=90").content.decode()


def test_whoever_may_not_read_the_report_does_not(client):
    client.force_login(UserFactory())
    for address in ("/admin/reports/searches/", "/admin/reports/search-answers/"):
        assert client.get(address).status_code in (302, 403)


def test_an_answer_about_a_search_is_kept_without_its_writer_and_read_by_staff(client):
    page = client.get("/search/", {"q": "wombat"}).content.decode()
    assert "/search/answer/?q=wombat" in page
    assert 'value="wombat"' in client.get("/search/answer/?q=wombat").content.decode()
    said = {"found": "no", "phrase": "wombat", "words": "I expected a leaflet"}
    assert client.post("/search/answer/", said)["Location"] == "/search/answer/thanks/"
    answer = SearchAnswer.objects.get()
    assert (answer.found, answer.phrase, answer.words) == (False, "wombat", "I expected a leaflet")
    staff = Client()
    staff.force_login(StaffFactory())
    assert "I expected a leaflet" in staff.get("/admin/reports/search-answers/").content.decode()


def test_an_answer_needs_a_choice_and_passes_the_guard_and_a_limit(client):
    assert client.post("/search/answer/", {}).status_code == 422
    said = {"found": "no", "words": "The patient with NHS number 943 476 5919"}
    assert client.post("/search/answer/", said).status_code == 422
    for _ in range(12):
        last = client.post("/search/answer/", {"found": "yes"})
    assert last.status_code == 429
    assert SearchAnswer.objects.count() <= 10
