"""A support package says why, plans and finishes what is to happen, and answers a trust that doubts it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import LogEntry
from portal.cms.models import Theme
from portal.notifications.models import Mail
from portal.organisations.models import Organisation
from portal.programme import actions
from portal.programme.models import Challenge, PackageFile, PackageItem, SupportPackage
from portal.programme.peers import labels
from portal.programme.support import load_of_specialists
from portal.users.models import Role, Specialist
from tests.factories.organisations import OrganisationFactory
from tests.factories.support import make_officer, make_package, make_supporter
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust() -> Organisation:
    return OrganisationFactory(kind="trust")


@pytest.fixture
def package(trust) -> SupportPackage:
    return make_package(trust)


@pytest.fixture
def manager():
    return make_supporter(first_name="Mana", last_name="Ger")


@pytest.fixture
def theme() -> Theme:
    return Theme.objects.get(slug="debt-recovery")


def address(name: str, package: SupportPackage, *more: object) -> str:
    return reverse(f"programme:{name}", args=[package.organisation.code, *more])


def day(name: str, when) -> dict[str, str]:
    return {f"{name}_day": str(when.day), f"{name}_month": str(when.month), f"{name}_year": str(when.year)}


def test_the_trust_reads_why_it_was_chosen_its_figure_and_what_that_does_not_mean(client: Client, package) -> None:
    client.force_login(make_officer(package.organisation))
    page = client.get(package.get_absolute_url()).content.decode()
    first = page.index("Why this trust")
    assert (
        first < page.index("£800,000") < page.index("What being chosen does not mean") < page.index("What is planned")
    )
    assert "urgent" in page, "the safeguards stand on it"


def test_a_cohort_is_opened_once_however_often_it_is_pressed(client, package) -> None:
    client.force_login(make_supporter())
    cohort = package.place.cohort
    for _ in range(2):
        client.post(reverse("programme:open_packages", args=[cohort.pk]))
    assert SupportPackage.objects.count() == 1


def test_a_project_manager_plans_a_visit_and_says_what_came_of_it(client, package, manager) -> None:
    client.force_login(manager)
    when = timezone.localdate() + timedelta(days=8)
    given = {"kind": "visit", "title": "First visit", "owner": str(manager.pk), **day("due", when)}
    assert client.post(address("plan_item", package), {**given, "title": ""}).status_code == 422
    client.post(address("plan_item", package), given)
    visit = PackageItem.objects.get()
    assert client.post(address("finish_item", package, visit.pk), {"outcome": ""}).status_code == 422
    client.post(address("finish_item", package, visit.pk), {"outcome": "Agreed: a weekly hour."})
    client.force_login(make_officer(package.organisation))
    page = client.get(package.get_absolute_url()).content.decode()
    assert "First visit: Agreed: a weekly hour." in page
    assert page.index("What happened") < page.index("Agreed: a weekly hour.")


def test_a_specialist_takes_work_of_the_own_theme_and_the_second_hears_it_is_gone(
    client, package, manager, theme
) -> None:
    item = actions.add_item(
        actor=manager, package=package, kind="action", title="Call plan", due=timezone.localdate(), theme=theme
    )
    one, two = StaffFactory(is_superuser=False), StaffFactory(is_superuser=False)
    for person in (one, two):
        Specialist.objects.create(person=person, theme=theme, days=[0, 1, 2, 3, 4])
    client.force_login(StaffFactory(is_superuser=False))
    assert client.post(address("take_item", package, item.pk)).status_code == 403
    client.force_login(one)
    assert "Take it" in client.get(package.get_absolute_url()).content.decode()
    client.post(address("take_item", package, item.pk))
    client.force_login(two)
    said = client.post(address("take_item", package, item.pk), follow=True).content.decode()
    assert "before you" in said
    item.refresh_from_db()
    assert item.owner == one
    load = {row.person: (row.open, row.themes) for row in load_of_specialists()}
    assert load[one] == (1, theme.name) and load[two] == (0, theme.name)


def test_without_an_owner_or_a_theme_nobody_would_find_it(client, package, manager) -> None:
    client.force_login(manager)
    given = {"kind": "action", "title": "Lost", **day("due", timezone.localdate())}
    page = client.post(address("plan_item", package), given)
    assert page.status_code == 422 and "so that its specialists find it" in page.content.decode()


def test_whoever_gets_work_hears_of_it(package, manager) -> None:
    officer = make_officer(package.organisation)
    today = timezone.localdate()
    item = actions.add_item(actor=manager, package=package, kind="action", title="Rota", due=today, owner=officer)
    assert Mail.objects.get().to == officer.email
    actions.change_item(actor=manager, item=item, title="New rota")
    assert Mail.objects.count() == 1
    with pytest.raises(PermissionDenied):
        actions.finish_item(actor=UserFactory(), item=item, outcome="Done.")
    actions.finish_item(actor=officer, item=item, outcome="Done.")
    with pytest.raises(actions.AlreadyDoneError):
        actions.finish_item(actor=manager, item=item, outcome="Done again.")


def test_a_challenge_gets_a_dated_reply_once(client, package, manager) -> None:
    package = actions.change_package(actor=manager, package=package, manager=manager)
    officer = make_officer(package.organisation)
    client.force_login(officer)
    client.post(address("challenge", package), {"text": "Two sites closed."})
    doubt = Challenge.objects.get()
    assert doubt.reply_by > timezone.localdate() + timedelta(days=10)
    assert Mail.objects.get().to == manager.email
    client.force_login(manager)
    assert "Two sites closed." in client.get(address("reply_to_challenge", package, doubt.pk)).content.decode()
    client.post(address("reply_to_challenge", package, doubt.pk), {"reply": "The range begins lower now."})
    assert client.post(address("reply_to_challenge", package, doubt.pk), {"reply": "Again"}).status_code == 404
    assert Mail.objects.filter(to=officer.email).count() == 1
    client.force_login(officer)
    assert "The range begins lower now." in client.get(package.get_absolute_url()).content.decode()


def test_only_the_finance_director_agrees_a_target_and_a_name(client, package) -> None:
    client.force_login(make_officer(package.organisation))
    assert client.get(address("agree_target", package)).status_code == 403
    assert client.post(address("be_named", package), {"named": "yes"}).status_code == 403
    director = make_officer(package.organisation, Role.FINANCE_DIRECTOR)
    client.force_login(director)
    assert client.post(address("agree_target", package), {"pence": "much", "reason": "So"}).status_code == 422
    client.post(address("agree_target", package), {"pence": "£310,000.50", "reason": "What the team can do."})
    package.refresh_from_db()
    assert package.agreed_target == 310_000_50 and package.agreed_by == director
    assert 'value="310000.5' in client.get(address("agree_target", package)).content.decode()


def test_the_range_has_two_ends_in_order(client, package, manager) -> None:
    client.force_login(manager)
    given = {"why": "A", "estimate": "B", "tier": "light", "continuation": "undecided", "low": "900", "high": "800"}
    page = client.post(address("change_package", package), given)
    assert page.status_code == 422 and "The highest is below the lowest." in page.content.decode()
    client.post(address("change_package", package), {**given, "high": "1,000"})
    package.refresh_from_db()
    assert (package.low, package.high) == (90000, 100000)


def test_how_it_stands_keeps_its_reasons(client, package, manager) -> None:
    client.force_login(manager)
    for rag, reason in (("green", "All well."), ("red", "Visits put off.")):
        client.post(address("package_stands", package), {"rag": rag, "reason": reason})
    page = client.get(package.get_absolute_url()).content.decode()
    assert "Off course" in page and "All well." in page and "Visits put off." in page


def test_files_are_for_the_trust_and_staff_alone(client, package, manager) -> None:
    client.force_login(manager)
    wrong = SimpleUploadedFile("plan.exe", b"MZ\x90\x00")
    assert client.post(address("add_package_file", package), {"file": wrong}).status_code == 422
    client.post(address("add_package_file", package), {"file": SimpleUploadedFile("plan.txt", b"The plan")})
    file = address("package_file", package, PackageFile.objects.get().pk)
    assert b"".join(client.get(file).streaming_content) == b"The plan"
    client.force_login(make_officer(package.organisation))
    assert client.get(file).status_code == 200
    client.force_login(make_officer(OrganisationFactory(kind="trust")))
    assert client.get(file).status_code == 404


def test_another_trust_sees_nothing_of_it_and_staff_are_logged(client, package) -> None:
    client.force_login(make_officer(OrganisationFactory(kind="trust")))
    assert client.get(package.get_absolute_url()).status_code == 404
    assert client.get(reverse("programme:packages")).status_code == 404
    staff = StaffFactory(is_superuser=False)
    client.force_login(staff)
    assert client.get(package.get_absolute_url()).status_code == 200
    assert LogEntry.objects.filter(action="audit/viewed", actor=staff, data__what="package").exists()
    assert client.get(address("plan_item", package)).status_code == 403


def test_peers_have_a_name_only_where_they_agreed_and_other_letters_for_every_viewer() -> None:
    trusts = [OrganisationFactory(kind="trust", name=f"Trust number {number}") for number in range(12)]
    director = make_officer(trusts[3], Role.FINANCE_DIRECTOR)
    actions.be_named(actor=director, trust=trusts[3], named=True)
    seen, again, other = labels(trusts[0], trusts), labels(trusts[0], reversed(trusts)), labels(trusts[1], trusts)
    assert seen == again
    assert seen[trusts[0].pk] == "Trust number 0" and seen[trusts[3].pk] == "Trust number 3"
    unnamed = {pk: name for pk, name in seen.items() if pk not in (trusts[0].pk, trusts[3].pk)}
    assert sorted(unnamed.values()) == [f"Trust {letter}" for letter in "ABCDEFGHIJ"]
    assert {seen[one.pk] for one in trusts[4:]} and [seen[one.pk] for one in trusts[4:]] != [
        other[one.pk] for one in trusts[4:]
    ]
    actions.be_named(actor=director, trust=trusts[3], named=False)
    assert labels(trusts[0], trusts)[trusts[3].pk].startswith("Trust ")
    assert "number" not in labels(trusts[0], trusts)[trusts[3].pk]


def test_lists_and_pages_take_as_many_queries_with_many_rows(
    client, package, manager, theme, django_assert_max_num_queries
) -> None:
    today = timezone.localdate()
    for number in range(12):
        actions.add_item(actor=manager, package=package, kind="action", title=f"Item {number}", due=today, theme=theme)
        make_package(OrganisationFactory(kind="trust"))
    for item in PackageItem.objects.all()[:6]:
        actions.finish_item(actor=manager, item=item, outcome="Done.")
    client.force_login(manager)
    for where, most in ((reverse("programme:packages"), 14), (package.get_absolute_url(), 26)):
        client.get(where)
        with django_assert_max_num_queries(most):
            client.get(where)
