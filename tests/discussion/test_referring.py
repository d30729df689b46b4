"""Questions that nobody answers go to a specialist, with cover for leave and a fallback that the page names."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from portal.cms.models import Theme
from portal.discussion import actions, moderation
from portal.discussion.models import Comment, Thread
from portal.notifications.models import Mail, Notice
from portal.users.models import Absence, Specialist
from tests.factories.discussion import say
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
EVERY_DAY = [0, 1, 2, 3, 4]
FRIDAY = datetime(2026, 4, 3, 10, tzinfo=LONDON)  # Good Friday
WEDNESDAY = datetime(2026, 4, 8, 0, 1, tzinfo=LONDON)


@pytest.fixture
def network(home):
    return make_network(home, kind="private", title="A network")


@pytest.fixture
def theme():
    return Theme.objects.first()


@pytest.fixture
def asker(network):
    return member_of(network)


def member_of(network, **fields):
    user = UserFactory(**fields)
    make_member(network, user)
    return user


def specialist_in(network, theme, days=EVERY_DAY, **fields):
    user = member_of(network)
    Specialist.objects.create(person=user, theme=theme, days=days, **fields)
    return user


def ask(network, asker, title="How do you ask everybody?", **given) -> Thread:
    return actions.start_thread(page=network.page, user=asker, kind="question", title=title, body="Words.", **given)


def asked_on(thread, moment) -> Thread:
    """As if the question were two working days old at this moment."""
    Thread.objects.filter(pk=thread.pk).update(refer_at=moment)
    return thread


def due(thread, now=WEDNESDAY) -> Thread:
    asked_on(thread, now)
    actions.refer_due(now=now)
    thread.refresh_from_db()
    return thread


def test_the_clock_counts_working_days_and_skips_bank_holidays(network, asker):
    with time_machine.travel(FRIDAY, tick=False):
        thread = ask(network, asker)
    assert thread_of(thread).refer_at == datetime(2026, 4, 9, tzinfo=LONDON)  # Good Friday, Easter Monday


def thread_of(thread) -> Thread:
    return Thread.objects.get(pk=thread.pk)


def test_a_question_that_is_due_goes_to_the_specialist_of_its_theme(network, asker, theme):
    other = Theme.objects.exclude(pk=theme.pk).first()
    specialist_in(network, other)
    right = specialist_in(network, theme)
    thread = due(ask(network, asker, theme=theme))
    assert thread.specialist == right
    assert thread.answer_by == datetime(2026, 4, 10, 0, 1, tzinfo=LONDON)
    mail = Mail.objects.get(kind="discussion/referred")
    assert mail.to == right.email and thread.title not in mail.subject
    assert Notice.objects.get(happening__kind="discussion/referred").person == asker


def test_the_command_that_runs_each_minute_asks_each_specialist_once(network, asker, theme):
    specialist_in(network, theme)
    thread = ask(network, asker)
    call_command("tick")
    assert thread_of(thread).referred_at is None, "the two days are not over"
    asked_on(thread, timezone.now() - timedelta(minutes=1))
    for _ in range(3):
        call_command("tick")
    assert thread_of(thread).referred_at is not None
    assert Mail.objects.filter(kind="discussion/referred").count() == 1
    assert Notice.objects.filter(happening__kind="discussion/referred").count() == 1


@pytest.mark.parametrize("why", ["answered", "closed", "merged", "discussion", "held"])
def test_what_wants_no_answer_goes_to_nobody(network, asker, theme, why):
    specialist_in(network, theme)
    thread = ask(network, asker)
    if why == "answered":
        say(network.page, "Like this.", user=member_of(network), thread=thread)
    elif why == "held":
        Comment.objects.update(state=Comment.State.HELD)
    else:
        changes = {"closed": {"closed_at": WEDNESDAY}, "discussion": {"kind": "discussion"}}
        Thread.objects.update(**changes.get(why, {"merged_into": ask(network, asker, "Another")}))
    Thread.objects.filter(pk=thread.pk).update(refer_at=WEDNESDAY)
    actions.refer_due(now=WEDNESDAY)
    assert thread_of(thread).referred_at is None


def test_somebody_on_leave_is_covered(network, asker, theme):
    away, cover = specialist_in(network, theme), member_of(network)
    Absence.objects.create(person=away, first_day=date(2026, 4, 6), last_day=date(2026, 4, 17), cover=cover)
    assert due(ask(network, asker, theme=theme)).specialist == cover


def test_a_question_moves_on_when_its_specialist_goes_on_leave(network, asker, theme):
    first = specialist_in(network, theme)
    thread = due(ask(network, asker, theme=theme))
    assert thread.specialist == first
    cover = member_of(network)
    Absence.objects.create(person=first, first_day=date(2026, 4, 9), last_day=date(2026, 4, 9), cover=cover)
    thursday = WEDNESDAY + timedelta(days=1)
    for _ in range(2):
        actions.refer_due(now=thursday)
    thread.refresh_from_db()
    assert thread.specialist == cover
    assert Mail.objects.filter(kind="discussion/referred").count() == 2


def test_who_works_later_in_the_promised_time_is_asked_too(network, asker, theme):
    friday = specialist_in(network, theme, days=[4])
    assert due(ask(network, asker, theme=theme)).specialist == friday


def test_the_specialist_with_the_fewest_questions_is_asked(network, asker, theme):
    one, other = specialist_in(network, theme), specialist_in(network, theme)
    taken = [due(ask(network, asker, f"Question {n}?", theme=theme)).specialist for n in range(4)]
    assert taken == [one, other, one, other]


def test_nobody_is_asked_more_than_they_take_at_a_time(network, asker, theme):
    one = specialist_in(network, theme, most=1)
    assert due(ask(network, asker, "First?", theme=theme)).specialist == one
    assert due(ask(network, asker, "Second?", theme=theme)).specialist is None


def test_a_specialist_who_may_not_read_the_network_is_not_asked_and_the_page_names_the_fallback(
    client, network, asker, theme
):
    Specialist.objects.create(person=UserFactory(), theme=theme, days=EVERY_DAY)
    convenor, staff = UserFactory(), StaffFactory()
    make_convenor(network, convenor)
    thread = due(ask(network, asker, theme=theme))
    assert thread.specialist is None
    assert [mail.to for mail in Mail.objects.filter(kind="discussion/referred")] == [convenor.email]
    client.force_login(asker)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "No specialist was free" in page and "those who look after this network" in page
    make_member(network, staff)
    assert "We asked the programme" in client.get(thread.get_absolute_url()).content.decode()


def test_the_page_says_who_was_asked_and_by_when_an_answer_is_promised(client, network, asker, theme):
    specialist = specialist_in(network, theme)
    thread = ask(network, asker, theme=theme)
    client.force_login(asker)
    assert "we ask a specialist" in client.get(thread.get_absolute_url()).content.decode()
    due(thread)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert f"We asked {specialist}" in page
    assert "Answer promised by 10 April 2026" in page


def test_what_a_specialist_misses_goes_to_the_fallback_once(client, network, asker, theme):
    specialist_in(network, theme)
    convenor = UserFactory()
    make_convenor(network, convenor)
    thread = due(ask(network, asker, theme=theme))
    late = thread.answer_by + timedelta(hours=1)
    for _ in range(2):
        actions.refer_due(now=late)
    mails = Mail.objects.filter(kind="discussion/escalated")
    assert [mail.to for mail in mails] == [convenor.email]
    client.force_login(asker)
    assert "Their time is over" in client.get(thread.get_absolute_url()).content.decode()


def test_an_answer_stops_the_clock_and_its_removal_starts_it_anew(network, asker, theme):
    specialist_in(network, theme)
    thread = due(ask(network, asker, theme=theme))
    answer = say(network.page, "Like this.", user=member_of(network), thread=thread)
    assert thread_of(thread).status == Thread.Status.ANSWERED
    moderation.remove(comment=answer, by=answer.author, reason="")
    thread = thread_of(thread)
    assert thread.status == Thread.Status.OPEN
    assert thread.referred_at is None and thread.refer_at > timezone.now()


def test_those_who_answer_find_what_waits_with_its_target(client, home, network, asker, theme):
    specialist, convenor = specialist_in(network, theme), UserFactory()
    make_convenor(network, convenor)
    other = make_network(home, kind="private", title="Elsewhere")
    ask(other, member_of(other), "Not yours?")
    thread = due(ask(network, asker, theme=theme))
    client.force_login(asker)
    assert client.get("/discussion/unanswered/").status_code == 403
    for person in (specialist, convenor):
        client.force_login(person)
        page = client.get("/discussion/unanswered/").content.decode()
        assert thread.title in page and "10 April 2026" in page
        assert "Not yours?" not in page
    client.force_login(specialist)
    assert "With you" in client.get("/discussion/unanswered/").content.decode()


@pytest.mark.parametrize("number", [3, 25])
def test_the_list_of_what_waits_costs_the_same_for_few_and_many(
    client, network, asker, theme, number, django_assert_max_num_queries
):
    convenor = UserFactory()
    make_convenor(network, convenor)
    for n in range(number):
        thread = Thread.objects.create(page=network.page, kind="question", title=f"Q{n}", audience=network.talkers)
        Thread.objects.filter(pk=thread.pk).update(theme=theme, refer_at=WEDNESDAY, created_by=asker)
        Comment.objects.create(thread=thread, author=asker, body="x")
    client.force_login(convenor)
    client.get("/discussion/unanswered/")
    with django_assert_max_num_queries(25) as spent:
        client.get("/discussion/unanswered/")
    SPENT.setdefault("list", len(spent))
    assert len(spent) == SPENT["list"]


SPENT: dict[str, int] = {}
