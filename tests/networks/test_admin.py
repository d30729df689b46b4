"""The Wagtail admin as a convenor: everything of one's own network, nothing of another."""

from __future__ import annotations

import json

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from networks.models import NetworkPage
from portal.files.models import PortalDocument
from tests.factories.networks import make_convenor, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

SECRET = "Whisper agenda"


class Two:
    """Two networks with a convenor each; the other one is confidential and holds a draft and a sub-group."""

    def __init__(self, home, kind: str = "confidential") -> None:
        self.mine, self.other = make_network(home, title="Mine"), make_network(home, title="Other", kind=kind)
        self.convenor = UserFactory()
        make_convenor(self.mine, self.convenor)
        make_convenor(self.other, UserFactory())
        self.other.page.title = SECRET
        self.other.page.save()
        self.other.page.save_revision()
        self.inside = self.other.page.add_child(instance=NetworkPage(title=f"{SECRET} sub-group"))
        self.own = self.mine.page.add_child(instance=NetworkPage(title="Own sub-group"))


@pytest.fixture
def two(home, client) -> Two:
    scene = Two(home)
    client.force_login(scene.convenor)
    return scene


def test_a_convenor_edits_and_publishes_the_pages_of_their_network(two, client):
    for page in (two.mine.page, two.own):
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    data = {
        "title": "Mine, better", "slug": two.mine.page.slug, "summary": "", "region": "", "announcement": "",
        "contact_email": "", "topics": "", "body-count": 0, "links-count": 0, "action-publish": "1",
    }  # fmt: skip
    response = client.post(reverse("wagtailadmin_pages:edit", args=[two.mine.page.pk]), data)
    assert response.status_code == 302, response.context["form"].errors
    assert NetworkPage.objects.get(pk=two.mine.page.pk).title == "Mine, better"


VERBS = ["edit", "delete", "unpublish", "move", "copy", "history", "usage", "add_subpage", "workflow_history"]


def test_a_convenor_gets_no_page_of_another_network(two, client):
    for verb in VERBS:
        for page in (two.other.page, two.inside):
            response = client.get(reverse(f"wagtailadmin_pages:{verb}", args=[page.pk]))
            assert response.status_code in (302, 403, 404), verb
            assert SECRET not in response.content.decode(), verb


def test_a_revision_of_another_network_is_not_shown(two, client):
    revision = two.other.page.latest_revision or two.other.page.save_revision()
    for name, arguments in (
        ("wagtailadmin_pages:revisions_view", [two.other.page.pk, revision.pk]),
        ("wagtailadmin_pages:revisions_revert", [two.other.page.pk, revision.pk]),
        ("wagtailadmin_pages:revisions_compare", [two.other.page.pk, "live", revision.pk]),
        ("wagtailadmin_pages:view_draft", [two.other.page.pk]),
    ):
        response = client.get(reverse(name, args=arguments))
        assert response.status_code in (302, 403, 404), name


LISTS = [
    "/admin/",
    "/admin/pages/",
    "/admin/pages/search/?q=Whisper",
    "/admin/choose-page/",
    "/admin/choose-page/search/?q=Whisper",
    "/admin/pages/usage/networks/networkpage/",
    "/admin/api/main/pages/?search=Whisper",
    "/admin/api/main/pages/?fields=*",
    "/admin/reports/aging-pages/",
    "/admin/reports/site-history/",
    "/admin/reports/page-types-usage/",
    "/admin/reports/locked/",
    "/admin/reports/workflow/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/documents/chooser/",
    "/admin/images/chooser/",
    "/admin/collections/",
    "/admin/groups/",
    "/admin/users/",
]


def test_no_list_of_the_admin_names_a_confidential_network_to_another_convenor(two, client):
    document(two)
    for address in LISTS:
        response = client.get(address, follow=True)
        assert response.status_code in (200, 403, 404), address
        assert SECRET not in response.content.decode(), address


def test_titles_are_not_told_by_asking_for_a_number(two, client):
    page, file = two.other.page.pk, document(two).pk
    for address in (
        f"/admin/choose-page/{page}/",
        f"/admin/choose-page/chosen-multiple/?id={page}",
        f"/admin/documents/chooser/chosen/{file}/",
        f"/admin/documents/chooser/chosen-multiple/?id={file}",
        f"/admin/documents/edit/{file}/",
        f"/admin/documents/usage/{file}/",
        f"/admin/bulk/files/portaldocument/delete/?id={file}&next=/admin/",
        f"/admin/bulk/wagtailcore/page/delete/?id=all&childOf={page}&next=/admin/",
        f"/admin/bulk/wagtailcore/page/move/?id={page}&next=/admin/",
    ):
        response = client.get(address)
        assert response.status_code in (302, 403, 404), address
        assert SECRET not in response.content.decode(), address


def document(two: Two) -> PortalDocument:
    return PortalDocument.objects.create(
        title=f"{SECRET} minutes", file=ContentFile(b"x", name="minutes.txt"), collection=two.other.collection
    )


def test_the_chooser_finds_public_pages_and_ones_own(two, client):
    parent = two.mine.page.get_parent()
    said = json.loads(client.get(f"/admin/choose-page/{parent.pk}/").content)["html"]
    assert "Mine" in said and SECRET not in said
    said = client.get("/admin/choose-page/search/?q=Own").content.decode()
    assert "Own sub-group" in said


@pytest.mark.parametrize("verb", ["delete", "unpublish"])
def test_a_convenor_neither_deletes_nor_closes_their_own_network(two, client, verb):
    response = client.post(reverse(f"wagtailadmin_pages:{verb}", args=[two.mine.page.pk]))
    assert response.status_code in (302, 403)
    assert NetworkPage.objects.get(pk=two.mine.page.pk).live
    action = {"delete": "delete", "unpublish": "unpublish"}[verb]
    client.post(f"/admin/bulk/wagtailcore/page/{action}/?id={two.mine.page.pk}&next=/admin/")
    assert NetworkPage.objects.get(pk=two.mine.page.pk).live


def test_bulk_actions_reach_no_page_of_another_network(two, client):
    for action in ("delete", "unpublish", "publish", "move"):
        response = client.get(f"/admin/bulk/wagtailcore/page/{action}/?id={two.other.page.pk}&next=/admin/")
        assert SECRET not in response.content.decode()
        client.post(f"/admin/bulk/wagtailcore/page/{action}/?id={two.other.page.pk}&next=/admin/")
    assert NetworkPage.objects.get(pk=two.other.page.pk).live


def test_a_convenor_adds_nothing_outside_their_network(two, client):
    parent = two.mine.page.get_parent()
    address = reverse("wagtailadmin_pages:add", args=["networks", "networkpage", parent.pk])
    assert client.get(address).status_code in (302, 403)
    address = reverse("wagtailadmin_pages:add", args=["networks", "networkpage", two.mine.page.pk])
    assert client.get(address).status_code == 200


def test_somebody_who_is_no_convenor_any_more_is_kept_out_of_the_admin(two, client):
    from networks import actions

    second = UserFactory()
    make_convenor(two.mine, second)
    actions.leave(network=two.mine, user=two.convenor)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[two.mine.page.pk])).status_code in (302, 403)


def test_staff_meet_every_network(two, client):
    client.force_login(StaffFactory())
    assert SECRET in client.get(reverse("wagtailadmin_pages:edit", args=[two.other.page.pk])).content.decode()
