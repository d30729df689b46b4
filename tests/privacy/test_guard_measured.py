"""The floor below which the guard may not fall. `make guard-report` prints the figures."""

from __future__ import annotations

import pytest

from portal.privacy.identifiers import Kind

from .labelled.texts import SETS, identifying, texts
from .measure import measure


def test_the_set_is_large_enough():
    made = texts("side by side")
    assert len(list(identifying(made))) >= 300
    assert len(made) - len(list(identifying(made))) >= 300


@pytest.mark.parametrize("name", SETS)
def test_nhs_numbers_are_found_and_little_else_is_taken_for_one(name):
    score = measure(texts(name))[0][Kind.NHS]
    assert score.recall >= 0.97
    assert score.precision >= 0.97


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.NHS])
def test_every_other_kind_keeps_nine_in_ten(name, kind):
    score = measure(texts(name))[0][kind]
    assert score.found
    assert score.recall >= 0.9
    assert score.precision >= 0.9
