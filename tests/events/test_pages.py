"""A meeting's page: what it shows to whom, and how many queries that costs."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from events.actions import cancel_meeting
from events.models import EventPage, Meeting, Registration
from networks.models import Network
from portal.organisations.models import Region
from portal.users.models import Role
from tests.factories.events import make_event, make_index, make_registration, publish
from tests.factories.networks import make_member, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def read(client, event, user=None) -> str:
    if user:
        client.force_login(user)
    response = client.get(event.url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_reads_when_where_and_for_whom_and_is_sent_to_sign_in(client, home):
    event = make_event(home, title="Invoicing", for_roles=["finance-director"], chair="Ann Example, chair", capacity=5)
    page = read(client, event)
    assert "Harbour Hall" in page
    assert "Finance directors" in page
    assert "5 places left" in page
    assert f"/accounts/login/?next={event.url.replace('/', '%2F')}" in page
    assert '<form method="post"' not in page, "a page from the cache carries no form with a token"


def test_a_signed_in_person_registers_on_the_page_itself(client, home):
    page = read(client, make_event(home, mode="online"), UserFactory())
    assert "Register</button>" in page
    assert "csrfmiddlewaretoken" in page


def test_the_joining_link_shows_to_people_with_a_place_from_an_hour_before(client, home):
    link = "https://meet.example/secret-room"
    soon = make_event(home, mode="online", joining_url=link, starts_at=timezone.now() + timedelta(minutes=50))
    later = make_event(home, mode="online", joining_url=link, starts_at=timezone.now() + timedelta(minutes=70))
    has_a_place, waits, nobody = UserFactory(), UserFactory(), UserFactory()
    for event in (soon, later):
        make_registration(event, has_a_place)
        make_registration(event, waits, Registration.State.WAITING)
    assert link in read(client, soon, has_a_place)
    assert link not in read(client, later, has_a_place)
    assert link not in read(client, soon, waits)
    assert link not in read(client, soon, nobody)
    client.logout()
    assert link not in read(client, soon)


def test_the_joining_link_goes_when_the_meeting_is_over(client, home):
    link = "https://meet.example/secret-room"
    over = make_event(home, mode="online", joining_url=link, in_days=-1)
    person = UserFactory()
    make_registration(over, person)
    assert link not in read(client, over, person)


def test_a_place_on_the_waiting_list_shows_its_number(client, home):
    event = make_event(home, capacity=1)
    make_registration(event, UserFactory())
    make_registration(event, UserFactory(), Registration.State.WAITING)
    second = UserFactory()
    make_registration(event, second, Registration.State.WAITING)
    assert "You are number 2 on the waiting list" in read(client, event, second)


def test_what_is_left_is_true_for_the_person_who_looks(client, home):
    event = make_event(home, capacity=5, kept={Role.FINANCE_DIRECTOR: 2})
    assert "3 places left" in read(client, event)
    assert "2 kept for finance directors until" in read(client, event)
    assert "5 places left" in read(client, event, UserFactory(role=Role.FINANCE_DIRECTOR))
    assert "3 places left" in read(client, event, UserFactory(role=Role.OVM))


def test_a_cancelled_meeting_says_so_and_why_first(client, home):
    event = make_event(home)
    Meeting.objects.update(state=Meeting.State.CANCELLED, reason="The hall is flooded.")
    page = read(client, event, UserFactory())
    assert "This meeting is cancelled" in page
    assert "The hall is flooded." in page
    assert "Register</button>" not in page


def test_a_meeting_of_a_private_network_is_not_there_for_a_stranger(client, home):
    network = make_network(home, kind=Network.Kind.PRIVATE)
    event, member = make_event(home, network=network), UserFactory()
    make_member(network, member)
    assert client.get(event.url).status_code == 404
    client.force_login(UserFactory())
    assert client.get(event.url).status_code == 404
    client.force_login(member)
    assert client.get(event.url).status_code == 200


def test_organisers_find_their_tools_on_the_page_and_others_do_not(client, home):
    network = make_network(home)
    event, convenor, member = make_event(home, network=network), UserFactory(), UserFactory()
    make_member(network, convenor, "convenor")
    make_member(network, member)
    assert "Who comes" in read(client, event, convenor)
    assert "Who comes" in read(client, event, StaffFactory())
    assert "Who comes" not in read(client, event, member)


def test_a_copy_of_a_meeting_has_a_row_and_a_calendar_identity_of_its_own(home):
    event = make_event(home, title="Monthly")
    copy = event.copy(update_attrs={"title": "Monthly again", "slug": "monthly-again"})
    assert copy.meeting.uid != event.meeting.uid
    assert not copy.meeting.registrations.exists()


def test_moving_a_meeting_into_a_network_takes_its_row_along(home):
    event, network = make_event(home), make_network(home)
    event.move(network.page, pos="last-child")
    assert Meeting.objects.get(page=event).network == network


def test_publishing_an_older_revision_does_not_put_a_state_back(home):
    event = make_event(home)
    older = event.save_revision()
    publish(event, title="New title")
    Meeting.objects.update(state=Meeting.State.CANCELLED, sequence=4)
    older.publish()
    meeting = Meeting.objects.get(page=event)
    assert (meeting.state, meeting.sequence) == (Meeting.State.CANCELLED, 4)


def test_an_editor_previews_what_they_typed_before_and_after_the_first_save(home):
    saved = make_event(home, capacity=5)
    saved.capacity, saved.title = 7, "Typed"
    new = EventPage(
        title="New", slug="new", starts_at=saved.starts_at, ends_at=saved.ends_at, capacity=7, venue_name="The hall"
    )
    new.path, new.depth, new.url_path = "000100010099", 3, "/home/meetings/new/"
    for page in (saved, new):
        shown = page.make_preview_request(page.default_preview_mode)
        shown.render()
        assert shown.status_code == 200
        assert "7 places left" in shown.content.decode()
    assert Meeting.objects.get().capacity == 5


def test_a_meeting_people_count_on_is_not_deleted_before_it_is_cancelled(client, home):
    event = make_event(home)
    make_registration(event, UserFactory())
    staff = StaffFactory()
    client.force_login(staff)
    delete = reverse("wagtailadmin_pages:delete", args=[event.pk])
    client.post(delete)
    assert EventPage.objects.filter(pk=event.pk).exists()
    cancel_meeting(event=event, actor=staff, reason="No hall.")
    client.post(delete)
    assert not EventPage.objects.filter(pk=event.pk).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_at": timezone.now()}, "ends_at"),
        ({"opens_at": timezone.now() + timedelta(days=20)}, "opens_at"),
        ({"closes_at": timezone.now() + timedelta(days=20)}, "closes_at"),
        ({"venue_name": ""}, "venue_name"),
    ],
)
def test_an_editor_is_told_what_does_not_fit_together(home, wrong, field):
    from django.core.exceptions import ValidationError

    event = make_event(home)
    for name, value in wrong.items():
        setattr(event, name, value)
    with pytest.raises(ValidationError) as raised:
        event.full_clean()
    assert field in raised.value.message_dict


@pytest.mark.parametrize("people", [10, 100])
def test_a_meetings_page_costs_few_queries_however_many_come(client, home, people, django_assert_max_num_queries):
    network = make_network(home, kind=Network.Kind.OPEN)
    event = make_event(home, network=network, capacity=people // 2, kept={Role.FINANCE_DIRECTOR: 2})
    for number in range(people):
        state = Registration.State.CONFIRMED if number < people // 2 else Registration.State.WAITING
        make_registration(event, UserFactory(), state)
    client.get(event.url)
    with django_assert_max_num_queries(12):
        client.get(event.url)
    last = Registration.objects.order_by("-pk").first().user
    client.force_login(last)
    client.get(event.url)  # which terms hold is known for a minute
    with django_assert_max_num_queries(18):
        client.get(event.url)


def test_who_may_be_seen_shows_to_their_trust_and_region_alone(client, home):
    london, midlands = (Region.objects.get(slug=slug) for slug in ("london", "midlands"))
    here, near, far = (OrganisationFactory(region=region) for region in (london, london, midlands))
    event = make_event(home)
    for name, trust, fields in (
        ("Colleague", here, {"shown": True}),
        ("Neighbour", near, {"shown": True}),
        ("Stranger", far, {"shown": True}),
        ("Shy", here, {}),
        ("Waiting", here, {"shown": True, "state": Registration.State.WAITING}),
    ):
        make_registration(event, UserFactory(first_name=name, trust=trust), **fields)
    page = read(client, event, UserFactory(trust=here))
    assert page.index("Colleague") < page.index("Neighbour")
    for name in ("Stranger", "Shy", "Waiting"):
        assert name not in page
    assert "Colleague" not in read(client, event, UserFactory(trust=None))
    assert "Colleague" not in read(client, event, UserFactory(trust=here, admitted_at=None)), "waits for approval"
    client.logout()
    assert "Colleague" not in read(client, event)


def test_the_agenda_says_when_who_leads_speaks_and_can_be_asked(client, home):
    session = {"time": time(14), "ends": time(14, 45), "title": "Invoices", "chair": "Ann Example, chair"}
    session |= {"speakers": "Bo Example, OVM", "advisers": "Cy Example, adviser", "text": "One\nTwo"}
    page = read(client, make_event(home, agenda=[("session", session)]))
    for words in ("2pm", "2:45pm", "Chair: Ann Example", "Bo Example, OVM", "To ask: Cy Example", "One<br>Two"):
        assert words in page


@pytest.mark.parametrize(
    ("sessions", "error"),
    [
        (["15:00", "14:00"], "in the order of their times"),
        (["13:00"], "before the meeting starts"),
        (["16:00"], "after it ends"),
        (["14:30-14:15"], "A session ends after it starts."),
        (["14:00-14:45", "15:59"], ""),
    ],
)
def test_an_editor_is_told_of_a_session_outside_the_meeting(client, home, sessions, error):
    client.force_login(StaffFactory(is_superuser=True))
    blocks = []
    for session in sessions:
        at, _, ends = session.partition("-")
        blocks.append(("session", {"time": at, "ends": ends, "title": "Talk"}))
    data = {"title": "A day", "slug": "a-day", "starts_at": "2031-01-15 14:00", "ends_at": "2031-01-15 16:00"}
    data |= {"mode": "online", "admission": "open", "body": streamfield([]), "agenda": streamfield(blocks)}
    data |= {name: inline_formset([]) for name in ("reserved_seats", "questions", "comments")}
    response = client.post(
        reverse("wagtailadmin_pages:add", args=["events", "eventpage", make_index(home).pk]), nested_form_data(data)
    )
    assert (response.status_code == 302) is not bool(error)
    assert error in response.content.decode()
