"""A blog to test with."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.blog import make_blog, make_post


@pytest.fixture
def blog(home):
    return make_blog(home)


@pytest.fixture
def post(blog):
    return make_post(
        blog, title="The first London meeting", posted_on=date(2014, 2, 19), by=("Jo Writer",), categories=("Networks",)
    )
