"""A post, as its readers get it."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


def test_a_post_says_who_when_and_under_what(client, post):
    page = client.get(post.url).content.decode()
    assert "Jo Writer" in page
    assert "19 February 2014" in page
    assert 'href="/blog/category/networks/"' in page
