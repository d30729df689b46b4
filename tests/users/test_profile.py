"""A person says who they are, where they work and who may see it."""

from __future__ import annotations

import pytest

from portal.audit.models import LogEntry
from portal.cms.models import Theme
from portal.organisations.models import Domain
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def test_a_profile_is_saved_and_its_change_logged(client, home):
    user, trust, theme = UserFactory(), OrganisationFactory(), Theme.objects.first()
    client.force_login(user)
    response = client.post(
        "/me/profile/",
        {
            "first_name": "Olu",
            "last_name": "Adeyemi",
            "job_title": "Overseas Visitor Manager",
            "role": "ovm",
            "trust": trust.pk,
            "themes": [theme.pk],
            "shown_to": "convenors",
        },
    )
    assert response.url == "/me/"
    user.refresh_from_db()
    assert (user.first_name, user.trust, user.shown_to) == ("Olu", trust, "convenors")
    assert list(user.themes.all()) == [theme]
    changed = LogEntry.objects.get(action="users/updated-profile").data["changed"]
    assert "trust" in changed
    assert "role" not in changed


def test_a_domain_that_many_share_suggests_no_trust(client, home):
    shared = Domain.objects.create(name="nhs-mail.example", shared=True)
    shared.organisations.add(OrganisationFactory(), OrganisationFactory())
    client.force_login(UserFactory(email="olu@nhs-mail.example", trust=None))
    assert client.get("/me/profile/").context["form"]["trust"].value() is None


def test_nobody_makes_themselves_part_of_the_programme(client, home):
    user = UserFactory()
    client.force_login(user)
    response = client.post("/me/profile/", {"role": "programme", "trust": user.trust_id})
    assert response.status_code == 422
    assert "role" in response.context["form"].errors


def test_a_profile_needs_an_account(client, home):
    assert client.get("/me/profile/").url == "/accounts/login/?next=/me/profile/"
