"""What differs between two texts is shown by words, with the little around it that helps to read it."""

from __future__ import annotations

from toolbox.differing import Run, compare, words_of


def test_words_that_changed_stand_between_those_that_did_not():
    runs = words_of("Ask at the desk today.", "Ask at the ward today.")
    assert runs == [Run("same", "Ask at the "), Run("gone", "desk "), Run("new", "ward "), Run("same", "today.")]


def test_a_changed_break_is_no_changed_word():
    assert words_of("Ask  everybody", "Ask everybody") == [Run("same", "Ask everybody")]


def test_paragraphs_far_from_a_change_are_counted_and_left_out():
    before = [f"Paragraph {number} says so." for number in range(10)]
    after = [*before[:5], "Paragraph five says otherwise.", *before[6:]]
    lines = compare(before, after)
    assert [line.how for line in lines] == ["left out", "same", "changed", "same", "left out"]
    assert (lines[0].count, lines[-1].count) == (4, 3)


def test_paragraphs_that_have_nothing_in_common_are_one_gone_and_one_new():
    lines = compare(["Charge one hundred and fifty per cent."], ["Whoever flees may stay without a bill"])
    assert [line.how for line in lines] == ["gone", "new"]


def test_the_same_texts_have_no_difference():
    assert [line.how for line in compare(["One.", "Two."], ["One.", "Two."])] == ["left out"]
