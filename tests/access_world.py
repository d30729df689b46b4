"""A small world for the access matrix: a private network with one of everything, and five people before its doors."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file

from events.actions import make_calendar_link, make_door_link
from events.links import Purpose, delegation_link, invitation_link, token_for
from events.models import AgreedAction, DatePoll, MeetingFile, Minutes, PollOption, Series
from networks.invitation_links import link_for as network_invitation_link
from networks.models import Bar, Broadcast, JoinRequest, Network, Proposal
from networks.models import Invitation as NetworkInvitation
from networks.quiet import quiet_url
from portal.blog.models import Category
from portal.cms.models import Theme
from portal.discussion import actions as discussion
from portal.discussion.answers import SALT
from portal.discussion.attached import attach
from portal.discussion.models import Block, Comment
from portal.discussion.telling import stop_token
from portal.files.actions import keep_version
from portal.files.models import PortalImage
from portal.home.models import HomePage
from portal.notifications.actions import Attachment, Recipient, happened, notify
from portal.notifications.stopping import stop_url
from portal.organisations.models import RegisterImport
from portal.privacy.actions import keep_export
from portal.programme.models import (
    Assessment,
    Benefit,
    Challenge,
    ChartStep,
    Cohort,
    FigureImport,
    PackageFile,
    PackageItem,
    Questionnaire,
    Suggestion,
)
from portal.search.keeping import save_search
from portal.users.actions import offer_hand_over, set_photo, take_seat
from portal.users.actions.closing import ask_to_close, keep_token
from portal.users.actions.confirming import seat_token
from portal.users.models import Absence, Merge, Message, Specialist, Suspension
from tests.factories.blog import make_blog, make_post
from tests.factories.decisions import make_decision_tool
from tests.factories.discussion import make_guest, say
from tests.factories.events import make_delegation, make_event, make_invitation, make_registration
from tests.factories.networks import make_convenor, make_member, make_network
from tests.factories.programme import measure
from tests.factories.support import make_package
from tests.factories.toolbox import make_document, make_entry
from tests.factories.users import StaffFactory, UserFactory
from toolbox.actions import open_draft, report_problem, say_of_paragraph
from toolbox.actions.submissions import open_submission
from toolbox.models import Adoption, Citation, DeskPack, EntryFile, ReadingRequest, Shelf, ShelfItem


@dataclass
class World:
    """`people` in the order of the matrix's columns; `things` by the word a row uses for its arguments."""

    people: list[Any]
    things: dict[str, list[Any]] = field(default_factory=dict)
    admin: Any = None

    def arguments(self, about: str) -> list[Any]:
        return self.things[about] if about else []


