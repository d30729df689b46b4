"""Every table that points to a person, or holds an address, is answered for by somebody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from portal.privacy.holdings import exemptions, holdings
from portal.privacy.retention import rules
from tests.factories.users import UserFactory


def columns_about_people() -> Iterator[tuple[str, str]]:
    """Of every installed app, ours or not: keys to an account, and columns with an address."""
    person = get_user_model()
    for table in apps.get_models(include_auto_created=True):
        for field in [*table._meta.local_fields, *table._meta.local_many_to_many]:
            if field.many_to_many and field.remote_field.through._meta.auto_created:
                continue  # its own table is walked
            to_person = field.is_relation and field.related_model is person
            if to_person or isinstance(field, models.EmailField) or "email" in field.name:
                yield table._meta.label, field.name


def answered_for() -> set[tuple[str, str]]:
    found = set()
    for holding in holdings():
        fields = [*holding.person, *holding.emails, *holding.others]
        if "pk" in fields:  # the account itself: all its columns
            fields += [field.name for field in holding.table._meta.local_fields]
        found |= {(holding.table._meta.label, field) for field in fields}
    return found | {(one.table, field) for one in exemptions() for field in one.fields}


def test_every_column_about_a_person_is_answered_for():
    missing = set(columns_about_people()) - answered_for()
    assert not missing, "give each a Holding or an Exempt in its app's providers.py"


def test_no_answer_is_out_of_date():
    unknown = {(table, path) for table, path in answered_for() if not is_known(apps.get_model(table), path)}
    assert unknown == set()


def is_known(table, path: str) -> bool:
    """Whether a table has this column, also by way of the row that it belongs to: registration__user."""
    first, _, rest = path.partition("__")
    field = next((field for field in table._meta.get_fields() if field.name == first), None)
    return path == "pk" or bool(field and (not rest or is_known(field.related_model, rest)))


def test_every_exemption_says_why():
    assert all(len(one.because) > 20 for one in exemptions())


def test_every_holding_says_in_plain_words_what_it_is_and_what_becomes_of_it():
    names = [holding.name for holding in holdings()]
    assert len(names) == len(set(names))
    assert all(holding.becomes.endswith(".") for holding in holdings())


@pytest.mark.django_db
@pytest.mark.parametrize("name", [holding.name for holding in holdings()])
def test_every_holding_can_be_asked_closed_and_merged_when_there_is_nothing(name):
    holding = next(one for one in holdings() if one.name == name)
    person, other = UserFactory(), UserFactory()
    queryset = holding.about(person).select_related(*holding.related).prefetch_related(*holding.prefetch)
    for row in queryset:
        assert isinstance(holding.row(row), dict)
    holding.on_merge(person, other)
    holding.on_close(person)
    holding.on_close(person)


@pytest.mark.django_db
@pytest.mark.parametrize("key", [rule.key for rule in rules()])
def test_every_rule_can_be_asked_and_ends(key):
    rule = next(one for one in rules() if one.key == key)
    assert rule.due(timezone.now()).count() == rule.purge(timezone.now()) == 0
    assert rule.period and rule.why.endswith(".") and rule.happens.endswith(".")
