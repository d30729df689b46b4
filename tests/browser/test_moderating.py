"""A guest comments, a member reports, a moderator takes, removes and blocks, the author appeals, another answers."""

from __future__ import annotations

import re

POST = "/blog/first-london-network-meeting/"
QUEUE = "/discussion/moderation/"


def test_a_guests_comment_is_taken_from_the_queue_and_published(person):
    guest = person("guest").goes_to(POST)
    guest.clicks("Leave a comment").sees("A moderator reads your comment before it is published")
    guest.types("Your comment", "Could the next meeting be in Leeds?")
    guest.types("Your name", "Gwen Guest").types("Your email address", "gwen@public.example").looks("guest-comment")
    guest.presses("Send").sees("usually within one working day").looks("guest-comment-waits")

    staff = person("admin").goes_to(QUEUE).sees("Could the next meeting be in Leeds?").looks("moderation-queue")
    ticket = staff.page.locator("article", has_text="Could the next meeting be in Leeds?")
    with staff.page.expect_navigation():
        ticket.get_by_role("button", name="Take it").click()
    staff.sees("You have taken it until").looks("moderation-taken")
    staff.presses("Publish").sees("It is published and its writer is told.")
    guest.goes_to(POST).sees("Could the next meeting be in Leeds?")


def test_a_report_leads_to_a_removal_a_block_an_appeal_and_its_answer(person):
    author = person("ovm").goes_to("/networks/london/")
    if author.page.get_by_role("link", name="Ask the network").count() == 0:
        author.chooses("^join").sends().goes_to("/networks/london/")
    author.clicks("Ask the network").types("In one line", "About the new forms")
    author.page.get_by_label("A discussion, to exchange experience").check()
    author.types("Details", "Whoever made these forms cannot read.").sends()
    address = author.page.url

    reader = person("second-finance-director").goes_to(address)
    reader.page.get_by_role("link", name=re.compile("^Report")).first.click()
    reader.sees("What is wrong with it?").looks("report")
    reader.page.get_by_label("It is insulting, threatening or harassing").check()
    reader.presses("Report").sees("A moderator looks within one working day")

    ruth = person("convenor").goes_to(f"{QUEUE}?reason=reported").sees("Whoever made these forms cannot read.")
    ticket = ruth.page.locator("article", has_text="Whoever made these forms cannot read.")
    with ruth.page.expect_navigation():
        ticket.get_by_role("button", name="Take it").click()
    ruth.sees("It is insulting, threatening or harassing").looks("reported-comment")
    ruth.clicks("Remove").sees("Keep its writer from writing as well?")
    ruth.types("Reason", "It insults colleagues.")
    ruth.page.get_by_label("Yes, for a week").check()
    ruth.looks("remove-and-block").presses("Remove this comment")

    author.goes_to(address).sees("You can read but not write in").does_not_see("Whoever made these forms")
    author.looks("blocked-writer").goes_to("/discussion/decisions/").sees("It insults colleagues.").looks("decisions")
    author.page.get_by_role("link", name=re.compile("Ask for a second look at your comment")).first.click()
    author.types("Why should it be decided otherwise?", "I meant the software.").looks("appeal")
    author.presses("Appeal").sees("Your appeal is sent")

    ruth.goes_to(QUEUE).does_not_see("I meant the software.")
    sanjay = person("finance-director").goes_to(f"{QUEUE}?reason=appeal").sees("I meant the software.")
    ticket = sanjay.page.locator("article", has_text="I meant the software.")
    with sanjay.page.expect_navigation():
        ticket.get_by_role("button", name="Take it").click()
    sanjay.page.get_by_label("Undo the first decision").check()
    sanjay.types("Your answer", "Understood. Please be kinder about it.").looks("answer-appeal")
    sanjay.presses("Decide").sees("The appeal is answered and the writer told.")
    author.goes_to(address).sees("Whoever made these forms cannot read.")
    ruth.goes_to("/discussion/moderation/blocks/").looks("blocks")
