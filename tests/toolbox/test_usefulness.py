"""Was it useful, and what is wrong with it: said by readers, read and answered by owners."""

from __future__ import annotations

import pytest
from django.utils import timezone

from portal.notifications.models import Mail
from portal.search.models import SearchEntry
from tests.clients import Client
from tests.factories.toolbox import make_entry, make_toolbox
from tests.factories.users import StaffFactory, UserFactory
from toolbox.actions import rate_entry, report_problem
from toolbox.models import Problem, Usefulness

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def tool(home, owner):
    return make_entry(make_toolbox(home), title="Letter that is answered", owned_by=owner)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_one_person_has_one_opinion_and_can_change_it_and_take_it_back(tool):
    client = signed_in(UserFactory())
    client.post(f"/toolbox/useful/{tool.pk}/", {"useful": "no", "reason": "Too long"})
    client.post(f"/toolbox/useful/{tool.pk}/", {"useful": "yes", "reason": "It works"})
    assert [(one.useful, one.reason) for one in Usefulness.objects.all()] == [(True, "It works")]
    client.post(f"/toolbox/useful/{tool.pk}/take-back/")
    assert not Usefulness.objects.exists()


def test_the_owner_reads_reasons_without_names_and_other_members_do_not(tool, owner):
    reader = UserFactory(first_name="Zelda")
    signed_in(reader).post(f"/toolbox/useful/{tool.pk}/", {"useful": "no", "reason": "Too long for a ward"})
    page = signed_in(owner).get(f"/toolbox/useful/{tool.pk}/reasons/").content.decode()
    assert "Too long for a ward" in page
    assert "Zelda" not in page
    assert signed_in(reader).get(f"/toolbox/useful/{tool.pk}/reasons/").status_code == 404
    assert "0 yes, 1 no" in signed_in(owner).get("/toolbox/feedback/").content.decode()


def test_a_reason_that_names_a_patient_is_refused(tool):
    page = signed_in(UserFactory()).post(
        f"/toolbox/useful/{tool.pk}/", {"useful": "yes", "reason": "It worked for 943 476 5919, NHS number"}
    )
    assert page.status_code == 422
    assert not Usefulness.objects.exists()


def test_what_most_found_useful_stands_higher_in_search_and_only_then(tool):
    def standing() -> int:
        return SearchEntry.objects.get(key=f"page:{tool.pk}").standing

    for _ in range(4):
        rate_entry(actor=UserFactory(), entry=tool, useful=True)
    assert standing() == 0, "four people are too few"
    rate_entry(actor=UserFactory(), entry=tool, useful=False)
    assert standing() == 1, "four in five"
    rate_entry(actor=UserFactory(), entry=tool, useful=False)
    assert standing() == 0


def test_a_problem_goes_to_the_owner_and_its_answer_comes_back(tool, owner):
    reader = UserFactory()
    signed_in(reader).post(f"/toolbox/problems/report/{tool.pk}/", {"words": "The second link is broken."})
    problem = Problem.objects.get()
    assert "The second link is broken." in Mail.objects.get(to=owner.email).text
    assert signed_in(UserFactory()).get(f"/toolbox/problems/{problem.pk}/").status_code == 404
    page = signed_in(owner).post(f"/toolbox/problems/{problem.pk}/", {"answer": "Mended today."}, follow=True)
    assert "Your answer is on its way" in page.content.decode()
    assert "Mended today." in Mail.objects.get(to=reader.email).text
    assert "Mended today." in signed_in(reader).get(f"/toolbox/problems/{problem.pk}/").content.decode()
    again = signed_in(owner).post(f"/toolbox/problems/{problem.pk}/", {"answer": "Twice"})
    assert again.status_code == 403


def test_a_late_answer_is_seen_by_owner_and_staff(tool, owner):
    problem = report_problem(actor=UserFactory(), entry=tool, words="Broken")
    Problem.objects.filter(pk=problem.pk).update(answer_by=timezone.localdate().replace(year=2020))
    for person in (owner, StaffFactory(is_superuser=False)):
        assert "Late" in signed_in(person).get("/toolbox/feedback/").content.decode()
    assert "Broken" not in signed_in(UserFactory()).get("/toolbox/feedback/").content.decode()


def test_somebody_who_reports_too_much_is_stopped_and_keeps_the_words(tool):
    reader = UserFactory()
    for number in range(10):
        report_problem(actor=reader, entry=tool, words=f"Problem {number}")
    page = signed_in(reader).post(f"/toolbox/problems/report/{tool.pk}/", {"words": "The eleventh"})
    assert page.status_code == 422
    assert "The eleventh" in page.content.decode()


def test_a_tool_that_somebody_may_not_see_takes_nothing_from_them(home, owner):
    from tests.factories.networks import make_network

    secret = make_entry(make_network(home, title="Private network", kind="private").page, owned_by=owner)
    client = signed_in(UserFactory())
    for address in (f"/toolbox/useful/{secret.pk}/", f"/toolbox/problems/report/{secret.pk}/"):
        assert client.get(address).status_code == 404


def test_the_owners_page_costs_the_same_however_many_tools(home, owner, tool, django_assert_max_num_queries):
    for number in range(8):
        other = make_entry(tool.get_parent(), title=f"Tool {number}", owned_by=owner)
        rate_entry(actor=UserFactory(), entry=other, useful=True)
        report_problem(actor=UserFactory(), entry=other, words="Broken")
    client = signed_in(owner)
    client.get("/toolbox/feedback/")
    with django_assert_max_num_queries(12):
        client.get("/toolbox/feedback/")
