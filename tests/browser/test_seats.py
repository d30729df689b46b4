"""Seats in a browser: one is handed over, a holder is asked and answers, and staff see them all."""

from __future__ import annotations

import re

from .conftest import ADDRESSES

TOKEN = """
from portal.users.actions.confirming import seat_token
from portal.users.models import Tenure
print(seat_token(Tenure.objects.current().filter(seat__organisation__name__startswith="Chalkdown").first()))
"""


def test_a_seat_is_handed_to_a_successor(person):
    helen = person("second-finance-director").goes_to("/seats/").sees("Your seats").looks("my-seats")
    helen.page.get_by_role("link", name=re.compile("Hand it over.*Lambwell")).first.click()
    helen.sees("Nothing moves until they accept").looks("hand-over-offer")
    helen.types("Your successor's email address", ADDRESSES["finance-director"]).presses("Offer it to them")
    helen.sees("We found nobody with this address at your trust").looks("hand-over-offer-errors")
    helen.types("Your successor's email address", ADDRESSES["ovm"]).presses("Offer it to them")
    helen.sees("Waiting for an answer").looks("hand-over-offered")

    maya = person("ovm")
    mail = maya.opens_mail(ADDRESSES["ovm"], "would like you to take over")
    maya.goes_to(re.search(r"/seats/hand-over/\d+/", mail).group(0)).sees("Will you take this seat over?")
    maya.looks("hand-over-answer").presses("Take it over").sees("Accepted").looks("hand-over-accepted")
    maya.goes_to("/seats/").sees("Lambwell")
    helen.goes_to("/seats/").does_not_see("Lambwell")


def test_a_holder_who_is_asked_answers_with_one_press_and_no_password(person, served):
    token = served.manage("shell", "-v", "0", "-c", TOKEN).strip().splitlines()[-1]
    holder = person("visitor").goes_to(f"/seats/link/{token}/").sees("Is this seat still yours?").looks("still-yours")
    assert token not in holder.page.url
    holder.presses("Yes, it is still mine").sees("Thank you").looks("still-yours-thanks")


def test_the_seats_of_a_trust_the_specialists_and_the_national_list(person):
    maya = person("ovm").goes_to("/seats/specialists/").looks("specialists")
    maya.goes_to("/seats/").page.locator("main .row__title a").first.click()
    maya.sees("Who to ask for what").looks("seats-at-a-trust")
    person("convenor").goes_to("/seats/away/").looks("specialist-away")
    staff = person("editor").goes_to("/admin/people/seats/").sees("By region").keeps_picture("national-list")
    staff.goes_to("/admin/people/seats/doubts/").sees("Still theirs").keeps_picture("seats-in-doubt")
