"""The guard in Wagtail's forms: pages with their blocks, rows and drafts, snippets, and uploads."""

from __future__ import annotations

import io

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from portal.organisations.models import Organisation
from portal.privacy.models import Finding, LocalPattern
from portal.privacy.uploads import AttachmentField, look_into
from tests.factories.blog import make_blog, make_post
from tests.factories.users import StaffFactory

pytestmark = pytest.mark.django_db
NUMBER = "943 476 5919"


@pytest.fixture
def post(home):
    return make_post(make_blog(home), title="Public post")


@pytest.fixture
def form_of(post, rf):
    """The editor's form of a post with what is given."""

    def build(user=None, **given):
        data = {
            "title": "Public post",
            "slug": "public-post",
            "summary": "",
            "posted_on": "2026-01-12",
            "body": streamfield([("text", rich_text("<p>Hello</p>"))]),
            "bylines": inline_formset([]),
            "comments": inline_formset([]),
            **given,
        }
        form_class = type(post).get_edit_handler().get_form_class()
        return form_class(nested_form_data(data), instance=post, for_user=user or StaffFactory())

    return build


def test_a_clear_find_in_a_title_is_not_kept(form_of):
    form = form_of(title=f"NHS number {NUMBER}")
    form.is_valid()
    assert "It looks as if this contains an NHS number" in str(form.errors["title"])


def test_a_number_half_in_bold_inside_a_block_is_found(form_of):
    form = form_of(body=streamfield([("text", rich_text("<p>NHS no <b>943 476</b> 5919</p>"))]))
    form.is_valid()
    assert "an NHS number" in str(form.errors["body"])


def test_a_number_in_a_row_beside_the_page_is_found(form_of):
    form = form_of(bylines=inline_formset([{"name": f"NHS number {NUMBER}", "job_title": "", "capacity": ""}]))
    assert not form.is_valid()
    assert "an NHS number" in str(form.formsets["bylines"].errors)


def test_what_is_unclear_is_left_to_the_editor(form_of):
    form = form_of(summary="We met at SE1 7EH last week")
    form.is_valid()
    assert "summary" not in form.errors
    assert form.guard_warned


def test_staff_may_show_a_number_of_the_test_range_and_no_other(form_of):
    form = form_of(summary="For example NHS number 999 000 0018")
    form.is_valid()
    assert "summary" not in form.errors


def test_autosave_keeps_no_clear_find(client, post):
    editor = StaffFactory(is_superuser=True)
    client.force_login(editor)
    before = post.revisions.count()
    data = nested_form_data(
        {
            "title": f"NHS number {NUMBER}",
            "slug": "public-post",
            "posted_on": "2026-01-12",
            "body": streamfield([]),
            "bylines": inline_formset([]),
            "comments": inline_formset([]),
        }
    )
    client.post(reverse("wagtailadmin_pages:edit", args=[post.pk]), data, headers={"Accept": "application/json"})
    assert post.revisions.count() == before
    assert Finding.objects.get().place == "blog.PostPage.title"


def test_a_venue_may_have_a_postcode(home):
    from events.models import EventPage

    form_class = EventPage.get_edit_handler().get_form_class()
    form = form_class({}, instance=EventPage(), for_user=StaffFactory())
    assert not form.guard_inspect("venue_address", "Flat 2, patient lives at SE1 7EH")
    assert form.guard_inspect("preparation", "the patient lives at SE1 7EH").is_clear


def upload(words: str, name: str = "list.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words.encode(), content_type="text/csv")


def test_a_document_with_an_identifier_in_it_is_refused_before_it_is_kept(client):
    client.force_login(StaffFactory(is_superuser=True))
    client.post(
        reverse("wagtaildocs:add"), {"title": "List", "file": upload(f"NHS number,name\n{NUMBER},A"), "collection": 1}
    )
    assert not get_document_model().objects.exists()
    assert Finding.objects.get().place == "DocumentForm.file"


def test_a_column_of_bare_numbers_is_a_list_of_patients():
    with pytest.raises(forms.ValidationError, match="NHS number"):
        look_into(upload("id\n9990000018\n9990000026\n9990000034\n"), place="x")


def test_a_harmless_file_passes():
    look_into(upload("code,amount\nRJ1,400000\n"), place="x")


def test_the_name_of_a_file_is_read_too(client):
    client.force_login(StaffFactory(is_superuser=True))
    file = upload("a,b\n1,2\n", name="NHS_no_943_476_5919.csv")
    client.post(reverse("wagtaildocs:add"), {"title": "List", "file": file, "collection": 1})
    assert not get_document_model().objects.exists()


def test_words_inside_a_word_document_are_read():
    from docx import Document

    document, packed = Document(), io.BytesIO()
    document.add_paragraph(f"NHS number {NUMBER}")
    document.save(packed)
    with pytest.raises(forms.ValidationError, match="this file contains an NHS number"):
        look_into(SimpleUploadedFile("letter.docx", packed.getvalue()), place="x")


def test_members_add_no_pictures_to_a_discussion():
    picture = get_test_image_file(filename="scan.png").file
    with pytest.raises(forms.ValidationError, match="Pictures cannot be added"):
        AttachmentField().clean(SimpleUploadedFile("scan.png", picture.getvalue(), content_type="image/png"))
    AttachmentField().clean(upload("a,b\n1,2\n"))


def test_hospital_numbers_of_a_trust_count_at_once(client):
    from portal.privacy import guard

    assert not guard.inspect("look at QZ-123456 please")
    trust = Organisation.objects.create(code="X99", name="Invented trust")
    pattern = LocalPattern.objects.create(organisation=trust, mask="QZ-999999")
    assert guard.inspect("look at qz123456 please").kinds == ["hospital"]
    pattern.delete()
    assert not guard.inspect("look at QZ-123456 please")
