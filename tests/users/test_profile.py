"""A person says who they are, where they work and who may see it."""

from __future__ import annotations

import pytest

from portal.audit.models import LogEntry
from portal.cms.models import Theme
from portal.users.visibility import CIRCLE_OF
from tests.factories.organisations import OrganisationFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def typed(**changes):
    """A whole profile as the form sends it."""
    circles = dict.fromkeys(CIRCLE_OF.values(), "networks")
    return {"first_name": "Olu", "last_name": "Adeyemi", "job_title": "Manager", "phone": "", **circles, **changes}


def test_a_profile_is_saved_and_its_change_logged(client, home):
    user, theme = UserFactory(), Theme.objects.first()
    client.force_login(user)
    response = client.post("/me/profile/", typed(themes=[theme.pk], shown_to="convenors", email_to="nobody"))
    assert response.url == "/me/"
    user.refresh_from_db()
    assert (user.first_name, user.shown_to, user.seat_to, user.email_to) == ("Olu", "convenors", "networks", "nobody")
    assert list(user.themes.all()) == [theme]
    changed = LogEntry.objects.get(action="users/updated-profile").data["changed"]
    assert "job_title" in changed
    assert "email_to" not in changed


def test_a_profile_changes_neither_trust_nor_role(client, home):
    user = UserFactory()
    client.force_login(user)
    client.post("/me/profile/", typed(role="programme", trust=OrganisationFactory().pk))
    before = (user.trust, user.role)
    user.refresh_from_db()
    assert (user.trust, user.role) == before


def test_a_profile_needs_an_account(client, home):
    assert client.get("/me/profile/").url == "/accounts/login/?next=/me/profile/"
