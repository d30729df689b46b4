"""The week on one side, and four tools for a ward."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from tests.factories.networks import make_network
from tests.factories.toolbox import make_entry, make_toolbox
from toolbox.models import InterviewTool

pytestmark = pytest.mark.django_db

THIS_WEEK, INTERVIEW = "/toolbox/this-week/", "/toolbox/interview/"
WEDNESDAY = datetime(2026, 3, 4, 12, tzinfo=UTC)  # week 10


@pytest.fixture
def toolbox(home):
    return make_toolbox(home)


def test_a_week_shows_what_was_published_in_it_for_its_reader(client, home, toolbox):
    network = make_network(home, kind="private", title="Closed circle")
    with time_machine.travel(datetime(2026, 3, 1, 22, tzinfo=UTC), tick=False):
        make_entry(toolbox, title="Sunday letter")
    with time_machine.travel(WEDNESDAY, tick=False):
        make_entry(toolbox, title="Wednesday letter")
        make_entry(network.page, title="Secret letter")
        page = client.get(THIS_WEEK).content.decode()
    assert "Wednesday letter</a>: new" in page
    assert "Sunday letter" not in page
    assert "Secret letter" not in page
    with time_machine.travel(datetime(2026, 3, 20, 12, tzinfo=UTC), tick=False):
        assert "Wednesday letter" not in client.get(THIS_WEEK).content.decode()
        assert "Wednesday letter" in client.get("/toolbox/this-week/2026-W10/").content.decode()
        assert "Sunday letter" in client.get("/toolbox/this-week/2026-W9/").content.decode()


def test_a_tool_published_again_is_changed_and_not_new(client, toolbox):
    with time_machine.travel(datetime(2026, 2, 4, 12, tzinfo=UTC), tick=False):
        tool = make_entry(toolbox, title="Old letter", edition="2026-02")
    with time_machine.travel(WEDNESDAY, tick=False):
        tool.save_revision().publish()
        assert "Old letter</a>: changed template, edition 2026-02" in client.get(THIS_WEEK).content.decode()


@pytest.mark.parametrize("week", ["2026-W0", "2026-W54", "2025-W53", "9999-W1", "1-W1", "2026-W11", "99999999999-W1"])
def test_a_week_that_is_not_there_or_not_yet_is_not_found(client, week, home):
    with time_machine.travel(WEDNESDAY, tick=False):
        assert client.get(f"/toolbox/this-week/{week}/").status_code == 404


def test_one_side_holds_so_much_and_counts_the_rest(client, toolbox, django_assert_max_num_queries):
    with time_machine.travel(WEDNESDAY, tick=False):
        for number in range(12):
            make_entry(toolbox, title=f"Letter {number}")
        client.get(THIS_WEEK)
        with django_assert_max_num_queries(12):
            page = client.get(THIS_WEEK).content.decode()
    assert page.count(": new ") == 8
    assert "And 4 more" in page


def test_four_tools_stand_on_a_page_without_a_script_and_only_those_for_the_reader(client, home, toolbox):
    network = make_network(home, kind="private", title="Closed circle")
    InterviewTool.objects.create(place=2, entry=make_entry(toolbox, title="Second words"), says="Before you ask")
    InterviewTool.objects.create(place=1, entry=make_entry(toolbox, title="First words"))
    InterviewTool.objects.create(place=3, entry=make_entry(network.page, title="Secret words"))
    page = client.get(INTERVIEW).content.decode()
    assert page.index("First words") < page.index("Second words")
    assert "Before you ask" in page
    assert "Secret words" not in page
    assert "<script" not in page
    assert len(page) < 5000


def test_nothing_chosen_leads_to_the_toolbox(client, home):
    assert "has not chosen" in client.get(INTERVIEW).content.decode()


def test_how_everybody_is_asked_the_same_stands_before_the_tool_itself(client, toolbox):
    tool = make_entry(toolbox, asked_the_same="In one order, at one desk.", body=[("text", "<p>The tool itself.</p>")])
    page = client.get(tool.get_url()).content.decode()
    assert page.index("In one order, at one desk.") < page.index("The tool itself.")
