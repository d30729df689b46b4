"""“What we heard”: words of a meeting become a draft post, for those who may write one there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal.blog.models import PostPage
from tests.factories.blog import make_blog
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

WORDS = {
    "title": "What we heard: London",
    "heard": "Everybody wants a toolbox.\n\nAnd clearer <b>guidance</b>.",
    "decided": "Meet again\nInvite finance directors",
    "agreed": "Send the date (Programme team, by 3 March 2014)",
    "next_meeting": "London: finance directors, 25 February 2014",
}


def test_a_convenor_gets_an_unpublished_draft_in_the_networks_blog_opened_in_the_editor(client, home):
    network, convenor = make_network(home), UserFactory()
    make_convenor(network, convenor)
    client.force_login(convenor)
    for _ in range(2):  # pressed twice
        answer = client.post(reverse("blog:heard"), {**WORDS, "network": network.pk})
        post = PostPage.objects.get()
        assert answer.url == reverse("wagtailadmin_pages:edit", args=[post.pk])
    assert not post.live and post.get_parent().pk == network.page_id
    assert [block.value["text"] for block in post.body if block.block_type == "heading"] == [
        "What we heard",
        "What we decided",
        "Who does what by when",
        "The next meeting",
    ]
    body = str(post.body)
    assert "<li>Meet again</li>" in body and "&lt;b&gt;" in body
    assert client.get(answer.url).status_code == 200


def test_staff_draft_in_the_national_blog_and_members_nowhere(client, home):
    blog, network, member = make_blog(home), make_network(home), UserFactory()
    make_member(network, member)
    client.force_login(StaffFactory())
    client.post(reverse("blog:heard"), WORDS)
    assert PostPage.objects.get().get_parent().pk == blog.pk
    client.force_login(member)
    for place in ({}, {"network": network.pk}):
        assert client.post(reverse("blog:heard"), {**WORDS, **place}).status_code == 403
    assert PostPage.objects.count() == 1


def test_words_that_name_a_patient_come_back_to_be_put_right(client, home):
    network, convenor = make_network(home), UserFactory()
    make_convenor(network, convenor)
    client.force_login(convenor)
    words = {**WORDS, "network": network.pk, "decided": "Write off NHS number 999 000 0018"}
    answer = client.post(reverse("blog:heard"), words)
    assert answer.status_code == 422 and "Everybody wants a toolbox." in answer.content.decode()
    assert not PostPage.objects.exists()
