"""People are found by what they show to whoever looks, and by nothing else."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from networks.models import Membership
from portal.audit.models import LogEntry
from portal.cms.models import Theme
from portal.users.models import Portrait, Role, User
from portal.users.visibility import CIRCLE_OF, Circle
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import make_waiting, seat
from tests.factories.users import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

OPEN = dict.fromkeys(CIRCLE_OF.values(), Circle.SIGNED_IN)


@pytest.fixture
def network(home):
    return make_network(home, kind="private")


def circle(network) -> dict[str, User]:
    """Somebody at each distance from a member."""
    convenor, colleague = UserFactory(), UserFactory()
    make_convenor(network, convenor)
    make_member(network, colleague)
    return {"stranger": UserFactory(), "colleague": colleague, "convenor": convenor, "staff": StaffFactory()}


@pytest.mark.parametrize(
    ("shown_to", "who"),
    [
        (Circle.SIGNED_IN, {"stranger", "colleague", "convenor", "staff"}),
        (Circle.NETWORKS, {"colleague", "convenor", "staff"}),
        (Circle.CONVENORS, {"convenor", "staff"}),
        (Circle.NOBODY, {"staff"}),
    ],
)
@pytest.mark.parametrize("field", CIRCLE_OF)
def test_each_part_is_seen_by_its_circle_and_nobody_else(network, field, shown_to, who):
    person = UserFactory(**{CIRCLE_OF[field]: shown_to})
    make_member(network, person)
    viewers = circle(network)
    assert {name for name, viewer in viewers.items() if person.shows(field, to=viewer)} == who
    assert person.shows(field, to=person)
    in_list = {
        name
        for name, viewer in viewers.items()
        if User.objects.with_reach(viewer).showing(field).filter(pk=person.pk).exists()
    }
    assert in_list == who, "the list and the person agree"


def test_convening_another_network_gives_no_reach(home, network):
    person, convenor = UserFactory(seat_to=Circle.CONVENORS), UserFactory()
    make_member(network, person)
    elsewhere = make_network(home, title="Elsewhere", kind="private")
    make_convenor(elsewhere, convenor)
    make_member(network, convenor)
    assert not person.shows("seat", to=convenor)


def found(client, **asked) -> list[str]:
    return [row["name"] for row in client.get("/people/", asked).context["rows"]]


FILTERS = [
    ("seat_to", {"role": "finance-director"}),
    ("seat_to", {"trust": "quince"}),
    ("seat_to", {"trust": "X-77"}),
    ("themes_to", {"theme": "debt-recovery"}),
    ("region_to", {"region": "london"}),
]


@pytest.mark.parametrize(("column", "asked"), FILTERS)
def test_a_filter_finds_what_is_shown_and_reveals_nothing_that_is_hidden(client, home, column, asked):
    trust = OrganisationFactory(name="Quince Trust (invented)", code="X-77")
    shows = UserFactory(first_name="Shown", trust=trust, role=Role.FINANCE_DIRECTOR, **OPEN)
    hides = UserFactory(
        first_name="Hidden", trust=trust, role=Role.FINANCE_DIRECTOR, **OPEN | {column: Circle.NETWORKS}
    )
    for person in (shows, hides):
        person.themes.add(Theme.objects.get(slug="debt-recovery"))
    client.force_login(UserFactory(trust=None, role=""))
    assert set(found(client)) >= {str(shows), str(hides)}
    assert found(client, **asked) == [str(shows)]


def test_a_name_is_found_by_its_parts(client, home):
    UserFactory(first_name="Olu", last_name="Adeyemi", **OPEN)
    client.force_login(UserFactory())
    assert found(client, name="adeyemi olu") == ["Olu Adeyemi"]
    assert found(client, name="bell") == []


def test_whoever_hides_the_name_waits_or_has_left_is_not_there(client, home):
    hidden, left = UserFactory(first_name="Hidden"), UserFactory(first_name="Left", is_active=False, **OPEN)
    make_waiting(first_name="Waiting", **OPEN)
    client.force_login(UserFactory())
    page = client.get("/people/").content.decode()
    assert not {"Hidden", "Left", "Waiting"} & set(page.replace("<", " ").split())
    for person in (hidden, left):
        assert client.get(f"/people/{person.pk}/").status_code == 404


def test_no_address_stands_in_the_directory_even_where_it_is_shown(client, home):
    UserFactory(email="olu@trust-a.example", **OPEN)
    client.force_login(UserFactory())
    assert "@" not in client.get("/people/").content.decode().replace("@media", "")


def test_a_persons_page_shows_what_they_chose_and_hides_the_rest(client, home):
    person = UserFactory(phone="020 7946 0000", job_title="Team Lead", **OPEN | {"phone_to": Circle.NOBODY})
    seat(person, person.trust)
    client.force_login(UserFactory())
    page = client.get(f"/people/{person.pk}/").content.decode()
    assert "Team Lead" in page
    assert person.email in page
    assert "020 7946" not in page


def test_staff_see_more_and_each_look_is_logged_without_words(client, home):
    person, staff = UserFactory(phone="020 7946 0000", shown_to=Circle.NOBODY), StaffFactory()
    client.force_login(staff)
    assert str(person) in found(client, name=person.first_name)
    assert "020 7946" in client.get(f"/people/{person.pk}/").content.decode()
    entries = LogEntry.objects.filter(action="users/staff-viewed")
    assert [entry.data for entry in entries.order_by("pk")] == [{"what": "directory"}, {"what": "profile"}]


def test_a_members_look_is_nobodys_business(client, home):
    client.force_login(UserFactory())
    client.get("/people/")
    assert not LogEntry.objects.filter(action="users/staff-viewed").exists()


def test_the_preview_shows_each_circle_what_it_sees(client, home):
    user = UserFactory(shown_to=Circle.NETWORKS, seat_to=Circle.CONVENORS)
    seat(user, user.trust)
    client.force_login(user)
    for chosen, listed, sees in (("signed-in", False, False), ("networks", True, False), ("convenors", True, True)):
        response = client.get("/me/profile/as-others-see-it/", {"as": chosen})
        assert (response.context["listed"], bool(response.context["trust"])) == (listed, sees)


def test_an_empty_directory_says_what_to_do(client, home):
    client.force_login(UserFactory(shown_to=Circle.NETWORKS))
    assert "Nobody was found" in client.get("/people/", {"name": "nobody at all"}).content.decode()


def test_the_directory_costs_the_same_however_many_people_there_are(client, home, network):
    viewer = UserFactory()
    make_member(network, viewer)
    client.force_login(viewer)
    counts = []
    for size in (10, 60):
        people = [UserFactory(**OPEN) for _ in range(size)]
        Membership.objects.bulk_create(Membership(network=network, user=person) for person in people)
        for person in people:
            person.themes.add(Theme.objects.first())
        client.get("/people/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/people/", {"role": "ovm", "region": "london"})
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize("page", ["0", "-1", "999999999999", "x"])
def test_a_page_that_is_not_there_breaks_nothing(client, home, page):
    client.force_login(UserFactory())
    assert client.get("/people/", {"page": page, "theme": "no", "region": "such", "role": "thing"}).status_code == 200


def picture(size=(400, 200), form="JPEG", **options) -> SimpleUploadedFile:
    stream = BytesIO()
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, 0, size[0] // 4, size[1]))
    image.save(stream, form, **options)
    return SimpleUploadedFile("me.jpg", stream.getvalue())


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    exif.get_ifd(0x8825)[1] = "N"
    return exif.tobytes()


def test_a_photo_is_cut_square_and_keeps_nothing_of_the_camera(client, home):
    user = UserFactory()
    client.force_login(user)
    client.post("/me/photo/", {"photo": picture(exif=with_place()), "place": "middle", "description": "Me"})
    for size, pixels in (("small", 96), ("large", 320)):
        response = client.get(f"/people/{user.pk}/photo/{size}/")
        assert response["Content-Type"] == "image/jpeg"
        assert "no-store" in response["Cache-Control"]
        with Image.open(BytesIO(response.content)) as image:
            assert image.size == (pixels, pixels)
            assert not image.getexif()
        assert b"taken at home" not in response.content


def test_the_chosen_part_stays(client, home):
    user = UserFactory()
    client.force_login(user)
    for place, colour in (("left", "blue"), ("right", "red")):
        client.post("/me/photo/", {"photo": picture(), "place": place})
        with Image.open(BytesIO(bytes(Portrait.objects.get().large))) as image:
            red, _, blue = image.getpixel((10, 160))
        assert ("blue" if blue > red else "red") == colour


def test_a_photo_is_for_those_who_may_see_it_and_goes_when_removed(client, home):
    user = UserFactory(photo_to=Circle.NETWORKS)
    client.force_login(user)
    client.post("/me/photo/", {"photo": picture(), "place": "middle"})
    address = f"/people/{user.pk}/photo/small/"
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    client.force_login(user)
    client.post("/me/photo/remove/")
    assert client.get(address).status_code == 404
    assert not Portrait.objects.exists()


@pytest.mark.parametrize("content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"\xff\xd8\xff"])
def test_what_is_no_picture_is_refused_with_a_sentence(client, home, content):
    client.force_login(UserFactory())
    response = client.post("/me/photo/", {"photo": SimpleUploadedFile("me.jpg", content), "place": "middle"})
    assert response.status_code == 422
    assert "photo" in response.context["form"].errors
    assert not Portrait.objects.exists()


def test_what_a_profile_lacks_is_named_with_its_reason(client, home):
    client.force_login(UserFactory())
    page = client.get("/me/").content.decode()
    assert "What you know well" in page
    assert "colleagues look for somebody who has solved it before" in page
