"""A finance director on a phone, from mail to confirmation in three presses; and an assistant for a director."""

from __future__ import annotations

import re

DIRECTOR = "rosalind.kerr@portway.example"
CHIEF = "edmund.vale@northmarsh.example"


def link_in(mail: str, kind: str) -> str:
    return re.search(rf"http\S+/events/{kind}/\S+", mail).group(0)


def invites(convenor, name: str, email: str) -> None:
    convenor.goes_to(convenor.invitations + "person/")
    convenor.types("Name", name).types("Work email address", email).presses("Write down").sees("1 invitation written")
    convenor.clicks("Send the invitations").presses("Send now").sees("1 invitation sent")


def opens_invitations(convenor):
    """Of a London meeting with room for everybody."""
    code = "from events.models import Meeting; print(Meeting.objects.get(page__slug='london-managers-meeting').page_id)"
    pk = convenor.served.manage("shell", "-v", "0", "-c", code).strip().splitlines()[-1]
    convenor.invitations = f"/events/{pk}/invitations/"
    return convenor.goes_to(convenor.invitations)


def test_a_finance_director_comes_by_three_presses_on_a_phone(person):
    convenor = opens_invitations(person("convenor"))
    convenor.sees("Nobody is invited yet").looks("invitations-empty")
    invites(convenor, "Rosalind Kerr", DIRECTOR)
    convenor.looks("invitations")

    director = person("director")
    director.page.set_viewport_size({"width": 390, "height": 844})
    mail = director.opens_mail(DIRECTOR, "You are invited")
    assert "password" in mail
    director.goes_to(link_in(mail, "invited"))  # the first press
    assert "invited/" not in director.page.url
    director.keeps_picture("invitation-phone").looks("invitation")
    director.presses("I will come").sees("You have a place").sees("If something changes")  # the second
    director.keeps_picture("invitation-accepted-phone").looks("invitation-accepted")
    assert "calendar file" in director.opens_mail(DIRECTOR, "You have a place")
    assert director.page.context.cookies() and director.goes_to("/me/").page.url.endswith("/accounts/login/?next=/me/")

    director.goes_to(link_in(mail, "invited")).sees("You have a place")  # the same link, later
    director.clicks("send a deputy").looks("invitation-deputy")
    director.presses("Send this deputy").sees("There is a problem").looks("invitation-deputy-errors")
    director.types("Their name", "Femi Adair").types("Their work email address", "femi.adair@portway.example")
    director.page.get_by_label("Their role").select_option("business-manager")
    director.presses("Send this deputy").sees("A deputy comes").looks("invitation-deputised")
    assert "takes the meeting out of your calendar" in director.opens_mail(DIRECTOR, "Femi Adair comes instead: ")
    femi = person("femi").opens_mail("femi.adair@portway.example", "You have a place")
    assert "has given the place to you" in femi

    director.goes_to(link_in(mail, "invited")).clicks("I cannot come, nor anybody else").looks("invitation-decline")
    director.types("Why?", "Our board meets that day.").presses("Cannot come").sees("You do not come")
    director.looks("invitation-declined")
    convenor.goes_to(convenor.invitations).sees("Our board meets that day.")

    stranger = person("stranger")
    stranger.page.goto(f"{stranger.served.url}/events/invited/{'x' * 40}/")
    stranger.sees("This link does not work any more").looks("link-over")


def test_an_assistant_asks_a_director_and_answers_for_them(person):
    convenor = opens_invitations(person("convenor"))
    invites(convenor, "Edmund Vale", CHIEF)

    assistant = person("ovm").goes_to("/events/desk/").looks("desk")
    assistant.clicks("Ask a director").looks("ask-director")
    assistant.types("Name of your director", "Edmund Vale").types("Their work email address", CHIEF)
    assistant.presses("Ask them").sees("We have written to your director").does_not_see("Stop acting for Edmund Vale")

    director = person("edmund")
    link = link_in(director.opens_mail(CHIEF, "act for you at meetings"), "assistant/link")
    director.goes_to(link).looks("assistant-asked")
    assistant.goes_to("/events/desk/").does_not_see("Stop acting for Edmund Vale")  # looking decided nothing
    director.presses("Yes, they may").sees("acts for you").looks("assistant-granted")

    assistant.goes_to("/events/desk/").sees("Stop acting for Edmund Vale").looks("desk-full")
    assistant.page.locator("h2", has_text="Edmund Vale").locator("xpath=following::a[1]").click()
    assistant.sees("Edmund Vale is invited").looks("invitation-for-director")
    assistant.presses("They will come").sees("They have a place").looks("invitation-answered-for-director")
    assert "answered your invitation for you" in director.opens_mail(CHIEF, "You come: ")
    assert "Edmund Vale comes" in assistant.opens_mail("maya.okafor@northmarsh.example", "Done for Edmund Vale")
    director.opens_mail(CHIEF, "You have a place")

    assistant.goes_to("/events/desk/")
    assistant.page.get_by_role("link", name=re.compile("Change .* for Edmund Vale")).click()
    assistant.looks("place-of-director").clicks("send somebody instead").looks("substitute")

    director.goes_to(link).presses("End it now").sees("from this moment").looks("assistant-ended")
    place = assistant.page.url
    assert assistant.page.goto(place).status == 404
    assistant.goes_to("/events/desk/").does_not_see("Edmund Vale")
