"""Every page in its fullest state: a picture, axe and no sideways scroll, at 1280 and 320 pixels."""

from __future__ import annotations

import json

import pytest

# Who sees most of it, the name of its picture, its address. The words in braces are filled from ADDRESSES below.
PAGES = {
    "visitor": [
        ("home", "/"),
        ("networks", "/networks/"),
        ("networks-search", "/networks/?q=Hartsfield"),
        ("networks-search-nothing", "/networks/?q=zzzz"),
        ("network-visitor", "/networks/london/"),
        ("sub-network-teaser", "/networks/london/finance-directors/"),
        ("propose-network", "/networks/propose/"),
        ("meetings-upcoming", "/meetings/"),
        ("meetings-past", "/meetings/?when=past"),
        ("meetings-month", "/meetings/?month={month}"),
        ("meetings-region", "/meetings/?region=london"),
        ("meetings-month-by-month", "/meetings/?view=month&month={month}"),
        ("meetings-for", "/meetings/?for=finance-director&format=in-person"),
        ("meetings-nothing", "/meetings/?month=2031-01"),
        ("meeting-open", "/meetings/new-in-the-role-an-hour-of-questions/"),
        ("meeting-reserved", "/meetings/the-board-paper-written-together/"),
        ("meeting-cancelled", "/meetings/debt-recovery-letters-that-are-answered/"),
        ("meeting-over", "/meetings/national-day-what-we-learned-this-year/"),
        ("ticket", "/events/door/AAAAAAAA/"),
        ("register-visitor", "/events/{open_meeting}/register/"),
        ("toolbox", "/toolbox/"),
        ("toolbox-filtered", "/toolbox/?q=interview&type=template&type=checklist"),
        ("toolbox-nothing", "/toolbox/?q=zzzz&type=dataset"),
        ("ideas-visitor", "/ideas/"),
        ("broadcasts-stop", "/networks/quiet/{quiet}/"),
        ("guidance-chapters", "/toolbox/recovering-debt-what-works-and-what-harms/"),
        ("tool-external-link", "/toolbox/visiting-and-healthcare-the-public-pages/"),
        ("glossary", "/toolbox/glossary/"),
        ("this-week", "/toolbox/this-week/"),
        ("interview-now", "/toolbox/interview/"),
        ("desk-pack", "/toolbox/desk-pack/"),
        ("tool-changes", "/toolbox/changes/{tool}/"),
        ("tool-adoption", "/toolbox/adoption/{tool}/"),
        ("file-preview", "/documents/{file}/preview/"),
        ("guidance-edition", "/toolbox/editions/{edition}/"),
        ("blog", "/blog/"),
        ("blog-category", "/blog/category/{category}/"),
        ("blog-month", "/blog/2014/2/"),
        ("blog-post", "/blog/first-london-network-meeting/"),
        ("search-results", "/search/?q=interview"),
        ("search-nothing", "/search/?q=zzzzqqqq"),
        ("search-did-you-mean", "/search/?q=intervew"),
        ("search-empty", "/search/"),
        ("support", "/support/"),
        ("contact", "/contact/"),
        ("accessibility", "/accessibility/"),
        ("privacy", "/privacy/"),
        ("terms", "/terms/"),
        ("sign-in", "/accounts/login/"),
        ("sign-up-empty", "/accounts/signup/"),
        ("password-reset", "/accounts/password/reset/"),
        ("password-reset-done", "/accounts/password/reset/done/"),
        ("password-key-used", "/accounts/password/reset/key/1-set-password/"),
        ("development-mail", "/dev/mail/"),
        ("development-codes", "/dev/codes/"),
        ("development-mail-one", "/dev/mail/{mail}/"),
    ],
    "ovm": [
        ("me", "/me/"),
        ("my-profile", "/me/profile/"),
        ("my-trusts", "/me/trusts/"),
        ("where-i-work", "/me/trusts/add/?q=hospitals"),
        ("where-i-work-nothing", "/me/trusts/add/?q=zzzz"),
        ("my-photo", "/me/photo/"),
        ("my-page-as-others-see-it", "/me/profile/as-others-see-it/"),
        ("terms", "/me/terms/"),
        ("people", "/people/"),
        ("people-nobody", "/people/?name=zzzz"),
        ("my-data", "/me/data/"),
        ("close-account", "/me/close/"),
        ("my-meetings", "/events/mine/"),
        ("join-network", "/networks/{midlands}/join/"),
        ("ask-to-join-network", "/networks/{south_east}/join/"),
        ("register", "/events/{open_meeting}/register/"),
        ("register-with-questions", "/events/{asking_meeting}/register/"),
        ("register-colleagues", "/events/{open_meeting}/colleagues/"),
        ("my-security", "/me/security/"),
        ("my-sessions", "/accounts/sessions/"),
        ("email-asks-again", "/accounts/email/"),
        ("password-change", "/accounts/password/change/"),
        ("sign-out", "/accounts/logout/"),
        ("discussions", "/discussions/"),
        ("discussions-of-network", "/discussions/{london_page}/"),
        ("idea-declined", "/discussion/{declined}/"),
        ("idea-put-forward", "/ideas/from-page/{support}/"),
        ("drafts", "/toolbox/drafts/"),
        ("draft", "/toolbox/drafts/{draft}/"),
        ("draft-paragraph", "/toolbox/drafts/paragraphs/{paragraph}/"),
        ("tool-adopt", "/toolbox/adoption/{tool}/say/"),
        ("tool-useful", "/toolbox/useful/{tool}/"),
        ("tool-problem", "/toolbox/problems/report/{tool}/"),
        ("bookmarks", "/me/kept/"),
        ("to-read", "/me/kept/to-read/"),
        ("collections", "/toolbox/shelves/"),
        ("offers", "/toolbox/offers/"),
        ("news", "/me/news/"),
        ("news-settings", "/me/news/settings/"),
        ("measures", "/support/measures/"),
        ("news-follow", "/me/news/follow/?about=networks.network:{london}"),
    ],
    "convenor": [
        ("review", "/toolbox/reviews/{tool}/"),
        ("me-convenor", "/me/"),
        ("network", "/networks/london/"),
        ("network-members", "/networks/{london}/members/"),
        ("network-requests", "/networks/{london}/requests/"),
        ("network-requests-late", "/networks/{london}/requests/?show=late"),
        ("network-requests-decided", "/networks/{london}/requests/?show=decided"),
        ("network-bars", "/networks/{london}/bars/"),
        ("network-appeal-answer", "/networks/{london}/bars/{bar}/"),
        ("network-bar-lift", "/networks/{london}/bars/{bar}/lift/"),
        ("network-mute", "/networks/{london}/mute/"),
        ("network-invitation-again", "/networks/{london}/invitations/{network_invitation}/resend/"),
        ("messages", "/people/messages/"),
        ("message", "/people/messages/{message}/"),
        ("message-block", "/people/messages/{message}/block/"),
        ("message-report", "/people/messages/{message}/report/"),
        ("write-to-seat", "/people/seats/{seat}/write/"),
        ("network-approve", "/networks/{london}/requests/{request}/approve/"),
        ("network-decline", "/networks/{london}/requests/{request}/decline/"),
        ("network-manage", "/networks/{london}/manage/"),
        ("network-discussions", "/networks/{london}/manage/discussions/"),
        ("network-hand-over", "/networks/{london}/hand-over/"),
        ("network-leave", "/networks/{london}/leave/"),
        ("question", "/discussion/{question}/"),
        ("moderation-one", "/discussion/moderation/comment/{held}/"),
        ("moderation-refuse", "/discussion/moderation/{held}/refuse/"),
        ("thread-merge", "/discussion/{asked_again}/merge/"),
        ("thread-merge-nothing", "/discussion/{asked_again}/merge/?q=zzzz"),
        ("thread-merged", "/discussion/{merged}/"),
        ("thread-close", "/discussion/{question}/close/"),
        ("thread-move", "/discussion/{question}/move/"),
        ("answer-mark", "/discussion/comments/{answer}/mark/"),
        ("answer-promote", "/toolbox/promote/{answer}/"),
        ("comment-history", "/discussion/comments/{edited}/history/"),
        ("comment-report", "/discussion/comments/{answer}/report/"),
        ("comment-edit", "/discussion/comments/{edited}/edit/"),
        ("comment-delete", "/discussion/comments/{edited}/delete/"),
        ("network-files-earlier", "/networks/{london}/files/"),
        ("network-file-restore", "/networks/{london}/files/versions/{file_version}/restore/"),
        ("network-role", "/networks/{london}/members/{membership}/role/"),
        ("network-remove", "/networks/{london}/members/{membership}/remove/"),
        ("network-log", "/networks/{london}/manage/log/"),
        ("network-invitations", "/networks/{london}/invitations/"),
        ("network-invite", "/networks/{london}/invitations/new/"),
        ("network-invitation-revoke", "/networks/{london}/invitations/{network_invitation}/revoke/"),
        ("broadcasts", "/networks/{london}/broadcasts/"),
        ("broadcast", "/networks/{london}/broadcasts/{broadcast}/"),
        ("broadcast-write", "/networks/{london}/broadcasts/new/"),
        ("ideas", "/ideas/"),
        ("ideas-nothing", "/ideas/?state=declined&kind=challenge"),
        ("ideas-of-network", "/ideas/{london_page}/"),
        ("ideas-waiting", "/ideas/queue/"),
        ("idea", "/discussion/{adopted}/"),
        ("idea-from-comment", "/ideas/from-comment/{comment}/"),
        ("idea-decide", "/ideas/decide/{idea}/"),
        ("news-unread", "/me/news/"),
        ("questions-unanswered", "/discussion/unanswered/"),
        ("start-thread", "/discussion/pages/{london_page}/start/"),
        ("ask-about-case", "/discussion/pages/{london_page}/case/"),
        ("reply", "/discussion/comments/{comment}/reply/"),
        ("remove-comment", "/discussion/comments/{comment}/remove/"),
        ("meeting-people", "/events/{london_meeting}/people/"),
        ("meeting-people-none", "/events/{london_meeting}/people/?q=nobody-is-called-so"),
        ("meeting-sheet", "/events/{london_meeting}/people/sheet/"),
        ("meeting-register-somebody", "/events/{london_meeting}/people/register/?name=a"),
        ("attendance", "/events/attendance/?network={london}"),
        ("list-people-print", "/exports/lists/events/people/print/?event={london_meeting}"),
        ("list-members", "/exports/lists/networks/members/?network={london}"),
        ("list-members-print", "/exports/lists/networks/members/print/?network={london}"),
        ("meeting-door", "/events/{london_meeting}/door/"),
        ("meeting-door-link", "/events/{london_meeting}/door/link/"),
        ("meeting-walk-in", "/events/{london_meeting}/door/walk-in/"),
        ("meeting-call-off", "/events/{london_meeting}/call-off/"),
        ("invitations-of-directors", "/events/{directors_meeting}/invitations/"),
        ("invite-person", "/events/{directors_meeting}/invitations/person/"),
        ("invite-list", "/events/{directors_meeting}/invitations/list/"),
        ("invite-seats", "/events/{directors_meeting}/invitations/seats/"),
        ("invitations-send", "/events/{directors_meeting}/invitations/send/"),
        ("invitations-remind", "/events/{directors_meeting}/invitations/remind/"),
        ("invitation-take-back", "/events/invitation/{invitation}/revoke/"),
        ("list-invited-print", "/exports/lists/events/invitations/print/?event={directors_meeting}"),
        ("let-an-assistant", "/events/desk/appoint/"),
        ("meeting-mails", "/events/{london_meeting}/mails/"),
        ("meeting-mails-of", "/events/{london_meeting}/mails/to/{london_message}/"),
        ("meeting-mails-of-nobody", "/events/{london_meeting}/mails/to/registered/"),
        ("meeting-mail-preview", "/events/{london_meeting}/mails/preview/joining/"),
        ("meeting-mails-send", "/events/{london_meeting}/mails/send/joining/"),
        ("meeting-write", "/events/{london_meeting}/mails/write/"),
        ("my-meetings-full", "/events/mine/"),
        ("search-member", "/search/?q=card+reader"),
        ("network-tool", "/networks/london/how-london-trusts-share-a-card-reader/"),
    ],
    "finance-director": [
        ("meeting-full", "/networks/north-west/north-west-invoicing-clinic/"),
        ("meeting-first", "/networks/london/the-first-london-network-meeting/"),
        ("sub-network", "/networks/london/finance-directors/"),
        ("meeting-for-me", "/networks/london/london-finance-directors/"),
    ],
    "moderator": [
        ("moderation", "/discussion/moderation/"),
        ("network-proposals", "/networks/proposals/"),
        ("comment-taken-up", "/networks/comments/{guest_comment}/"),
        ("moderation-blocks", "/discussion/moderation/blocks/"),
        ("reported-messages", "/people/messages/reported/"),
        ("list-proposals-filtered", "/exports/lists/networks/proposals/?all="),
        ("network-proposal", "/networks/proposals/{proposal}/"),
        ("network-open", "/networks/open/"),
        ("network-coverage", "/networks/coverage/"),
        ("network-coverage-region", "/networks/coverage/south-west/"),
    ],
    "editor": [
        ("draft-answers", "/toolbox/drafts/{draft}/"),
        ("draft-open", "/toolbox/drafts/open/{entry}/"),
        ("draft-close", "/toolbox/drafts/{draft}/close/"),
        ("draft-answer", "/toolbox/drafts/comments/{remark}/answer/"),
        ("reviews", "/toolbox/reviews/"),
        ("ask-to-read", "/toolbox/readings/ask/{tool}/"),
        ("read-by", "/toolbox/readings/{reading}/people/"),
        ("feedback", "/toolbox/feedback/"),
        ("cite", "/toolbox/cite/{tool}/"),
    ],
    "admin": [
        ("offers-to-answer", "/toolbox/offers/queue/"),
        ("rota", "/admin/specialists/"),
        ("rota-leave", "/admin/specialists_leave/"),
        ("meeting-answers", "/events/{asking_meeting}/answers/"),
        ("meeting-needs", "/events/{asking_meeting}/needs/"),
        ("network-kind", "/networks/{london}/manage/kind/"),
        ("network-files", "/networks/{london}/files/"),
        ("network-folder", "/networks/{london}/manage/folder/"),
        ("network-archive", "/networks/{london}/manage/archive/"),
        ("list-nothing", "/exports/lists/notifications/mails/?words=zzzz"),
        ("figures", "/support/figures/"),
        ("figures-hand-in", "/support/figures/hand-in/"),
        ("trust-figures", "/support/trusts/Y56-01/figures/"),
        ("chart", "/support/trusts/Y56-01/charts/{recovery}/"),
        ("worth", "/support/trusts/Y56-01/worth/"),
        ("chart-refused", "/support/trusts/Y56-01/charts/{aged_debt}/"),
        ("chart-step", "/support/trusts/Y56-01/charts/{recovery}/steps/"),
        ("assessments", "/support/trusts/{assessed}/assessment/"),
        ("assessment", "/support/trusts/{assessed}/assessment/{assessment}/"),
        ("assessment-open", "/support/trusts/{assessing}/assessment/{open_assessment}/"),
        ("benefits", "/support/benefits/"),
        ("ledger", "/support/trusts/{assessed}/benefits/"),
        ("benefit", "/support/trusts/{assessed}/benefits/{benefit}/"),
        ("packages", "/support/packages/"),
        ("package", "/support/trusts/{assessed}/package/"),
        ("package-plan", "/support/trusts/{assessed}/package/plan/"),
        ("cohorts", "/support/cohorts/"),
        ("cohort-new", "/support/cohorts/new/"),
        ("cohort", "/support/cohorts/{cohort}/"),
    ],
}

