"""A convenor invites three by lines: one has no account, signs up and is a member; one declines; one is taken back."""

from __future__ import annotations

import re

from tests.browser.test_accounts import PASSWORD

NEWCOMER = "nia.lloyd@northmarsh.example"
UNWILLING = "owen.frith@northmarsh.example"
WRONG = "somebody.else@northmarsh.example"


def link_in(mail: str, path: str) -> str:
    return re.search(rf"http\S+/{path}\S+", mail).group(0)


def test_three_are_invited_and_each_answers_in_their_own_way(person):
    convenor = person("convenor").goes_to("/networks/london/").clicks("Invite people")
    convenor.keeps_picture("network-invitations").clicks("Invite people").looks("network-invite")
    lines = f"Nia Lloyd, {NEWCOMER}\nOwen Frith; {UNWILLING}\nnot an address\n{WRONG}"
    convenor.types("Email addresses", lines).presses("See what was read").sees("Line 3").looks("network-invite-errors")
    convenor.types("Email addresses", f"Nia Lloyd, {NEWCOMER}\n{UNWILLING}\n{WRONG}\n{NEWCOMER}")
    convenor.types("A few words", "We would be glad to have you.").presses("See what was read")
    convenor.sees("stands in your list twice").looks("network-invite-preview")
    convenor.presses("Send 3 invitations").sees("3 invitations sent").looks("network-invitations")

    newcomer = person("nia")
    mail = newcomer.opens_mail(NEWCOMER, "You are invited to London network")
    assert "We would be glad to have you." in mail
    newcomer.goes_to(link_in(mail, "networks/invited/")).sees("You are invited to London network")
    assert "/invited/" not in newcomer.page.url
    newcomer.looks("network-invitation").presses("Accept and create an account")
    assert newcomer.page.get_by_label("Work email").input_value() == NEWCOMER
    for label, text in {"First name": "Nia", "Last name": "Lloyd", "Password": PASSWORD}.items():
        newcomer.types(label, text)
    newcomer.page.get_by_label(re.compile("I agree")).check()
    newcomer.presses("Sign up").sees("Check your")
    convenor.goes_to(convenor.page.url).sees("Accepted, account not ready")
    newcomer.goes_to(link_in(newcomer.opens_mail(NEWCOMER, "Confirm your email"), "accounts/confirm-email/"))
    newcomer.presses("Confirm").goes_to("/networks/london/").sees("You are a member")
    newcomer.keeps_picture("network-after-invitation")

    unwilling = person("owen")
    unwilling.goes_to(link_in(unwilling.opens_mail(UNWILLING, "You are invited"), "networks/invited/"))
    unwilling.clicks("No, thank you").looks("network-invitation-decline")
    unwilling.types("Why not?", "I have left the trust.").presses("I do not want to join").sees(
        "You do not want to join"
    )
    unwilling.looks("network-invitation-declined")

    convenor.goes_to(convenor.page.url).sees("I have left the trust.").sees("Has joined")
    convenor.page.get_by_role("link", name=f"Take back the invitation of {WRONG}").click()
    convenor.looks("network-invitation-revoke").presses("Take it back").sees("Its link opens nothing any more")
    stranger = person("stranger")
    mail = stranger.opens_mail(WRONG, "You are invited")
    assert stranger.page.goto(link_in(mail, "networks/invited/")).status == 410
    stranger.looks("network-invitation-over")


def test_an_invitation_passed_on_lets_nobody_else_in(person):
    convenor = person("convenor").goes_to("/networks/london/").clicks("Invite people").clicks("Invite people")
    convenor.types("Email addresses", "ffion.ames@northmarsh.example").presses("See what was read")
    convenor.presses("Send 1 invitation").sees("1 invitation sent")
    maya = person("ovm")
    mail = maya.opens_mail("ffion.ames@northmarsh.example", "You are invited")
    maya.goes_to(link_in(mail, "networks/invited/")).sees("for another address").does_not_see("Join this network")
    maya.looks("network-invitation-elsewhere")
