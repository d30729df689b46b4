"""Somebody types an NHS number: refused, replaced in one press without JavaScript, or sent to a moderator."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser
POST = "/blog/first-london-network-meeting/"
TYPED = "A patient with NHS number 999 000 0018 has left. What now?"


def test_a_number_is_replaced_in_one_press_or_a_moderator_is_asked(person):
    olu = person("convenor", javascript=False).goes_to(POST)
    olu.types("Your comment", TYPED).presses("Send")
    olu.sees("It looks as if this contains an NHS number")
    assert olu.page.get_by_label("Your comment").input_value() == TYPED
    olu.sees("A patient with NHS number [NHS number removed] has left.")
    olu.presses("Send it like this").sees("NHS number [NHS number removed] has left")

    writer = person("convenor").goes_to(POST)
    writer.types("Your comment", f"{TYPED} It is our invoice.").presses("Send").looks("guard-refused")
    writer.presses("It is something else").sees("waits for a moderator")

    staff = person("moderator").goes_to("/admin/held-by-the-guard/").sees("an NHS number")
    staff.keeps_picture("guard-held")
    staff.goes_to("/admin/reports/guard/").sees("CommentForm.body")
    staff.keeps_picture("guard-report")


def test_a_search_for_a_patient_is_not_made(person):
    visitor = person("visitor")
    answer = visitor.page.goto(visitor.served.url + "/search/?q=NHS+number+999+000+0018")
    assert answer.status == 422
    visitor.sees("We did not search for that").looks("guard-search")
