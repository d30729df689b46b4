"""A trust says how far it has come; where it is furthest from done something is suggested, and a person decides."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import LogEntry
from portal.cms.models import Theme
from portal.notifications.models import Mail
from portal.programme import actions
from portal.programme.assessing import scores_of
from portal.programme.models import Answer, Assessment, Level, Questionnaire, Suggestion
from portal.users.models import Specialist, User
from tests.factories.events import make_event, publish
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import seat
from tests.factories.toolbox import make_entry
from tests.factories.users import StaffFactory, UserFactory
from toolbox.models import Adoption

pytestmark = pytest.mark.django_db


def officer_of(trust) -> User:
    return seat(UserFactory(trust=trust), trust, vouched=True).person


@pytest.fixture
def trust():
    return OrganisationFactory(kind="trust", trust_type="acute")


@pytest.fixture
def officer(trust):
    return officer_of(trust)


@pytest.fixture
def theme():
    return Theme.objects.get(slug="debt-recovery")


def answered(trust, officer, level: int | None = 3, **others: int | None) -> Assessment:
    """An open assessment with every question answered alike, but for the themes named."""
    one = actions.begin_assessment(actor=officer, trust=trust)
    given = {
        question: (others.get(question.theme.slug.replace("-", "_"), level), "")
        for question in one.questionnaire.questions.select_related("theme")
    }
    actions.keep_answers(actor=officer, assessment=one, answers=given)
    return one


def finished(trust, officer, level: int | None = 3, **others: int | None) -> Assessment:
    return actions.finish_assessment(actor=officer, assessment=answered(trust, officer, level, **others))


def address(name: str, assessment: Assessment, *more: object) -> str:
    return reverse(f"programme:{name}", args=[assessment.organisation.code, assessment.pk, *more])


def test_an_officer_answers_theme_by_theme_leaves_and_comes_back(client: Client, trust, officer) -> None:
    client.force_login(officer)
    page = client.post(reverse("programme:begin_assessment", args=[trust.code]), follow=True)
    assert "20 questions left" in page.content.decode()
    one = Assessment.objects.get()
    questions = list(one.questionnaire.questions.filter(theme__slug="debt-recovery"))
    given = {f"q{question.pk}": "2" for question in questions}
    half = client.post(
        address("answer", one, "debt-recovery"), {f"q{questions[0].pk}": "2", f"note{questions[0].pk}": "From May"}
    )
    assert half.status_code == 422
    assert "From May" in half.content.decode() and not Answer.objects.exists()
    assert client.post(address("answer", one, "debt-recovery"), given).status_code == 302
    page = client.get(one.get_absolute_url()).content.decode()
    assert "18 questions left" in page and "Completed" in page
    assert 'value="2" checked' in client.get(address("answer", one, "debt-recovery")).content.decode()
    client.post(address("finish_assessment", one))
    one.refresh_from_db()
    assert not one.is_finished


def test_two_presses_begin_one_assessment(trust, officer) -> None:
    assert actions.begin_assessment(actor=officer, trust=trust) == actions.begin_assessment(actor=officer, trust=trust)


def test_a_score_is_the_sum_of_levels_over_what_it_could_be(trust, officer) -> None:
    one = answered(trust, officer, debt_recovery=1, informatics_and_data=None)
    first = one.answers.filter(question__theme__slug="debt-recovery").first()
    first.level = Level.ALWAYS
    first.save()
    by_theme = {score.theme.slug: score for score in scores_of(one)}
    assert by_theme["debt-recovery"].share == Fraction(4, 6)
    assert by_theme["debt-recovery"].percent == "67%"
    assert by_theme["informatics-and-data"].percent == "Does not apply"
    assert by_theme["governance-and-reporting"].share == 1


def test_it_is_compared_with_the_last_time_only_where_it_was_asked_alike(client, trust, officer) -> None:
    finished(trust, officer, 1)
    new = Questionnaire.objects.create(name="Version 2", in_use_from=timezone.localdate())
    for question in Questionnaire.objects.exclude(pk=new.pk).get().questions.all():
        text = "Asked anew?" if question.theme.slug == "debt-recovery" else question.text
        new.questions.create(theme=question.theme, text=text, sort_order=question.sort_order)
    new.save()
    later = finished(trust, officer, 2)
    assert later.questionnaire == new
    client.force_login(officer)
    page = client.get(later.get_absolute_url()).content.decode()
    assert page.count("34 points more than the last time") == 9
    assert page.count("The questions have changed") == 1


def test_what_may_help_is_suggested_for_the_weakest_themes_and_nothing_the_trust_uses(
    home, trust, officer, theme
) -> None:
    make_entry(home, title="Ring within thirty days", themes=[theme.slug])
    used = make_entry(home, title="Reminder letters", themes=[theme.slug])
    Adoption.objects.create(entry=used, organisation=trust, status="using", since=date(2026, 1, 1))
    other = OrganisationFactory(kind="trust", trust_type="acute")
    Adoption.objects.create(
        entry=used, organisation=other, status="using", since=date(2026, 1, 1), contact=officer_of(other)
    )
    specialist = Specialist.objects.create(person=StaffFactory(), theme=theme, days=[0, 1, 2, 3, 4])
    publish(make_event(home, title="Debt in winter"), themes=[theme])
    one = finished(trust, officer, debt_recovery=0)
    found = {row.kind: row for row in one.suggestions.all()}
    assert found["tool"].entry.title == "Ring within thirty days"
    assert found["peer"].peer == other
    assert found["specialist"].specialist == specialist.person
    assert found["meeting"].meeting.title == "Debt in winter"
    assert one.suggestions.count() == 4


def test_nobody_is_suggested_who_has_no_time_or_asks_themselves(trust, officer, theme) -> None:
    Specialist.objects.create(person=StaffFactory(), theme=theme, days=[0, 1, 2, 3, 4], most=0)
    assert not finished(trust, officer, debt_recovery=0).suggestions.exists()


def test_a_person_takes_or_leaves_it_and_the_specialist_hears_once(client, trust, officer, theme) -> None:
    specialist = Specialist.objects.create(person=StaffFactory(), theme=theme, days=[0, 1, 2, 3, 4])
    one = finished(trust, officer, debt_recovery=0)
    offer = one.suggestions.get()
    assert not Mail.objects.exists()
    client.force_login(officer)
    decide = reverse("programme:decide_suggestion", args=[trust.code, offer.pk])
    for taken in ("no", "yes", "yes"):
        client.post(decide, {"taken": taken})
    mail = Mail.objects.get()
    assert mail.to == specialist.person.email and str(trust) in mail.subject
    client.post(reverse("programme:suggestion_helped", args=[trust.code, offer.pk]), {"helped": "yes"})
    page = client.get(one.get_absolute_url()).content.decode()
    assert "Taken by" in page and "It helped." in page
    offer.refresh_from_db()
    assert offer.helped is True and offer.decided_by == officer


def test_a_peer_who_no_longer_agrees_is_not_shown(client, home, trust, officer, theme) -> None:
    tool = make_entry(home, title="Letters", themes=[theme.slug])
    other = OrganisationFactory(kind="trust", name="Ashcombe Trust")
    agreed = Adoption.objects.create(
        entry=tool, organisation=other, status="using", since=date(2026, 1, 1), contact=officer_of(other)
    )
    one = finished(trust, officer, debt_recovery=0)
    client.force_login(officer)
    assert "Ashcombe Trust" in client.get(one.get_absolute_url()).content.decode()
    agreed.contact = None
    agreed.save()
    assert "Ashcombe Trust" not in client.get(one.get_absolute_url()).content.decode()


def test_another_trust_sees_nothing_and_staff_are_logged(client, trust, officer) -> None:
    one = finished(trust, officer)
    client.force_login(officer_of(OrganisationFactory(kind="trust")))
    assert client.get(one.get_absolute_url()).status_code == 404
    client.force_login(UserFactory())
    assert client.get(one.get_absolute_url()).status_code == 404
    staff = StaffFactory(is_superuser=False)
    client.force_login(staff)
    assert client.get(one.get_absolute_url()).status_code == 200
    assert LogEntry.objects.filter(action="audit/viewed", actor=staff, data__what="assessment").count() == 1


def test_a_finished_assessment_stays_as_it_is(client, trust, officer) -> None:
    one = finished(trust, officer)
    with pytest.raises(actions.AlreadyFinishedError):
        actions.keep_answers(actor=officer, assessment=one, answers={})
    client.force_login(officer)
    assert client.post(address("drop_assessment", one)).status_code == 403
    assert Assessment.objects.count() == 1


def test_an_open_one_is_given_up_only_after_a_question(client, trust, officer) -> None:
    one = answered(trust, officer)
    client.force_login(officer)
    assert "are lost" in client.get(address("drop_assessment", one)).content.decode()
    assert Assessment.objects.exists()
    client.post(address("drop_assessment", one))
    assert not Assessment.objects.exists()


def test_a_version_that_was_answered_is_copied_and_not_edited(client, trust, officer) -> None:
    version = answered(trust, officer).questionnaire
    client.force_login(StaffFactory())
    page = client.get(reverse("wagtailsnippets_programme_questionnaire:copy", args=[version.pk]))
    assert page.status_code == 200
    assert page.content.decode().count("Is an invoice raised within ten working days") == 1
    with pytest.raises(Exception, match="Copy it"):
        version.full_clean()


def test_the_results_take_as_many_queries_with_many_suggestions(
    client, trust, officer, theme, django_assert_max_num_queries
) -> None:
    one = finished(trust, officer, debt_recovery=0)
    for _ in range(12):
        Suggestion.objects.create(assessment=one, theme=theme, kind="specialist", specialist=StaffFactory())
    client.force_login(officer)
    client.get(one.get_absolute_url())
    with django_assert_max_num_queries(16):
        client.get(one.get_absolute_url())
