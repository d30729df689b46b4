"""What the portal holds about a person: found, blanked, erased, moved to another account and back."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress

from networks.models import Membership
from portal.discussion.models import Comment
from portal.privacy.holdings import Holding, Moved, change_rows, erase_rows, holdings, put_back
from tests.factories.blog import make_blog, make_post
from tests.factories.discussion import say
from tests.factories.networks import make_member, make_network
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def holding_of(table) -> Holding:
    return next(one for one in holdings() if one.table is table)


def guest_comment(page, email):
    comment = say(page)
    Comment.objects.filter(pk=comment.pk).update(author=None, guest_name="A guest", guest_email=email)
    return comment


def test_what_somebody_wrote_before_they_had_an_account_is_found_by_the_address_they_proved(home):
    page = make_post(make_blog(home))
    person = UserFactory()
    comment = guest_comment(page, person.email.upper())
    assert list(holding_of(Comment).about(person)) == [comment]


def test_an_address_that_was_only_typed_proves_nothing(home):
    page = make_post(make_blog(home))
    guest_comment(page, "director@trust-b.example")
    person = UserFactory()
    EmailAddress.objects.create(user=person, email="director@trust-b.example", verified=False)
    assert not holding_of(Comment).about(person).exists()


def test_rows_move_to_another_account_and_back(home):
    page = make_post(make_blog(home))
    source, target = UserFactory(), UserFactory()
    mine, decided = say(page, user=source), say(page, user=target)
    Comment.objects.filter(pk=decided.pk).update(decided_by=source)
    moved = holding_of(Comment).on_merge(source, target)
    assert set(moved) == {
        Moved("discussion.comment", mine.pk, "author"),
        Moved("discussion.comment", decided.pk, "decided_by"),
    }
    assert Comment.objects.filter(author=target).count() == 2
    assert put_back([list(one) for one in moved], source) == 2  # as JSON gives them
    assert Comment.objects.get(author=source) == mine


def test_a_row_the_other_account_has_already_stays(home):
    both, one = make_network(home, title="Both"), make_network(home, title="One")
    source, target = UserFactory(), UserFactory()
    make_member(both, target)
    stays, moves = make_member(both, source), make_member(one, source)
    moved = holding_of(Membership).on_merge(source, target)
    assert moved == [Moved("networks.membership", moves.pk, "user")]
    assert Membership.objects.get(user=source) == stays


def test_chunks_change_and_erase_every_row(home, monkeypatch):
    monkeypatch.setattr("portal.privacy.holdings.CHUNK", 2)
    page = make_post(make_blog(home))
    person = UserFactory()
    for number in range(5):
        say(page, f"Good news {number}.", user=person)
    rows = Comment.objects.filter(author=person)
    assert change_rows(rows.filter(author_title="nobody's"), author_title="") == 0
    assert change_rows(rows, author_title="x") == 5
    assert change_rows(rows.filter(author_title="x"), author_title="") == 5  # changing takes them out of the rows
    assert erase_rows(rows) == 5
