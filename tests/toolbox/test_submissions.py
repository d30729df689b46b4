"""A member's tool: offered, looked at, changed, approved in the editor, published with credit; or not taken."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from portal.notifications.models import Mail
from portal.organisations.working_days import day_after
from portal.programme.actions import EDITORS, MODERATORS, set_up_editing
from tests.clients import Client
from tests.factories.files import docx
from tests.factories.toolbox import make_toolbox
from tests.factories.users import UserFactory
from toolbox.models import EntryPage, Submission
from toolbox.providers import remind_of_offers as remind

pytestmark = pytest.mark.django_db

SAID = {
    "title": "Asking at the desk",
    "type": "checklist",
    "summary": "Five questions for everybody.",
    "words": "Ask where people live.\n\nWrite down <b>the answer</b>.",
    "used_at": "Two clinics since March",
    "contact_name": "Overseas visitors team",
    "contact_email": "ovm.team@trust-a.example",
    "credit": "named",
    "permission": "on",
}
State = Submission.State


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def groups(home):
    return set_up_editing(sections=[make_toolbox(home)])


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def person():
    return UserFactory(first_name="Maya", last_name="Okafor")


@pytest.fixture
def member(person, groups):
    return signed_in(person)


@pytest.fixture
def moderator(groups):
    user = UserFactory(first_name="Tom", last_name="Ashworth")
    user.groups.add(groups[MODERATORS])
    return user


@pytest.fixture
def reviewer(moderator):
    return signed_in(moderator)


def offer(client, **fields):
    return client.post(reverse("toolbox:offer"), SAID | fields)


def offered(client, **fields) -> Submission:
    answer = offer(client, **fields)
    assert answer.status_code == 302, answer.context["form"].errors
    return Submission.objects.latest("pk")


def at(name, submission) -> str:
    return reverse(f"toolbox:{name}", args=[submission.pk])


def approve(client, entry):
    task = EntryPage.objects.get(pk=entry.pk).current_workflow_task_state
    return client.post(reverse("wagtailadmin_pages:workflow_action", args=[entry.pk, "approve", task.pk]), {})


def mails(person) -> list[str]:
    return list(
        Mail.objects.filter(to=person.email, kind__startswith="toolbox/").order_by("pk").values_list("kind", flat=True)
    )


def page(client, address) -> str:
    return client.get(address).content.decode()


def test_an_offer_goes_to_a_reviewer_and_back_and_is_published_with_its_credit(member, person, reviewer, moderator):
    submission = offered(member)
    entry = submission.entry
    assert submission.due == day_after(timezone.localdate(), 10)
    assert not entry.live
    assert entry.current_workflow_state is not None
    assert "&lt;b&gt;" in str(entry.body)
    assert SAID["title"] in page(member, reverse("toolbox:submissions"))
    assert "Waits for a reviewer" in page(member, at("submission", submission))

    assert "Nobody looks at it yet" in page(reviewer, reverse("toolbox:submission_queue"))
    reviewer.post(at("claim_submission", submission))
    assert "Tom Ashworth looks at it" in page(member, at("submission", submission))

    wish = "Which clinics are meant?"
    answer = reviewer.post(at("review_submission", submission), {"answer": "changes", "reason": wish})
    assert answer.status_code == 302
    submission.refresh_from_db()
    assert submission.state == State.CHANGES
    assert entry.current_workflow_state.status == "needs_changes"
    assert mails(person) == ["toolbox/offer_changes"]
    assert wish in Mail.objects.get(kind="toolbox/offer_changes").text

    form = page(member, at("change_submission", submission))
    for typed in (wish, "Ask where people live.", SAID["used_at"], SAID["summary"]):
        assert typed in form
    later = timezone.now() + timedelta(days=3)
    with time_machine.travel(later):
        member = signed_in(person)
        again = member.post(at("change_submission", submission), SAID | {"words": "At the eye clinic."})
    assert again.status_code == 302, again.context["form"].errors
    submission.refresh_from_db()
    assert submission.state == State.REVIEWING
    assert submission.due == day_after(later.date(), 10)
    assert "eye clinic" in str(EntryPage.objects.get(pk=entry.pk).get_latest_revision_as_object().body)

    assert approve(reviewer, entry).status_code == 302
    submission.refresh_from_db()
    entry = EntryPage.objects.get(pk=entry.pk)
    assert entry.live and submission.state == State.PUBLISHED
    assert mails(person) == ["toolbox/offer_changes", "toolbox/offer_published"]
    assert "in the toolbox" in page(member, at("submission", submission))
    assert f"Offered by Maya Okafor, {person.trust}." in page(Client(), entry.url)
    history = list(submission.steps.order_by("pk").values_list("state", flat=True))
    assert history == ["waiting", "reviewing", "changes", "reviewing", "published"]


def test_the_credit_stays_when_the_account_is_gone(member, person, reviewer):
    submission = offered(member)
    approve(reviewer, submission.entry)
    person.delete()
    assert "Offered by Maya Okafor" in page(Client(), EntryPage.objects.get(pk=submission.entry_id).url)
    submission.refresh_from_db()
    assert submission.offered_by is None
    assert "Asking at the desk" in page(reviewer, at("submission", submission))


@pytest.mark.parametrize(("credit", "trust"), [("trust", True), ("unnamed", False)])
def test_whoever_wants_no_name_is_named_nowhere_on_the_page(member, person, reviewer, credit, trust):
    submission = offered(member, credit=credit)
    approve(reviewer, submission.entry)
    body = page(Client(), EntryPage.objects.get(pk=submission.entry_id).url)
    assert "Okafor" not in body
    assert ("Offered by" in body) is trust


def test_a_rejection_in_the_editor_comes_back_as_a_wish(member, person, reviewer):
    submission = offered(member)
    task = submission.entry.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[submission.entry_id, "reject", task.pk])
    reviewer.post(address, {"comment": "Say which form."})
    submission.refresh_from_db()
    assert submission.state == State.CHANGES
    assert "Say which form." in page(member, at("submission", submission))


def test_what_is_not_taken_says_why_and_ends(member, person, reviewer):
    submission = offered(member)
    reviewer.post(at("review_submission", submission), {"answer": "declined", "reason": "There is one already."})
    submission.refresh_from_db()
    assert submission.state == State.DECLINED
    assert submission.entry.current_workflow_state is None
    assert "There is one already." in Mail.objects.get(to=person.email, kind="toolbox/offer_declined").text
    late = reviewer.post(at("review_submission", submission), {"answer": "changes", "reason": "x"})
    assert late.status_code == 422
    assert "answered this already" in late.content.decode()
    assert "nothing to change now" in member.get(at("change_submission", submission), follow=True).content.decode()


def test_a_second_press_finds_the_first_offer(member):
    assert {offered(member, key="abc").pk for _ in range(2)} == {Submission.objects.get().pk}
    assert offered(member, key="abd").pk != Submission.objects.earliest("pk").pk


def test_a_file_comes_with_it_and_waits_with_the_staff(member, reviewer):
    file = SimpleUploadedFile("letter.docx", docx("Dear patient"))
    submission = offered(member, words="", file=file)
    document = submission.entry.files.get().document
    assert Client().get(document.url).status_code == 404
    approve(reviewer, submission.entry)
    assert Client().get(document.url).status_code == 200


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"words": ""}, "Write the tool here, or add a file."),
        ({"permission": ""}, "Tick the box when your trust agrees."),
        ({"first_contact": "on"}, "everybody is asked the same"),
        ({"title": ""}, "Enter the title"),
        ({"words": "NHS number 999 000 0018"}, "NHS number"),
        ({"file": SimpleUploadedFile("tool.exe", b"MZ\x90")}, "file"),
        ({"type": "decision-tool"}, "valid choice"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(member, change, words):
    answer = offer(member, **change)
    assert answer.status_code == 422
    body = answer.content.decode()
    assert words in body
    assert SAID["used_at"] in body
    assert not EntryPage.objects.exists()


def test_a_persons_own_address_is_no_shared_mailbox(member, person):
    answer = offer(member, contact_email=person.email.upper())
    assert answer.status_code == 422
    assert "own address" in answer.content.decode()


def test_nobody_else_sees_an_offer_and_writers_do_not_answer_it(member, groups):
    submission = offered(member)
    editor = UserFactory()
    editor.groups.add(groups[EDITORS])
    for user in (UserFactory(), editor):
        client = signed_in(user)
        assert client.get(at("submission", submission)).status_code == 404
        assert client.get(reverse("toolbox:submission_queue")).status_code == 404
        assert client.post(at("claim_submission", submission)).status_code == 404
        assert (
            client.post(at("review_submission", submission), {"answer": "declined", "reason": "x"}).status_code == 404
        )
    assert member.post(at("claim_submission", submission)).status_code == 404
    submission.refresh_from_db()
    assert submission.state == State.WAITING


def test_the_queue_has_the_longest_due_first_and_costs_the_same_for_many(
    member, reviewer, django_assert_max_num_queries
):
    first = offered(member, title="First")
    for number in range(12):
        offered(member, title=f"Tool {number}")
    Submission.objects.filter(pk=first.pk).update(due=date(2020, 1, 1))
    with django_assert_max_num_queries(24):
        body = page(reviewer, reverse("toolbox:submission_queue"))
    assert body.index("First") < body.index("Tool 0")
    assert "Late" in body


def test_reviewers_are_reminded_on_the_day_and_weekly_and_the_claimant_alone(member, reviewer, moderator):
    submission = offered(member)
    day = submission.due
    noon = timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 12))
    assert remind(noon - timedelta(days=1)) == 0
    assert remind(noon) == 1
    assert remind(noon) == 0
    assert remind(noon + timedelta(days=6)) == 0
    other = UserFactory()
    other.groups.add(*moderator.groups.all())
    reviewer.post(at("claim_submission", submission))
    assert remind(noon + timedelta(days=7)) == 1
    assert mails(moderator) == ["toolbox/offer_due"] * 2
    assert mails(other) == []
    reviewer.post(at("review_submission", submission), {"answer": "declined", "reason": "x"})
    assert remind(noon + timedelta(days=30)) == 0
