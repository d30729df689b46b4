"""The plain pages stand from the first day, and readers get no cookie from them."""

from __future__ import annotations

import pytest

from portal.home.actions import plant_plain_pages
from portal.home.plain import PAGES


@pytest.mark.parametrize("plain", PAGES, ids=lambda plain: plain.slug)
def test_a_plain_page_is_there_and_sets_no_cookie(client, home, plain):
    plant_plain_pages(home=home)
    response = client.get(f"/{plain.slug}/")
    html = response.content.decode()
    assert response.status_code == 200
    assert f"<h1>{plain.title}</h1>" in html
    assert not response.cookies
    assert "csrf" not in html


def test_planting_again_keeps_what_editors_wrote(home):
    page = plant_plain_pages(home=home)[0]
    page.title = "Talk to us"
    page.save()
    assert plant_plain_pages(home=home) == []
    page.refresh_from_db()
    assert page.title == "Talk to us"


def test_every_page_offers_contact_accessibility_privacy_and_terms(client, home):
    plant_plain_pages(home=home)
    html = client.get("/contact/").content.decode()
    for plain in PAGES:
        assert f'href="/{plain.slug}/"' in html


def test_the_menu_marks_the_part_one_is_in(client, home):
    home.add_child(instance=type(plant_plain_pages(home=home)[0])(title="Blog", slug="blog"))
    html = client.get("/blog/").content.decode()
    assert 'href="/blog/" aria-current="true"' in html


def test_a_missing_page_says_what_to_do(client, home):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()
