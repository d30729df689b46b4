"""Staff look after accounts: they see the portal as somebody, make two accounts one and undo it, and suspend one."""

from __future__ import annotations

import pytest

from portal.demo.cast import PASSWORD

TWINS = """
from allauth.account.models import EmailAddress
from django.utils import timezone
from networks.models import Membership, Network
from portal.organisations.models import Organisation
from portal.users.models import User
trust = Organisation.objects.filter(kind="trust").first()
for name in ("hartsfield", "thamesgate"):
    about = dict(first_name="Pat", last_name=f"Mover of {name}", role="ovm", trust=trust)
    person = User.objects.create_user(f"pat.mover@{name}.example", "{password}", **about)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    User.objects.filter(pk=person.pk).update(admitted_at=timezone.now())
pat = User.objects.get(email="pat.mover@hartsfield.example")
Membership.objects.create(user=pat, network=Network.objects.first())
""".replace("{password}", PASSWORD)


@pytest.fixture(scope="module")
def twins(served) -> None:
    served.manage("shell", "-v", "0", "-c", TWINS)


def test_staff_see_the_portal_as_somebody_and_can_change_nothing(person, twins):
    staff = person("moderator").goes_to("/staff/people/?q=pat+hartsfield").sees("Pat Mover").looks("staff-people")
    staff.clicks("Pat Mover of hartsfield").looks("staff-person")
    staff.clicks("View the portal as").looks("staff-view-as")
    staff.types("Why?", "Pat does not find the toolbox.").presses("Start")
    staff.sees("You view the portal as").goes_to("/me/").looks("viewing-as")
    staff.goes_to("/me/profile/").sees("You view the portal as")
    staff.sends().sees("You can only look").looks("viewing-as-refused")
    with staff.page.expect_navigation():
        staff.page.get_by_role("button", name="Stop viewing").click()
    staff.sees("Who viewed the portal as").does_not_see("You view the portal as")


def test_staff_make_two_accounts_one_and_undo_it(person, twins):
    staff = person("moderator").goes_to("/staff/people/?q=pat+hartsfield").clicks("Pat Mover of hartsfield")
    staff.clicks("Merge it into").looks("staff-merge")
    staff.types("Email address of the account that stays", "pat.mover@thamesgate.example").presses("Show what moves")
    staff.sees("What moves").looks("staff-merge-preview")
    staff.types("Why?", "Pat wrote to us from both addresses.").presses("Merge")
    staff.sees("The accounts are one").sees("Can be undone until").looks("staff-merged")
    pat = person("pat").goes_to("/accounts/login/")
    pat.types("Email address", "pat.mover@hartsfield.example")
    pat.page.locator("input[name=password]").fill(PASSWORD)
    pat.sends().sees("part of another one").looks("account-merged")
    staff.clicks("Undo").looks("staff-undo-merge").presses("Undo the merge").sees("The accounts are two again")


def test_whoever_is_suspended_is_out_and_told_why(person, twins):
    pat = person("pat").signs_in("pat.mover@thamesgate.example")
    staff = person("moderator").goes_to("/staff/people/?q=pat+thamesgate").clicks("Pat Mover of thamesgate")
    staff.clicks("Suspend this account").looks("staff-suspend")
    staff.presses("Suspend").sees("There is a problem")
    staff.types("Why?", "Two members wrote to us about your messages.").presses("Suspend")
    staff.sees("is suspended, signed out everywhere")
    assert "/accounts/login/" in pat.goes_to("/me/").page.url
    pat.page.locator("input[name=login]").fill("pat.mover@thamesgate.example")
    pat.page.locator("input[name=password]").fill(PASSWORD)
    pat.sends().sees("This account is suspended").sees("Two members wrote to us").looks("account-suspended")
    staff.clicks("Let in again").looks("staff-let-in").presses("Let in again").sees("can sign in again")