ADDRESSES = """
import json
from django.utils import timezone
from events.models import Dispatch, Invitation, Meeting
from networks.models import Bar, JoinRequest, Network, Proposal
from networks.quiet import quiet_url
from portal.blog.models import Category
from portal.discussion.models import Comment, Idea, Thread
from portal.files.models import FileVersion
from portal.programme.models import Assessment, Benefit, Cohort, Definition, SupportPage
from portal.users.models import Message, Seat
from toolbox.models import DraftForComment, DraftRemark, Edition, EntryPage, ReadingRequest
networks = {n.page.slug.replace("-", "_"): n for n in Network.objects.select_related("page")}
london = networks["london"]
coming = Meeting.objects.filter(starts_at__gt=timezone.now())
question = Thread.objects.filter(page=london.page, kind="question", status="answered").order_by("pk").first()
draft, merged = DraftForComment.objects.get(), Thread.objects.filter(merged_into__isnull=False).first()
finished, begun = Assessment.objects.finished().first(), Assessment.objects.open().get()
answers = Comment.objects.answers_in(question).exclude(author=None)
others = Thread.objects.filter(page=london.page, kind="question", merged_into=None).exclude(pk=question.pk)
print(json.dumps({
    **{name: network.pk for name, network in networks.items()},
    "london_page": london.page_id,
    "directors_meeting": coming.get(page__slug="london-finance-directors").page_id,
    "invitation": Invitation.objects.filter(meeting__page__slug="london-finance-directors").first().pk,
    "open_meeting": coming.get(page__slug="new-in-the-role-an-hour-of-questions").page_id,
    "asking_meeting": coming.get(page__slug="midlands-the-first-five-minutes").page_id,
    "london_meeting": coming.get(page__slug="london-managers-meeting").page_id,
    "london_message": Dispatch.objects.get(meeting__page__slug="london-managers-meeting", kind="message").pk,
    "month": coming.order_by("starts_at").first().starts_at.strftime("%Y-%m"),
    "request": JoinRequest.objects.filter(network=london, state="waiting").first().pk,
    "proposal": Proposal.objects.filter(state="new").first().pk,
    "bar": Bar.objects.filter(network=london).first().pk,
    "network_invitation": london.invitations.filter(state="sent").last().pk,
    "message": Message.objects.filter(receiver__email__startswith="ruth.bell@").first().pk,
    "seat": Seat.objects.filter(tenures__person__email__startswith="maya.").first().pk,
    "guest_comment": Comment.objects.filter(state="published").exclude(guest_email="").first().pk,
    "category": Category.objects.first().slug,
    "question": question.pk,
    "comment": Comment.objects.filter(thread=question, state="published").order_by("pk").last().pk,
    "mail": 1,
    "quiet": quiet_url(london.memberships.filter(role="member").first()).rstrip("/").rsplit("/", 1)[1],
    "asked_again": others.first().pk,
    "merged": merged.pk,
    "answer": answers.exclude(author__email__startswith="ruth.").last().pk,
    "edited": Comment.objects.filter(edited_at__isnull=False).first().pk,
    "held": Comment.objects.filter(state="held", thread__page=london.page).first().pk,
    "file_version": FileVersion.objects.filter(document__collection=london.collection).first().pk,
    "membership": london.memberships.filter(role="member").last().pk,
    "broadcast": london.broadcasts.first().pk,
    "recovery": Definition.objects.get(key="cash-of-invoiced-3m").pk,
    "aged_debt": Definition.objects.get(key="aged-debt").pk,
    "cohort": Cohort.objects.get().pk,
    "benefit": Benefit.objects.filter(organisation=finished.organisation).first().pk,
    "assessed": finished.organisation.code, "assessment": finished.pk,
    "assessing": begun.organisation.code, "open_assessment": begun.pk,
    "idea": Idea.objects.get(state="heard").pk,
    "adopted": Idea.objects.get(state="adopted").thread_id,
    "declined": Idea.objects.get(state="declined").thread_id,
    "support": SupportPage.objects.get().pk,
    "draft": draft.pk,
    "paragraph": draft.paragraphs.first().pk,
    "remark": DraftRemark.objects.filter(answer="").first().pk,
    "entry": EntryPage.objects.live().child_of(draft.entry.get_parent()).exclude(pk=draft.entry_id).first().pk,
    "tool": EntryPage.objects.get(slug="poster-we-ask-everybody").pk,
    "file": EntryPage.objects.get(slug="poster-we-ask-everybody").files.first().document_id,
    "edition": Edition.objects.first().pk,
    "reading": ReadingRequest.objects.first().pk,
    "types": dict(EntryPage.objects.filter(files__isnull=False).order_by("-pk").values_list("type", "slug")),
}))
"""


