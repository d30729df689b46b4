"""A member asks without a name, about a case, with marks and a draft; and finds the words again after a session."""

from __future__ import annotations

import re

ASKER, HELPER = "amara.abara@thamesgate.example", "farah.frost@highfold.example"
LONDON = "/networks/london/"
ROLE = "overseas visitor manager"


def start(person, what: str = "start"):
    person.goes_to(LONDON).chooses("^ask the network$")
    if what == "case":
        person.clicks("Ask about a case")
    return person


def box(person):
    return person.page.locator("textarea[name=body]")


def keeps(person) -> None:
    person.page.locator("[data-draft]", has_text=re.compile("Draft kept")).wait_for()


def test_a_member_asks_without_a_name_and_only_the_convenor_sees_who(person):
    amara = start(person("amara").signs_in(ASKER))
    amara.types("In one line", "May I say that our plan was wrong?")
    amara.page.get_by_label("Details").fill("Our plan was **wrong**.")
    amara.page.get_by_label("Without my name").check()
    amara.sees("Freedom of Information Act").looks("ask-without-name")
    amara.presses("Preview").sees("Preview: nothing is sent yet").looks("ask-preview")
    assert amara.page.get_by_label("Without my name").is_checked()
    amara.presses("Post").sees("You wrote this without your name.").looks("asked-without-name")
    address = amara.page.url
    assert "Amara" not in amara.page.locator("main").inner_text()

    farah = person("farah").signs_in(HELPER).goes_to(address).sees("wrong")
    assert "Amara" not in farah.page.content()
    assert ROLE in farah.page.locator("main").inner_text()
    farah.page.locator("textarea[name=body]").fill("We all had one.")
    farah.presses("Send").sees("We all had one.")
    ruth = person("convenor").goes_to(address)
    ruth.sees("You see it because you look after this: Amara Abara").looks("asked-without-name-convenor")
    answers(farah, ruth, address)


def answers(farah, ruth, address: str) -> None:
    """The same thread goes on: useful without a new page, and an edit that names somebody and can be looked up."""
    useful = ruth.page.get_by_role("button", name=re.compile("Useful to me: this comment by Farah"))
    useful.press("Enter")
    ruth.page.locator("button[aria-pressed=true]").wait_for()
    assert ruth.page.url == address, "no page was loaded"
    assert ruth.page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true", "the focus stays"
    farah.chooses("^edit your comment$")
    box(farah).fill("")
    box(farah).press_sequentially("All of us had one, and so had @ruth b", delay=20)
    farah.page.get_by_role("option", name=re.compile("Ruth Bell")).wait_for()
    farah.looks("mention-names")
    farah.page.keyboard.press("ArrowDown")
    farah.page.keyboard.press("ArrowUp")
    farah.page.keyboard.press("Enter")
    assert box(farah).input_value().endswith("@Ruth Bell ")
    farah.presses("Save").sees("Your comment is changed.").looks("comment-edited")
    farah.chooses("^edited ").sees("What a comment said before").sees("We all had one.").looks("comment-history")


def test_words_outlive_a_session_and_stay_their_writers(person):
    amara = start(person("amara").signs_in(ASKER))
    amara.types("In one line", "What if the session ends?")
    box(amara).fill("A long text that nobody types twice.")
    keeps(amara)
    amara.page.context.clear_cookies(name="sessionid")
    amara.presses("Post").sees("What you wrote is kept")
    amara.page.locator("input[name=login]").fill(ASKER)
    amara.page.locator("input[name=password]").fill("demo-only-password")
    amara.sends().sees("We kept what you began to write here").looks("draft-restored")
    assert box(amara).input_value() == "A long text that nobody types twice."
    amara.presses("Discard it").sees("Your draft is gone.")
    assert box(amara).input_value() == ""


def test_marks_come_by_keyboard_and_a_watched_phrase_is_explained(person):
    farah = start(person("farah").signs_in(HELPER))
    farah.types("In one line", "How do we save time?")
    box(farah).fill("everybody")
    box(farah).press("Control+a")
    farah.page.get_by_role("button", name="Bold").focus()
    farah.page.keyboard.press("Enter")
    assert box(farah).input_value() == "**everybody**"
    box(farah).press("End")
    farah.page.keyboard.type(" and foreign names first")
    farah.presses("Post").sees("Everybody is asked the same questions").looks("watched-phrase")
    assert box(farah).input_value() == "**everybody** and foreign names first"
    farah.page.get_by_label("Details").fill("The same three lines for everybody.")
    farah.presses("Post").sees("The same three lines for everybody.")


def test_a_case_is_asked_in_bands_and_waits_while_few_are_like_it(person):
    farah = start(person("farah").signs_in(HELPER), "case")
    farah.looks("ask-about-case")
    farah.presses("Ask").sees("Choose the rule it is about.").looks("ask-about-case-errors")
    farah.page.get_by_label("Immigration health surcharge").check()
    farah.page.get_by_label("40 to 64").check()
    farah.types("Your question in one line", "What counts as paid?")
    box(farah).fill("Admitted on 12 March, paid after.")
    farah.presses("Ask").sees("Leave out the date.")
    box(farah).fill("It was paid after the first day.")
    farah.presses("Ask").sees("Few cases like it have been asked").sees("40 to 64").looks("case-waits")


def test_without_a_script_there_are_no_buttons_for_marks_and_all_else_works(person):
    plain = start(person("farah", javascript=False).signs_in(HELPER))
    assert not plain.page.get_by_role("button", name="Bold").is_visible()
    plain.types("In one line", "Does it work plainly?")
    box(plain).fill("- yes\n- it does")
    plain.presses("Preview").sees("Preview: nothing is sent yet")
    plain.presses("Post")
    assert plain.page.locator(".comment__text li").count() == 2


def test_an_answer_is_checked_put_forward_and_the_same_question_leads_to_it(person):
    farah = start(person("farah").signs_in(HELPER))
    farah.types("In one line", "How often may one meet clinicians?")
    farah.page.get_by_role("heading", name="Is it one of these?").wait_for()
    farah.sees("How often do you meet your clinicians?").looks("similar-questions")
    box(farah).fill("Is twice a year enough?")
    farah.presses("Post").sees("Is twice a year enough?")
    same = farah.page.url

    ruth = person("convenor").goes_to(same).chooses("^the same question as another")
    ruth.looks("merge-choose")
    ruth.chooses("^look at both.*meet your clinicians")
    ruth.sees("You can undo it.").looks("merge-preview").presses("Put them together")
    ruth.sees("It goes on elsewhere").looks("merged")

    ruth.goes_to(LONDON).goes_to("/discussions/").clicks("How do you ask everybody without slowing the desk?")
    ruth.sees("The checked answer").looks("checked-answer")
    ruth.chooses("^mark of the answer by").looks("mark-answer").presses("Mark it").looks("mark-answer-error")
    ruth.page.get_by_label("It agrees with a tool or guidance").check()
    ruth.page.get_by_label("Asking everybody, fairly").check()
    ruth.presses("Mark it").sees("Asking everybody, fairly")
    ruth.chooses("^put in the toolbox").looks("promote").presses("Put it before the editors")
    ruth.sees("A draft of it waits with the toolbox")
