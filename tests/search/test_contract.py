"""What every engine does, in the same words: SQLite FTS5, PostgreSQL and Elasticsearch run this very suite."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.search.actions import drop, put
from portal.search.finding import Query, search, suggest
from portal.search.models import Synonym
from tests.factories.search import findable, make_findable

pytestmark = [pytest.mark.django_db, pytest.mark.engines]

HOSTILE = [
    "\x00",
    "interview\x00script",
    "'; DROP TABLE search_searchentry; --",
    '"',
    '"interview',
    "interview AND",
    "OR",
    "NOT NOT",
    "NEAR(interview script, 2)",
    "title:interview",
    "{title} : interview",
    "inter*",
    "*",
    "^interview",
    "(((",
    ")",
    "a & b | !c <-> d",
    "%s %(x)s %%",
    "\\",
    "interview~2 AND /[a-z]+/",
    "👩‍⚕️ 🏥",
    "ﷺ İstanbul ß ﬁ ²",
    "\u202e\u200b\ufeff",
    "x" * 10_000,
    "interview " * 1_000,
    " ".join(f"w{n}" for n in range(2_000)),
    "診療 费用",
    "-",
    "",
    "   ",
]


# Ranking


def test_the_exact_title_comes_before_the_phrase_before_all_words_before_any_word(finder):
    make_findable("Script of a ward interview", summary="Some words")
    make_findable("Only an interview here")
    make_findable("Interview script for reception")
    make_findable("Interview script")
    assert finder.titles("interview script") == [
        "Interview script",
        "Interview script for reception",
        "Script of a ward interview",
        "Only an interview here",
    ]


def test_the_title_counts_more_than_the_summary_and_the_summary_more_than_the_body(finder):
    long = "something else entirely about overseas visitors and their care " * 3
    make_findable("Third", summary=long, body=f"{long} tariff {long}")
    make_findable("Second", summary=f"The tariff {long}", body=long)
    make_findable("Tariff first", summary=long, body=long)
    assert finder.titles("tariff") == ["Tariff first", "Second", "Third"]


def test_a_word_with_a_slip_still_finds_and_offers_the_right_word(finder):
    make_findable("First-contact interview script")
    make_findable("Debt recovery letters")
    results = finder.search("interveiw")
    assert [hit.entry.title for hit in results.hits] == ["First-contact interview script"]
    assert results.did_you_mean == "interview"


def test_what_has_the_meant_word_too_comes_before_what_has_only_the_other(finder):
    make_findable("A script for the switchboard")
    make_findable("Questions to ask: interview script")
    results = finder.search("interveiw script")
    assert results.hits[0].entry.title == "Questions to ask: interview script"
    assert results.did_you_mean == "interview script"


def test_a_word_that_is_there_is_never_corrected(finder):
    make_findable("Invoice to the patient")
    make_findable("Invoices of the patients")
    assert finder.search("invoice").did_you_mean == ""


def test_among_equals_the_fresh_come_first_and_the_stale_last(finder):
    now = timezone.now()
    make_findable("Ward poster A", fresh_at=now - timedelta(days=900))
    make_findable("Ward poster B", fresh_at=now)
    make_findable("Ward poster C", fresh_at=now, standing=-1)
    make_findable("Ward poster D", fresh_at=now, standing=1)
    assert finder.titles("ward poster") == [f"Ward poster {letter}" for letter in "DBAC"]


def test_endorsement_never_beats_a_better_match(finder):
    make_findable("Interview script")
    make_findable("Some other script", body="an interview", standing=1)
    assert finder.titles("interview script")[0] == "Interview script"


def test_word_forms_and_accents_do_not_matter(finder):
    make_findable("Café invoicing for visitors")
    for text in ("cafe", "CAFÉ", "invoices", "invoiced", "visitor"):
        assert finder.titles(text) == ["Café invoicing for visitors"], text


def test_a_hyphen_and_an_apostrophe_divide_and_join_words_the_same_way_everywhere(finder):
    make_findable("First-contact interviews")
    make_findable("The patient's own card")
    assert finder.titles("first contact")[0] == "First-contact interviews"
    assert finder.titles("patients")[0] == "The patient's own card"


# Synonyms


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("recoveries", "How to recoup the cost"),
        ("OVM duties", "Duties of the overseas visitor manager"),
        ("overseas visitor manager checklist", "OVM checklist"),
        ("FD briefing", "Briefing a finance director"),
    ],
)
def test_words_of_the_field_that_mean_the_same_find_each_other(finder, text, title):
    make_findable(title)
    make_findable("Something else")
    assert finder.titles(text)[0] == title


def test_a_synonym_counts_from_the_moment_staff_write_it(finder):
    make_findable("Kiosk at the door")
    assert finder.titles("booth") == []
    Synonym.objects.create(words="booth, kiosk")
    assert finder.titles("booth") == ["Kiosk at the door"]


def test_a_synonym_counts_as_all_words(finder):
    make_findable("OVM interview script")
    make_findable("Overseas visitor manager interview script and more")
    make_findable("A script for the interview")
    results = finder.search("ovm interview script")
    assert [hit.entry.title for hit in results.hits][:2] == [
        "OVM interview script",
        "Overseas visitor manager interview script and more",
    ]
    assert ("ovm", "overseas visitor manager") in results.also


# Who may find what


@pytest.fixture
def secret():
    make_findable(
        "Zanzibar settlement",
        audience=["members:7"],
        summary="A confidential zanzibar matter",
        facets={"region": ["Secret region"]},
        kind="question",
    )
    make_findable("Public matter", summary="Everybody reads this", facets={"region": ["London"]})


def test_what_one_may_not_see_is_not_in_results_counts_suggestions_or_corrections(finder, secret):
    for text in ("zanzibar", "matter", "zanzibr", ""):
        results = finder.search(text)
        assert "Zanzibar settlement" not in [hit.entry.title for hit in results.hits]
        assert all("zanz" not in hit.summary.lower() for hit in results.hits)
        assert "zanzibar" not in results.did_you_mean
        assert "question" not in [choice.value for choice in results.kinds]
        assert "secret-region" not in str(results.facets)
    assert finder.search("matter").total == 1
    assert finder.suggest("zanz") == []


def test_whoever_may_see_it_finds_it_everywhere(finder, secret):
    mine = ("public", "members:7")
    assert finder.titles("zanzibar", mine) == ["Zanzibar settlement"]
    assert finder.search("zanzibr", mine).did_you_mean == "zanzibar"
    assert finder.suggest("zanz", mine) == ["Zanzibar settlement"]
    assert finder.counts("region", "matter", mine) == {"london": 1, "secret-region": 1}


def test_nobody_without_a_token_finds_anything(finder, secret):
    assert finder.titles("matter", ()) == []


def test_of_several_audiences_one_finds_the_richest_once(finder):
    inside = findable("London network", part="inside", audience=["members:7"], body="the wombat decision")
    teaser = findable("London network", part="teaser", body="ask to join")
    put(key="network:7", entries=[inside, teaser])
    assert len(finder.search("london", ("public", "members:7")).hits) == 1
    assert finder.search("london", ("public", "members:7")).total == 1
    assert finder.titles("wombat", ("public", "members:7")) == ["London network"]
    assert finder.titles("wombat") == []
    assert finder.search("london").hits[0].entry.part == "teaser"


def test_a_new_audience_counts_at_once(finder):
    key = make_findable("Moving thing")
    assert finder.titles("moving") == ["Moving thing"]
    put(key=key, entries=[findable("Moving thing", audience=["staff"])])
    assert finder.titles("moving") == []
    assert finder.titles("moving", ("staff",)) == ["Moving thing"]


def test_what_was_dropped_is_found_by_nobody(finder):
    key = make_findable("Short lived")
    assert finder.titles("short") == ["Short lived"]
    drop(key=key)
    results = finder.search("short")
    assert (results.hits, results.total, results.kinds) == ([], 0, [])
    assert finder.suggest("shor") == []


def test_what_was_dropped_and_put_again_is_found(finder):
    key = make_findable("Short lived")
    finder.titles("short")
    drop(key=key)
    finder.settle()
    put(key=key, entries=[findable("Short lived again")])
    assert finder.titles("short") == ["Short lived again"]


# Facets


@pytest.fixture
def tools():
    for number in range(6):
        make_findable(
            f"Tool {number}",
            kind="tool" if number < 4 else "question",
            facets={
                "type": [("template", "Template") if number % 2 else "Case study"],
                "theme": [f"Theme {number % 3}"],
            },
            topics=["charging"],
        )


def test_counts_ignore_the_choice_of_their_own_facet_and_obey_the_others(finder, tools):
    assert finder.counts("type") == {"template": 3, "case-study": 3}
    chosen = {"type": ["template"]}
    assert finder.counts("type", filters=chosen) == {"template": 3, "case-study": 3}
    assert finder.counts("theme", filters=chosen) == {"theme-0": 1, "theme-1": 1, "theme-2": 1}
    both = {"type": ["template"], "theme": ["theme-0"]}
    assert finder.counts("type", filters=both) == {"template": 1, "case-study": 1}
    assert finder.counts("theme", filters=both) == {"theme-0": 1, "theme-1": 1, "theme-2": 1}
    assert finder.search(filters=both).total == 1


def test_values_of_one_facet_add_up(finder, tools):
    assert finder.search(filters={"theme": ["theme-0", "theme-1"]}).total == 4


def test_counts_by_kind_ignore_the_chosen_kind(finder, tools):
    assert finder.counts("kind", filters={"kind": ["tool"]}) == {"tool": 4, "question": 2}
    assert finder.search(filters={"kind": ["tool"]}).total == 4


def test_a_room_searches_its_own_kinds_only(finder, tools):
    assert finder.search(kinds=["tool"]).total == 4
    assert finder.counts("kind", kinds=["tool"]) == {"tool": 4}


def test_labels_are_the_words_people_read(finder, tools):
    labels = {choice.label for facet in finder.search().facets for choice in facet.choices}
    assert {"Template", "Case study", "Theme 1"} <= labels


def test_topics_are_searched(finder, tools):
    assert finder.search("charging").total == 6


# Order and pages


def test_without_words_the_newest_come_first(finder):
    now = timezone.now()
    make_findable("Old", fresh_at=now - timedelta(days=3))
    make_findable("New", fresh_at=now)
    assert finder.titles() == ["New", "Old"]
    assert finder.titles(sort="title") == ["New", "Old"]


def test_sorting_by_title_and_by_date_keeps_the_same_hits(finder):
    now = timezone.now()
    make_findable("Banana charge", fresh_at=now)
    make_findable("apple charge", fresh_at=now - timedelta(days=1))
    assert finder.titles("charge", sort="title") == ["apple charge", "Banana charge"]
    assert finder.titles("charge", sort="newest") == ["Banana charge", "apple charge"]


def test_pages_do_not_overlap_and_miss_nothing(finder):
    for number in range(25):
        make_findable(f"Paged {number:02d}")
    first = finder.search("paged", per_page=10)
    titles = [finder.titles("paged", per_page=10, page=page) for page in (1, 2, 3, 4)]
    assert (first.total, first.pages) == (25, 3)
    assert [len(page) for page in titles] == [10, 10, 5, 0]
    assert len({title for page in titles for title in page}) == 25


# Marks and suggestions


def test_matches_are_marked_and_markup_is_made_harmless(finder):
    make_findable("Interview <script>alert(1)</script>", summary="The interviewing & more")
    hit = finder.search("interview").hits[0]
    assert hit.title == "<mark>Interview</mark> &lt;script&gt;alert(1)&lt;/script&gt;"
    assert hit.summary == "The <mark>interviewing</mark> &amp; more"


def test_a_synonym_is_marked_as_a_phrase(finder):
    make_findable("Duties", summary="What an overseas visitor manager does")
    assert "<mark>overseas visitor manager</mark>" in finder.search("OVM").hits[0].summary


def test_a_match_in_the_body_shows_the_words_around_it(finder):
    make_findable(
        "Guidance", summary="About charging", body=f"{'filler ' * 300}the recoveries team meets {'more ' * 300}"
    )
    summary = finder.search("recovery team").hits[0].summary
    assert "<mark>recoveries</mark>" in summary
    assert len(summary) < 400


def test_suggestions_begin_as_typed_in_any_order_of_words(finder):
    make_findable("First-contact interview script")
    make_findable("Interpreter poster")
    assert set(finder.suggest("inter")) == {"First-contact interview script", "Interpreter poster"}
    assert finder.suggest("scr interv") == ["First-contact interview script"]
    assert finder.suggest("x") == []


# Any bytes


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_gets_an_answer(finder, text):
    make_findable("Interview script")
    finder.search(text)
    finder.suggest(text)


def test_any_text_at_all_gets_an_answer(finder):
    make_findable("Interview script")
    finder.settle()

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.text(max_size=60),
        st.dictionaries(st.sampled_from(["type", "kind", "nonsense"]), st.lists(st.text(max_size=9))),
    )
    def asked(text: str, filters: dict[str, list[str]]) -> None:
        results = search(Query(text=text, tokens=["public"], filters=filters))
        assert (results.engine, results.degraded) == (finder.name, False)
        suggest(text, ["public"])

    asked()


@pytest.mark.parametrize("title", ["\x00", "👩‍⚕️", "'':1A \\ '", "x" * 10_000, "ﷺ" * 300, "診療"])
def test_any_text_can_be_put_and_found_by_browsing(finder, title):
    make_findable(title or "-", body=title, summary=title, topics=[title], facets={"theme": [title]})
    assert finder.search().total == 1
    finder.search(title)