def build_world(home: HomePage) -> World:
    stranger, member, convenor, applicant = (UserFactory() for _ in range(4))
    staff = StaffFactory(is_superuser=False)
    network = make_network(home, title="Private network", kind=Network.Kind.PRIVATE)
    elsewhere = make_network(home, title="Another network", kind=Network.Kind.PRIVATE)
    make_convenor(network, convenor)
    membership = make_member(network, member)
    make_member(elsewhere, stranger)
    network.refresh_from_db()
    asked = JoinRequest.objects.create(network=network, user=applicant)
    take_seat(actor=applicant, person=applicant, organisation=applicant.trust, role=applicant.role, approved=True)
    bar = Bar.objects.create(
        network=network, user=UserFactory(), reason="x", by=staff, appeal="x", appealed_at=timezone.now()
    )
    guest = NetworkInvitation.objects.create(network=network, email="guest@b.example", invited_by=convenor)
    case = Proposal.objects.create(kind=Proposal.Kind.START, name="Somebody", email="a@b.example", message="Start one")
    event = make_event(home, network=network, title="Private meeting")
    Minutes.objects.create(meeting=event.meeting, heard="Between us", published_at=timezone.now())
    agreed = AgreedAction.objects.create(meeting=event.meeting, text="Ask the board", owner=member)
    slides = MeetingFile.objects.create(meeting=event.meeting, kind="slides", title="Slides", url="https://a.example/")
    registration = make_registration(make_event(home, network=network, title="Private day"), member)
    invitation = make_invitation(event, member)
    delegation = make_delegation(director=member, assistant=stranger)
    tool = make_entry(network.page, title="Private tool", body=[("text", "<p>Between us.</p>")])
    draft = open_draft(entry=tool, by=convenor, closes_on=date(2030, 1, 28), networks=[network])
    remark = say_of_paragraph(paragraph=draft.paragraphs.get(), by=member, words="Really?")
    post = make_post(network.page, title="Private post")
    public_post = make_post(make_blog(home), title="Public post")
    thread = discussion.start_thread(page=network.page, user=member, kind="question", title="Private?", body="Yes")
    comment = thread.comments.get()
    answer = say(network.page, "Ask everybody.", user=convenor, thread=thread)
    idea = discussion.put_forward(page=network.page, user=member, title="Private idea", body="Between us")
    attach([ContentFile(b"a", name="a.txt")], to=comment)
    changed = Comment.objects.create(thread=thread, author=member, body="Now", edited_at=timezone.now())
    held = discussion.comment(page=public_post, user=AnonymousUser(), guest=make_guest(), body="Hello")
    guest_comment = Comment.objects.create(thread=held.thread, guest_name="Gwen", guest_email="g@b.example", body="x")
    say(post, user=member)
    block = Block.objects.create(person=member, page=network.page, reason="x", until=timezone.now())  # it has ended
    own_case = discussion.comment(page=post, user=member, body="Me", about_own_case=True)
    document = make_document(title="Private letter", collection=network.collection)
    version = keep_version(document_id=document.pk, by=convenor)
    picture = PortalImage.objects.create(
        title="Private picture", file=get_test_image_file(), collection=network.collection
    )
    Category.objects.create(name="News", slug="news")
    tenure = take_seat(actor=member, person=member, organisation=member.trust, role=member.role, approved=True)
    convened = take_seat(
        actor=convenor, person=convenor, organisation=convenor.trust, role=convenor.role, approved=True
    )
    offer = offer_hand_over(tenure=convened, successor=member, actor=convenor, keys=[])
    Specialist.objects.create(person=member, theme=Theme.objects.first(), days=[0, 1])
    absence = Absence.objects.create(person=member, first_day=date(2030, 1, 7), last_day=date(2030, 1, 11))
    set_photo(user=member, file=get_test_image_file(), place="middle", description="")
    (mail,) = notify(
        recipients=[Recipient(email="a@b.example")],
        kind="discussion/guest_reply",
        target=comment,
        attachments=[Attachment("a.txt", "text/plain", b"Hello")],
    )
    session = UserSession.objects.create(user=member, ip="192.0.2.1", session_key="elsewhere", user_agent="Firefox/140")
    suspended, twin, other_twin = (UserFactory() for _ in range(3))
    Suspension.objects.create(person=suspended, reason="Two members wrote to us.", suspended_by=staff)
    merge = Merge.objects.create(source=twin, target=other_twin, reason="One person", merged_by=staff)
    series = Series.objects.create(name="Private series", network=network)
    poll = DatePoll.objects.create(network=network, title="When?", closes_at=timezone.now() + timedelta(days=3))
    PollOption.objects.create(poll=poll, starts_at=timezone.now() + timedelta(days=9))
    news = happened(
        kind="discussion/comment",
        about=network,
        group=network,
        title="News of a private network",
        url="/networks/",
        audience=[f"network:{network.pk}"],
        key="access",
        to=[member],
    )
    adoption = Adoption.objects.create(
        entry=tool, organisation=member.trust, status=Adoption.Status.USING, since=date(2025, 1, 1), contact=member
    )
    problem = report_problem(actor=member, entry=tool, words="The link is broken.")
    step = ChartStep.objects.create(
        organisation=member.trust,
        definition=measure("written-off"),
        first_day=date(2025, 1, 1),
        reason="More staff",
    )
    assessment = Assessment.objects.create(organisation=member.trust, questionnaire=Questionnaire.objects.get())
    suggestion = Suggestion.objects.create(
        assessment=assessment, theme=Theme.objects.get(slug="debt-recovery"), kind=Suggestion.Kind.TOOL, entry=tool
    )
    cohorts = [
        Cohort.objects.create(
            name=name,
            definition=measure("income-opportunity"),
            first_day=date(2017, 4, 1),
            last_day=date(2018, 3, 31),
            above=40_000_000,
        ).pk
        for name in ("Fifty trusts", "Other trusts")
    ]
    package = make_package(member.trust)
    package_item = PackageItem.objects.create(
        package=package, kind="action", title="Call plan", due=date(2030, 1, 1), theme=suggestion.theme
    )
    doubt = Challenge.objects.create(package=package, text="Why?", reply_by=date(2030, 1, 1))
    package_file = PackageFile(package=package, name="plan.txt", size=1)
    package_file.file.save("plan.txt", ContentFile(b"0"))
    benefit = Benefit.objects.create(
        organisation=member.trust,
        ledger="cash",
        theme=suggestion.theme,
        title="Calls",
        text="By month",
        first_day=date(2026, 4, 1),
        last_day=date(2027, 3, 31),
        pence=500_000,
    )
    shelf = Shelf.objects.create(owner=member, title="First week", reach=Shelf.Reach.NETWORK, network=network)
    shelved = ShelfItem.objects.create(shelf=shelf, entry=tool)
    questions = make_decision_tool(network.page, title="Private questions")
    guidance = make_entry(network.page, title="Private guidance", edition="1")
    guidance.summary = "Put better."
    guidance.save_revision().publish()
    edition, said = guidance.editions.get(), guidance.versions.first()
    reading = ReadingRequest.objects.create(entry=questions, network=network, due_on=date(2030, 1, 28))
    word = EntryFile.objects.create(entry=tool, document=document)
    pack = DeskPack(version="2026-01-05", size=1, digest="0", tools=0)
    pack.archive.save("desk-pack.zip", ContentFile(b"0"))
    return World(
        people=[None, stranger, member, convenor, staff],
        admin=StaffFactory(),
        things={
            "account": [applicant.pk],
            "chart": [member.trust.code, step.definition_id],
            "chart step": [member.trust.code, step.definition_id, step.pk],
            "assessment": [member.trust.code, assessment.pk],
            "theme of an assessment": [member.trust.code, assessment.pk, "debt-recovery"],
            "benefit": [member.trust.code, benefit.pk],
            "package": [member.trust.code],
            "package item": [member.trust.code, package_item.pk],
            "package challenge": [member.trust.code, doubt.pk],
            "package file": [member.trust.code, package_file.pk],
            "suggestion": [member.trust.code, suggestion.pk],
            "cohort": cohorts[:1],
            "two cohorts": cohorts,
            "figure import": [FigureImport.objects.create(name="figures.csv", digest="0").pk],
            "idea": [idea.pk],
            "offered tool": [open_submission(entry=make_entry(network.page, title="Offered"), by=member).pk],
            "decision tool": [questions.pk],
            "edition": [edition.pk],
            "version": [said.pk],
            "citation": [Citation.objects.create(edition=edition, page=tool).pk],
            "private tool": [tool.pk],
            "word file of a private tool": [word.pk],
            "week": [2025, 10],
            "desk pack": [pack.version, "zip"],
            "reading": [reading.pk],
            "shelf": [shelf.key],
            "shelf item": [shelved.pk],
            "adoption": [adoption.pk],
            "problem": [problem.pk],
            "draft for comment": [draft.pk],
            "paragraph of a draft": [remark.paragraph_id],
            "comment on a draft": [remark.pk],
            "suspended": [suspended.pk],
            "merge": [merge.pk],
            "network": [network.pk],
            "broadcast": [network.pk, Broadcast.objects.create(network=network, subject="Hello", text="All").pk],
            "quiet": [quiet_url(membership).rstrip("/").rpartition("/")[2]],
            "membership": [network.pk, membership.pk],
            "request": [network.pk, asked.pk],
            "vouchable request": [network.pk, asked.pk],
            "bar": [network.pk, bar.pk],
            "network invitation": [network.pk, guest.pk],
            "own network invitation": [guest.pk],
            "network invitation link": [network_invitation_link(guest).rstrip("/").rpartition("/")[2]],
            "proposal": [case.pk],
            "text": ["any"],
            "saved search": [save_search(person=member, name="Posters", address="q=posters", tells=True).pk],
            "list": ["networks/proposals"],
            "event": [event.pk],
            "series": [series.pk],
            "poll": [poll.pk],
            "event mail": [event.pk, "joining"],
            "agreed action": [agreed.pk],
            "meeting file": [slides.pk],
            "registration": [registration.pk],
            "registered person": [registration.meeting.page_id, registration.pk],
            "invitation": [invitation.pk],
            "invitation link": [invitation_link(invitation).rstrip("/").rpartition("/")[2]],
            "delegation": [delegation.pk],
            "delegation link": [delegation_link(delegation).rstrip("/").rpartition("/")[2]],
            "ticket": [registration.code],
            "door link": [make_door_link(event=event, actor=convenor)],
            "place link": [Purpose.ANSWER.value, token_for(registration, Purpose.ANSWER)],
            "thread": [thread.pk],
            "comment": [comment.pk],
            "changed comment": [changed.pk],
            "answer": [answer.pk],
            "held": [held.pk],
            "guest comment": [guest_comment.pk],
            "draft": [discussion.keep_draft(person_id=member.pk, place="thread:1", words={"body": "I began"}).pk],
            "file of a comment": [comment.attachments.get().pk],
            "ticket to decide": ["comment", own_case.pk],
            "block": [block.pk],
            "appeal token": [signing.dumps(held.pk, salt=SALT)],
            "network page": [network.page_id],
            "post": [post.pk],
            "network feed": [network.pk],
            "file version": [version.pk],
            "version of the network": [network.pk, version.pk],
            "document": [document.pk, document.filename],
            "document in a preview": [document.pk],
            "picture": [picture.file.name],
            "category": ["news"],
            "theme": ["debt-recovery"],
            "region": ["london"],
            "month": [2014, 2],
            "calendar link": [make_calendar_link(user=member)],
            "mail": [mail.pk],
            "attachment": [mail.pk, 0],
            "keep token": [keep_token(ask_to_close(person=applicant, actor=applicant))],
            "export": [keep_export(person=member, kind="networks/members", name="members.csv", content=b"a").pk],
            "session": [session.pk],
            "stop token": [stop_token(comment)],
            "tenure": [tenure.pk],
            "hand-over": [offer.pk],
            "absence": [absence.pk],
            "organisation": [member.trust.code],
            "register": [member.trust.pk],
            "import": [RegisterImport.objects.create(name="etr.csv", digest="0", state="done").pk],
            "seat": [tenure.seat_id],
            "specialist": [Specialist.objects.get().pk],
            "seat token": [seat_token(tenure)],
            "person": [member.pk],
            "message": [Message.objects.create(sender=stranger, receiver=member, subject="x", body="x").pk],
            "photo": [member.pk, "small"],
            "notice": [news.notices.get().pk],
            "stop news": [stop_url(person=member.pk, topic="threads").rstrip("/").rpartition("/")[2]],
        },
    )
