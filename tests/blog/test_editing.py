"""Writing posts in the editor."""

from __future__ import annotations

import pytest
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from portal.blog.models import PostPage
from tests.factories.users import StaffFactory

pytestmark = pytest.mark.django_db


def sent(**more):
    return nested_form_data(
        {
            "title": "New post",
            "slug": "new-post",
            "summary": "",
            "posted_on": "2015-02-25",
            "body": streamfield([("text", rich_text("<p>Words</p>"))]),
            "bylines": inline_formset(more.pop("bylines", [])),
            "comments": inline_formset([]),
            "comments_open": "on",
            "action-publish": "Publish",
        }
        | more
    )


def test_a_new_post_is_by_its_author_unless_somebody_else_is_named(client, blog):
    staff = StaffFactory(first_name="Eve", last_name="Editor", job_title="Guidance Lead")
    client.force_login(staff)
    address = f"/admin/pages/add/blog/postpage/{blog.pk}/"
    assert client.get(address).status_code == 200
    client.post(address, sent())
    post = PostPage.objects.get(slug="new-post")
    assert [(line.name, line.job_title) for line in post.bylines.all()] == [("Eve Editor", "Guidance Lead")]
    client.post(address, sent(slug="named", bylines=[{"name": "Gus Guest", "job_title": "", "on_behalf_of": ""}]))
    assert [line.name for line in PostPage.objects.get(slug="named").bylines.all()] == ["Gus Guest"]


def test_categories_and_governments_are_kept_in_the_editor(client, blog):
    client.force_login(StaffFactory())
    assert client.get("/admin/snippets/blog/category/").status_code == 200
    assert client.get("/admin/snippets/blog/government/").status_code == 200
