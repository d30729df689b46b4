"""A new tool is news, and so is each new edition of its words; the same words again are none."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from networks.models import Network
from portal.cms.models import Theme
from portal.notifications.actions import follow
from tests.factories.networks import make_member, make_network
from tests.factories.news import heard_by
from tests.factories.toolbox import make_document, make_entry, make_toolbox
from tests.factories.users import UserFactory
from toolbox.actions import give_entry
from toolbox.models import EntryFile, EntryPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def toolbox(home):
    return make_toolbox(home)


@pytest.fixture
def reader():
    person = UserFactory()
    follow(person=person, thing=Theme.objects.get_or_create(slug="debt-recovery", defaults={"name": "Debt"})[0])
    return person


def edit(entry: EntryPage, *, days: int, **fields) -> None:
    """Publish it anew, so many days from now."""
    entry = EntryPage.objects.get(pk=entry.pk)
    for name, value in fields.items():
        setattr(entry, name, value)
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        entry.save_revision().publish()


def test_a_new_tool_and_each_new_edition_are_news_once(toolbox, reader) -> None:
    entry = make_entry(toolbox, themes=["debt-recovery"])
    edit(entry, days=0, summary="Corrected on the day it came out.")
    edit(entry, days=3)
    edit(entry, days=4, edition="2026-11")
    edit(entry, days=5, edition="2026-11")
    assert heard_by(reader) == [
        "New in the toolbox: Letter to a patient",
        "Changed in the toolbox: Letter to a patient",
        "Changed in the toolbox: Letter to a patient, edition 2026-11",
    ]


def test_a_new_file_is_a_new_edition(toolbox, reader) -> None:
    entry = make_entry(toolbox, themes=["debt-recovery"])
    edit(entry, days=2, files=[EntryFile(document=make_document())])
    assert len(heard_by(reader)) == 2


def test_a_new_owner_and_a_new_day_of_review_are_no_news(toolbox, reader) -> None:
    giver, taker = UserFactory(), UserFactory()
    entry = make_entry(toolbox, themes=["debt-recovery"], owned_by=giver)
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        give_entry(entry=entry, giver=giver, taker=taker)
    edit(entry, days=3, last_reviewed=timezone.localdate())
    assert len(heard_by(reader)) == 1


def test_a_tool_of_a_private_network_is_news_inside_alone(home, reader) -> None:
    network, member = make_network(home, kind=Network.Kind.PRIVATE), UserFactory()
    make_member(network, member)
    make_entry(network.page, themes=["debt-recovery"])
    assert len(heard_by(member)) == 1 and heard_by(reader) == []


def test_whoever_follows_the_toolbox_hears_of_what_is_for_every_network(home, toolbox) -> None:
    person = UserFactory()
    follow(person=person, thing=toolbox)
    make_entry(toolbox)
    make_entry(make_network(home).page, title="Theirs")
    assert heard_by(person) == ["New in the toolbox: Letter to a patient"]
