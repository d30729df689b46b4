"""Each page of a network's life empty, as usual, full and posted wrong: two pictures, and what they show.

`make look` draws them; the suite leaves them out. The sheet to leaf through is `.var/pictures/states.html`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.template import Context, Engine

from .conftest import AT_REST, PICTURES, WIDTHS, Person
from .served import Served, serve
from .test_every_page import ADDRESSES

pytestmark = pytest.mark.look

# Who looks, what the picture is called, where. In a state that lacks a word in braces the page is left out.
PAGES = [
    ("visitor", "networks", "/networks/"),
    ("visitor", "network-teaser", "/networks/{slug}/"),
    ("visitor", "coverage", "/networks/coverage/"),
    ("visitor", "propose", "/networks/propose/"),
    ("member", "network", "/networks/{slug}/"),
    ("member", "join", "/networks/{joinable}/join/"),
    ("member", "leave", "/networks/{network}/leave/"),
    ("member", "mute", "/networks/{network}/mute/"),
    ("member", "network-files", "/networks/{network}/files/"),
    ("member", "discussions", "/discussions/"),
    ("member", "discussions-of", "/discussions/{page}/"),
    ("member", "discussions-unread", "/discussions/?show=unread"),
    ("member", "thread", "/discussion/{thread}/"),
    ("member", "start", "/discussion/pages/{page}/start/"),
    ("member", "case", "/discussion/pages/{page}/case/"),
    ("member", "reply", "/discussion/comments/{comment}/reply/"),
    ("member", "report", "/discussion/comments/{comment}/report/"),
    ("member", "report-person", "/discussion/people/{person}/report/"),
    ("member", "my-reports", "/discussion/reported/"),
    ("member", "my-decisions", "/discussion/decisions/"),
    ("member", "news", "/me/news/"),
    ("member", "news-settings", "/me/news/settings/"),
    ("member", "me", "/me/"),
    ("member", "messages", "/people/messages/"),
    ("convenor", "message", "/people/messages/{message}/"),
    ("convenor", "message-block", "/people/messages/{message}/block/"),
    ("convenor", "message-report", "/people/messages/{message}/report/"),
    ("member", "people", "/people/"),
    ("member", "person", "/people/{person}/"),
    ("member", "write", "/people/{person}/write/"),
    ("convenor", "network-led", "/networks/{slug}/"),
    ("convenor", "manage", "/networks/{network}/manage/"),
    ("convenor", "members", "/networks/{network}/members/"),
    ("convenor", "requests", "/networks/{network}/requests/"),
    ("convenor", "requests-late", "/networks/{network}/requests/?show=late"),
    ("convenor", "requests-decided", "/networks/{network}/requests/?show=decided"),
    ("convenor", "approve", "/networks/{network}/requests/{request}/approve/"),
    ("convenor", "decline", "/networks/{network}/requests/{request}/decline/"),
    ("convenor", "role", "/networks/{network}/members/{membership}/role/"),
    ("convenor", "remove-member", "/networks/{network}/members/{membership}/remove/"),
    ("convenor", "bars", "/networks/{network}/bars/"),
    ("convenor", "appeal-answer", "/networks/{network}/bars/{bar}/"),
    ("convenor", "bar-lift", "/networks/{network}/bars/{bar}/lift/"),
    ("convenor", "invitations", "/networks/{network}/invitations/"),
    ("convenor", "invite", "/networks/{network}/invitations/new/"),
    ("convenor", "invitation-again", "/networks/{network}/invitations/{invitation}/resend/"),
    ("convenor", "invitation-revoke", "/networks/{network}/invitations/{invitation}/revoke/"),
    ("convenor", "broadcasts", "/networks/{network}/broadcasts/"),
    ("convenor", "broadcast-write", "/networks/{network}/broadcasts/new/"),
    ("convenor", "broadcast", "/networks/{network}/broadcasts/{broadcast}/"),
    ("convenor", "hand-over", "/networks/{network}/hand-over/"),
    ("convenor", "log", "/networks/{network}/manage/log/"),
    ("convenor", "folder", "/networks/{network}/manage/folder/"),
    ("convenor", "archive", "/networks/{network}/manage/archive/"),
    ("convenor", "discussions-who", "/networks/{network}/manage/discussions/"),
    ("convenor", "attendance", "/events/attendance/?network={network}"),
    ("convenor", "thread-led", "/discussion/{thread}/"),
    ("convenor", "thread-close", "/discussion/{thread}/close/"),
    ("convenor", "thread-move", "/discussion/{thread}/move/"),
    ("convenor", "thread-merge", "/discussion/{thread}/merge/"),
    ("convenor", "answer-mark", "/discussion/comments/{answer}/mark/"),
    ("convenor", "unanswered", "/discussion/unanswered/"),
    ("convenor", "moderation-led", "/discussion/moderation/"),
    ("moderator", "moderation", "/discussion/moderation/"),
    ("convenor", "moderation-one", "/discussion/moderation/comment/{held}/"),
    ("convenor", "moderation-refuse", "/discussion/moderation/{held}/refuse/"),
    ("moderator", "blocks", "/discussion/moderation/blocks/"),
    ("moderator", "messages-reported", "/people/messages/reported/"),
    ("moderator", "proposals", "/networks/proposals/"),
    ("moderator", "proposal", "/networks/proposals/{proposal}/"),
    ("moderator", "network-open", "/networks/open/"),
    ("moderator", "kind", "/networks/{network}/manage/kind/"),
]

# What is posted wrong: who, the picture, where, and what is typed by the name of its box. All other boxes are emptied.
WRONG: list[tuple[str, str, str, dict[str, str]]] = [
    ("visitor", "propose", "/networks/propose/", {"email": "not an address"}),
    ("member", "start", "/discussion/pages/{page}/start/", {}),
    ("member", "case", "/discussion/pages/{page}/case/", {}),
    ("member", "thread", "/discussion/{thread}/", {}),
    ("member", "reply", "/discussion/comments/{comment}/reply/", {"body": "Their NHS number is 943 476 5919."}),
    ("member", "report", "/discussion/comments/{comment}/report/", {}),
    ("member", "write", "/people/{person}/write/", {"subject": "Only a subject"}),
    ("convenor", "message", "/people/messages/{message}/", {}),
    ("convenor", "message-report", "/people/messages/{message}/report/", {}),
    ("member", "news-settings", "/me/news/settings/", {"quiet_from": "25:99"}),
    ("convenor", "decline", "/networks/{network}/requests/{request}/decline/", {}),
    ("convenor", "appeal-answer", "/networks/{network}/bars/{bar}/", {}),
    ("convenor", "invite", "/networks/{network}/invitations/new/", {"people": "nobody at nowhere\nann@"}),
    ("convenor", "broadcast-write", "/networks/{network}/broadcasts/new/", {}),
    ("convenor", "hand-over", "/networks/{network}/hand-over/", {}),
    ("convenor", "remove-member", "/networks/{network}/members/{membership}/remove/", {}),
    ("convenor", "folder", "/networks/{network}/manage/folder/", {}),
    ("convenor", "moderation-refuse", "/discussion/moderation/{held}/refuse/", {}),
    ("convenor", "answer-mark", "/discussion/comments/{answer}/mark/", {}),
    ("convenor", "remove-comment", "/discussion/comments/{comment}/remove/", {}),
    ("moderator", "proposal", "/networks/proposals/{proposal}/", {}),
    ("moderator", "network-open", "/networks/open/", {}),
]

MORE_ADDRESSES = """
import json
from networks.models import Network
from portal.discussion.models import Comment
from tests.browser.crowd import member
london = Network.objects.get(page__slug="london")
question = london.page.threads.filter(kind="question", status="answered").first()
others = london.memberships.filter(role="member").exclude(user=member())
print(json.dumps({
    "network": london.pk, "page": london.page_id, "slug": "london", "member": member().email,
    "joinable": Network.objects.get(page__slug="south-east").pk,
    "held": Comment.objects.filter(state="held", thread__page=london.page_id).order_by("pk").first().pk,
    "thread": question.pk,
    "answer": question.comments.exclude(pk=question.comments.order_by("pk").first().pk).order_by("pk").first().pk,
    "membership": others.last().pk, "person": others.first().user_id,
    "invitation": london.invitations.filter(state="sent").last().pk,
}))
"""

SEEN = (Path(__file__).parent / "seen.js").read_text()
SHEET = (Path(__file__).parent / "states.html").read_text()

drawn: dict[str, list[tuple[str, int, str]]] = {}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Served]:
    """A portal of their own: what is made here would be in the way of the journeys."""
    portal = serve(tmp_path_factory.mktemp("states"))
    yield portal
    portal.stop()
    sheet = Engine().from_string(SHEET).render(Context({"pages": sorted(drawn.items())}))
    (PICTURES / "states.html").write_text(sheet)


@pytest.fixture(scope="module")
def states(served: Served) -> dict[str, Callable[[], dict[str, str]]]:
    """What the words in braces are in each state, made when it is asked for."""
    made: dict[str, dict[str, str]] = {}

    def ask(state: str, code: str) -> Callable[[], dict[str, str]]:
        def answer() -> dict[str, str]:
            if state not in made:
                made[state] = json.loads(served.manage("shell", "-v", "0", "-c", code).strip().splitlines()[-1])
            return made[state]

        return answer

    def usual() -> dict[str, str]:
        return ask("every", ADDRESSES)() | ask("usual", MORE_ADDRESSES)()

    def call(name: str) -> str:
        return f"import json; from tests.browser import crowd; print(json.dumps(crowd.{name}()))"

    return {
        "normal": usual,
        "error": usual,
        "full": ask("full", call("crowd")),
        "empty": lambda: ask("nothing", call("nothing_to_decide"))() | ask("empty", call("nobody_yet"))(),
    }


class Sitting:
    """Somebody who draws page after page, and tells all faults at the end."""

    def __init__(self, person: Person, state: str) -> None:
        self.person, self.state, self.faults = person, state, []

    def draws(self, name: str) -> None:
        page = self.person.page
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(AT_REST)
            self.person.keeps_picture(f"{name}--{self.state}-")
            drawn.setdefault(name, []).append((self.state, width, f"{name}--{self.state}--{width}.png"))
            self.faults += [f"{name}, {self.state}, {width}: {fault}" for fault in page.evaluate(SEEN)]
        page.set_viewport_size({"width": 1280, "height": 900})

    def opens(self, name: str, path: str) -> bool:
        answer = self.person.page.goto(self.person.served.url + path)
        if answer is None or answer.status != 200:
            self.faults.append(f"{name}, {self.state}: {path} answers {answer and answer.status}")
            return False
        return True

    def ends(self) -> None:
        assert not self.faults, "\n" + "\n".join(self.faults)


def seat(person: Callable[..., Person], who: str, email: str) -> Person:
    """A member of the network of this state, or whoever has this part in the demonstration."""
    if who != "member":
        return person(who)
    somebody = person(email)
    if somebody.goes_to("/me/").page.url != f"{somebody.served.url}/me/":
        somebody.signs_in(email)
        somebody.served.signed_in[email] = somebody.page.context.storage_state()
    return somebody


@pytest.mark.parametrize("who", ["visitor", "member", "convenor", "moderator"])
@pytest.mark.parametrize("state", ["normal", "error", "full", "empty"])
def test_pages_are_fit_to_be_seen(state, who, person, states):
    words = states[state]()
    sitting = Sitting(seat(person, who, words["member"]), state)
    for by, name, path, *typed in WRONG if state == "error" else PAGES:
        try:
            address = path.format(**words)
        except KeyError:
            continue
        if by != who or not sitting.opens(name, address):
            continue
        if state == "error":
            posts_wrong(sitting, name, typed[0])
        else:
            sitting.draws(name)
    sitting.ends()


def posts_wrong(sitting: Sitting, name: str, typed: dict[str, str]) -> None:
    """Empty every box of the page's longest form, type what is given, and send it past the browser's own checks."""
    page = sitting.person.page
    if page.locator("main form[method=post]").count() == 0:
        sitting.faults.append(f"{name}: nothing to fill in at {page.url}")
        return
    with page.expect_navigation():
        page.evaluate(
            """typed => {
              const forms = [...document.querySelectorAll('main form[method=post]')];
              const form = forms.sort((a, b) => b.elements.length - a.elements.length)[0];
              for (const box of form.elements) {
                if (box.type === 'hidden' || box.type === 'submit') continue;
                if (['radio', 'checkbox'].includes(box.type)) box.checked = false;
                else box.value = typed[box.name] || '';
              }
              form.noValidate = true;
              form.requestSubmit(form.querySelector('button[type=submit]'));
            }""",
            typed,
        )
    if page.locator(".nhsuk-error-summary").count() == 0:
        sitting.faults.append(f"{name}: posted wrong, and no summary of errors at {page.url}")
    sitting.draws(name)
