"""The validator of decision tools, over trees that nobody thought of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolbox.trees import MOST_QUESTIONS, Answer, Outcome, Question, Tree, problems, walk


def q(key, *leads_to, place=0, text="Is there a form?"):
    return Question(place, key, text, tuple(Answer(f"Answer {n}", to) for n, to in enumerate(leads_to)))


def end(key, *, title="Check the dates", sources=("Guidance 4.2",), place=9, words=""):
    return Outcome(place, key, title, words, sources)


def said(*steps):
    return " ".join(problem.words for problem in problems(Tree(tuple(steps))))


@st.composite
def drawn(draw):
    """Any questions whose answers lead anywhere: forward, back, to themselves or nowhere."""
    questions = draw(st.integers(1, 7))
    outcomes = draw(st.integers(0, 4))
    keys = [f"q{n}" for n in range(questions)] + [f"o{n}" for n in range(outcomes)]
    anywhere = st.sampled_from([*keys, "nowhere"])
    steps = [q(f"q{n}", *draw(st.lists(anywhere, min_size=2, max_size=3)), place=n) for n in range(questions)]
    return Tree((*steps, *(end(f"o{n}", place=questions + n) for n in range(outcomes))))


@st.composite
def sound(draw):
    """Trees that are right by the way they are grown: each question leads on, and each outcome is led to."""
    questions = draw(st.integers(1, MOST_QUESTIONS))
    steps = []
    for n in range(questions):
        on = f"q{n + 1}" if n + 1 < questions else f"o{n}-last"
        steps.append(q(f"q{n}", *draw(st.permutations([on, f"o{n}"])), place=n))
    ends = [end(f"o{n}", place=50 + n) for n in range(questions)] + [end(f"o{questions - 1}-last", place=99)]
    return Tree((*steps, *draw(st.permutations(ends))))


def every_way(tree):
    """All ways of at most one question more than may be asked, the plain way: by trying."""
    waiting = [[]]
    while waiting:
        numbers = waiting.pop()
        way = walk(tree, numbers)
        if way.taken != numbers:
            yield numbers, "stuck"
        elif isinstance(way.step, Outcome):
            yield numbers, "outcome"
        elif len(numbers) >= MOST_QUESTIONS:
            yield numbers, "too long"
        else:
            waiting += [[*numbers, n] for n in range(1, len(way.step.answers) + 1)]


@given(sound())
def test_a_sound_tree_has_no_problem_and_every_way_ends_at_an_outcome(tree):
    assert problems(tree) == []
    assert {end for _numbers, end in every_way(tree)} == {"outcome"}
    assert tree.longest() == max(len(numbers) for numbers, _end in every_way(tree))


def ends_well(tree):
    """Whether no way from the start comes back or gets lost, found by walking one step at a time."""

    def fine(key, behind):
        step = tree.by_key.get(key)
        if step is None or key in behind:
            return False
        return isinstance(step, Outcome) or all(fine(answer.leads_to, behind | {key}) for answer in step.answers)

    return fine(tree.start.key, frozenset())


@given(drawn())
def test_whatever_is_drawn_passes_only_if_every_way_ends_and_every_step_is_reached(tree):
    seen, waiting = set(), [tree.start.key]
    while waiting:
        key = waiting.pop()
        if key in tree.by_key and key not in seen:
            seen.add(key)
            step = tree.by_key[key]
            waiting += [a.leads_to for a in step.answers] if isinstance(step, Question) else []
    all_reached = seen == set(tree.by_key)
    expected = ends_well(tree) and all_reached and bool(tree.outcomes)
    assert (problems(tree) == []) is expected


@given(drawn())
def test_a_circle_is_named_and_is_one(tree):
    for circle in tree.circles():
        for here, there in zip(circle, [*circle[1:], circle[0]], strict=True):
            assert there.key in [answer.leads_to for answer in here.answers]


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([], "Add a question"),
        ([q("a", "a", "b")], "Add an outcome"),
        ([q("a", "b", "c"), end("b")], "leads to “c”, and no step is called so"),
        ([q("a", "one-end", "one-edn"), end("one-end")], "Did you mean “one-end”?"),
        ([q("a", "", "b"), end("b")], "leads nowhere"),
        ([q("a", "b", "a"), end("b")], "in a circle: “a” → “a”"),
        ([q("a", "b", "z"), q("b", "a", "z"), end("z")], "in a circle: “a” → “b” → “a”"),
        ([q("a", "b", "b2"), end("b"), end("b2"), end("c")], "No answer leads to “c”"),
        ([q("a", "b", "b"), end("b"), end("b")], "Two steps have the short name “b”"),
        ([q("", "b", "b"), end("b")], "Give this step a short name"),
        ([q("a", "b"), end("b")], "at least two answers"),
        ([Question(0, "a", "Form?", (Answer("Yes", "b"), Answer("yes ", "b"))), end("b")], "say the same"),
        ([q("a", "b", "b", text=" "), end("b")], "Write the question"),
        ([q("a", "b", "b"), end("b", sources=())], "rests on: a source"),
        (
            [*(q(f"q{n}", f"q{n + 1}", f"q{n + 1}") for n in range(MOST_QUESTIONS + 1)), end(f"q{MOST_QUESTIONS + 1}")],
            "asks 13 questions",
        ),
    ],
)
def test_each_mistake_is_said_with_what_to_do(steps, words):
    assert words in said(*steps)


@pytest.mark.parametrize(
    "title",
    [
        "The patient is chargeable",
        "Not chargeable",
        "Non-chargeable patient",
        "Exempt",
        "They must pay",
        "Charge the patient at 150%",
        "Do not charge",
        "Entitled to stay: is entitled",
        "Free of charge",
    ],
)
def test_no_outcome_is_a_verdict(title):
    assert "A decision tool never says who pays" in said(q("a", "b", "b"), end("b", title=title))


@pytest.mark.parametrize(
    "title", ["Check whether an exemption applies", "Ask the overseas visitors team before an invoice goes out"]
)
def test_what_to_check_next_is_no_verdict(title):
    assert said(q("a", "b", "b"), end("b", title=title)) == ""


def test_the_words_of_an_outcome_do_not_decide_over_a_person_either():
    words = "<p>So the <b>patient</b> is not chargeable.</p>"
    assert "never says what somebody is or owes" in said(q("a", "b", "b"), end("b", words=words))
    words = "<p>The trust decides whether a charge applies, and records why.</p>"
    assert said(q("a", "b", "b"), end("b", words=words)) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What is their nationality?", "asks for a nationality"),
        ("Is the person a British citizen?", "asks for a nationality"),
        ("Which ethnic group do they belong to?", "origin, looks or belief"),
        ("Were they born abroad?", "origin, looks or belief"),
        ("What is the patient's surname?", "could identify a patient"),
        ("What is the NHS number?", "could identify a patient"),
    ],
)
def test_no_question_asks_who_somebody_is(text, words):
    assert words in said(q("a", "b", "b", text=text), end("b"))


@pytest.mark.parametrize("text", ["Is there a card or a certificate?", "Where does the person live now?"])
def test_what_is_asked_of_everybody_may_be_asked(text):
    assert said(q("a", "b", "b", text=text), end("b")) == ""


@given(drawn(), st.lists(st.integers(-3, 9), max_size=30))
def test_a_walk_never_fails_whatever_numbers_come(tree, numbers):
    way = walk(tree, numbers)
    assert way.taken == numbers[: len(way.taken)]
    assert len(way.passed) <= MOST_QUESTIONS