@pytest.fixture(scope="module")
def addresses(served):
    return json.loads(served.manage("shell", "-v", "0", "-c", ADDRESSES).strip().splitlines()[-1])


class Sweep:
    """Looks at page after page and tells all that is wrong at the end."""

    def __init__(self, person) -> None:
        self.person, self.faults = person, []

    def at(self, name: str, path: str, status: int = 200) -> None:
        response = self.person.page.goto(self.person.served.url + path)
        if response.status != status:
            self.faults.append(f"{name}: {path} answers {response.status}")
        else:
            self.here(name)

    def here(self, name: str) -> None:
        try:
            self.person.looks(name)
        except AssertionError as fault:
            self.faults.append(str(fault))
            self.person.page.set_viewport_size({"width": 1280, "height": 900})

    def ends(self) -> None:
        assert not self.faults, "\n\n".join(self.faults)


@pytest.mark.parametrize("who", PAGES)
def test_every_page_is_fit_to_be_seen_by(who, person, addresses):
    sweep = Sweep(person(who))
    for name, path in PAGES[who]:
        sweep.at(name, path.format(**addresses))
    if who == "visitor":
        for kind, slug in addresses["types"].items():
            sweep.at(f"tool-{kind}", f"/toolbox/{slug}/")
        sweep.at("search-very-long", "/search/?q=" + "overseas+" * 400)
        sweep.at("not-found", "/no-such-page/", 404)
    if who == "ovm":
        sweep.at("not-allowed", "/networks/proposals/", 403)
    sweep.ends()


def test_forms_with_errors_are_fit_to_be_seen(person, addresses):
    visitor = person("visitor")
    sweep = Sweep(visitor)
    visitor.goes_to("/accounts/login/")
    visitor.types("password", "wrong").page.locator("input[name=login]").fill("nobody@public.example")
    visitor.page.locator("main form button[type=submit]").first.click()
    visitor.sees("There is a problem")
    sweep.here("sign-in-errors")
    visitor.goes_to("/accounts/signup/").page.locator("main form").first.evaluate("form => form.noValidate = true")
    visitor.page.locator("main form button[type=submit]").first.click()
    visitor.sees("There is a problem")
    sweep.here("sign-up-errors")
    for name, path in (
        ("comment-errors", "/blog/first-london-network-meeting/"),
        ("propose-errors", "/networks/propose/"),
    ):
        visitor.goes_to(path)
        if name == "comment-errors":
            visitor.clicks("Leave a comment")
        visitor.page.locator("main form").last.evaluate("form => { form.noValidate = true; form.requestSubmit() }")
        visitor.sees("There is a problem")
        sweep.here(name)
    sweep.ends()
