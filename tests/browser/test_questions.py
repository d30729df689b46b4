"""A member on a phone answers what a meeting asks, mends an error, changes an answer; and brings colleagues."""

from __future__ import annotations

import re

MEETING = "/networks/midlands/midlands-the-first-five-minutes/"
PHONE = {"width": 390, "height": 800}
NARROW = {"width": 320, "height": 700}


def box(person, name: str, value: str):
    return person.page.locator(f"[name={name}][value='{value}']")


def test_a_member_on_a_phone_answers_mends_an_error_and_changes_an_answer(person):
    olu = person("ovm")
    olu.page.set_viewport_size(NARROW)
    olu.goes_to(MEETING).chooses("^register$")
    dish = olu.page.get_by_text("Which lunch would you like?")
    assert not dish.is_visible(), "nobody has said that they stay"
    box(olu, "q_lunch", "Yes").check()
    assert dish.is_visible()
    olu.types("What should we know about your food?", "No nuts")
    olu.page.get_by_label("People of my trust and region").check()
    olu.looks("register-questions").presses("Register")

    olu.sees("There is a problem").sees("Answer the question: Which lunch would you like?")
    assert box(olu, "q_lunch", "Yes").is_checked()
    assert olu.page.get_by_label("What should we know about your food?").input_value() == "No nuts"
    olu.looks("register-questions-error")
    box(olu, "q_dish", "A salad").check()
    olu.presses("Register").sees("You have a place")

    olu.page.set_viewport_size(PHONE)
    olu.goes_to("/events/mine/").chooses("change your registration for midlands")
    assert box(olu, "q_dish", "A salad").is_checked()
    olu.looks("change-answers")
    box(olu, "q_lunch", "No").check()
    assert not olu.page.get_by_text("Which lunch would you like?").is_visible()
    olu.presses("Save").sees("Your answers are changed.")


def test_without_a_script_the_question_says_when_it_applies(person):
    plain = person("finance-director", javascript=False).goes_to(MEETING).chooses("^register$")
    plain.sees("Only if you answered “Yes” to “Will you stay for lunch?”.")
    box(plain, "q_lunch", "No").check()
    plain.presses("Register").sees("You have a place")


def test_somebody_registers_colleagues_of_their_trust(person):
    ruth = person("convenor")
    ruth.page.set_viewport_size(NARROW)
    ruth.goes_to(MEETING).clicks("Register colleagues").looks("colleagues")
    ruth.page.locator("[name=name_1]").fill("Ana Example")
    ruth.page.locator("[name=email_1]").fill("ana.example@thamesgate.example")
    ruth.presses("Check").sees("Choose the role of colleague 1.").looks("colleagues-error")
    ruth.page.locator("[name=role_1]").select_option(label="Business manager")
    ruth.presses("Check").sees("Gets a place").looks("colleagues-check")
    ruth.presses("Register them").sees("1 colleague is registered and told by email.").sees("Ana Example")
    ruth.looks("colleagues-mine")
    mail = ruth.opens_mail("ana.example@thamesgate.example", "place")
    assert "Ruth Bell has registered you." in mail and re.search(r"/events/link/withdraw/", mail)
