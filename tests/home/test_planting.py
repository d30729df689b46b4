"""A portal starts with all its parts, at its address, and planting again changes nothing of what editors did."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Page, Site

from portal.home.actions import plant_portal, settle_address
from portal.home.sections import SECTIONS
from portal.programme.actions import EDITORS
from portal.search.models import SearchEntry
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def test_an_empty_portal_has_every_part_after_planting(client):
    call_command("plant")
    for _model, slug, title, _summary in SECTIONS:
        response = client.get(f"/{slug}/")
        assert response.status_code == 200, slug
        assert title in response.content.decode()
    assert client.get("/").status_code == client.get("/contact/").status_code == 200
    assert not Page.objects.filter(title__startswith="Welcome to your new Wagtail").exists()


def test_planted_pages_are_found_by_search_at_once():
    plant_portal()
    assert SearchEntry.objects.filter(title="Contact us").exists()


def test_planting_again_adds_nothing_and_keeps_what_editors_wrote():
    blog = plant_portal()["blog"]
    blog.title, blog.slug = "News", "news"
    blog.save_revision().publish()
    before = Page.objects.count()
    assert plant_portal()["blog"].title == "News"
    assert Page.objects.count() == before
    assert Site.objects.count() == 1


def test_editors_may_write_in_the_toolbox_and_nowhere_in_the_networks():
    planted = plant_portal()
    editor = UserFactory()
    editor.groups.add(Group.objects.get(name=EDITORS))
    assert planted["toolbox"].permissions_for_user(editor).can_add_subpage()
    assert not planted["networks"].permissions_for_user(editor).can_add_subpage()


@pytest.mark.parametrize(
    ("address", "root"),
    [
        ("https://portal.example", "https://portal.example"),
        ("http://127.0.0.1:8231", "http://127.0.0.1:8231"),
        ("http://localhost", "http://localhost"),
    ],
)
def test_permalinks_carry_the_address_that_people_see(settings, address, root):
    planted = plant_portal()
    settings.PORTAL_URL = address
    settle_address()
    assert Page.objects.get(pk=planted["blog"].pk).full_url == f"{root}/blog/"


def test_an_address_for_a_portal_without_pages_changes_nothing():
    Site.objects.all().delete()
    assert settle_address() is None
