"""What people say in the demonstration belongs where they say it."""

from __future__ import annotations

from portal.demo.post_texts import POSTS
from portal.demo.remark_texts import ANYWHERE, UNDER


def test_remarks_stand_under_posts_that_there_are():
    assert set(UNDER) == {title for title, *_ in POSTS}


def test_nobody_says_the_same_twice():
    said = [words for pairs in [*UNDER.values(), ANYWHERE] for words, _ in pairs]
    assert len(said) == len(set(said))
