"""What the demonstration lacks: a network where nothing is yet, one that bursts, and nothing to decide.

Each of the three is a call from the command line of a served portal (`manage.py shell -c "…"`), and answers with the
keys of what it made.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.utils import timezone

from networks.models import Bar, Broadcast, Invitation, JoinRequest, Membership, Network, Proposal
from portal.demo.cast import PASSWORD
from portal.discussion import actions as discussion
from portal.discussion.models import Appeal, Block, Comment, Concern, Report, Thread
from portal.files.models import PortalDocument
from portal.home.models import HomePage
from portal.notifications.models import Follow, Happening, Notice
from portal.organisations.models import Organisation, Region
from portal.users.actions import agree
from portal.users.models import Message, TermsVersion, User
from tests.factories.discussion import fill_thread
from tests.factories.networks import make_convenor, make_network
from tests.factories.users import KNOWN, know_domain

NEWCOMER = f"nell.first@{KNOWN}"
LONGEST_WORD = "Interhospitalinvoicereconciliationcommitteesubgroupminutes"
LONG_NAME = "Birmingham, Solihull, the Black Country, Herefordshire and Worcestershire overseas visitor managers"
LONG_LINK = "https://guidance.example/" + "charging-overseas-visitors-in-england/" * 5
LONG_TITLE = (
    "When somebody comes by ambulance from a cruise ship, is discharged to a hotel and comes back the next day, which "
    "of three trusts invoices?"
)
FIRST = ["Maria-Magdalena Theodora", "Oluwaseun Temitope", "Bartholomew", "Ai", "Anne-Sophie Guinevere"]
LAST = ["Featherstonehaugh-Cholmondeley", "Papadopoulos-Venkataraman", "O", "Wolfeschlegelsteinhausen", "Ng"]
JOB = "Associate Director of Private Patients, Overseas Visitors and Income Recovery (interim, job share)"
PARAGRAPH = (
    "We ask **everybody** the same questions at the first contact, and write down what was said and by whom.\n\n"
    f"- {LONGEST_WORD} is what our system calls the list\n- it is at {LONG_LINK}\n\n"
    "> Treatment goes on whatever is said."
)


def nobody_yet() -> dict[str, Any]:
    """A network without a word, led by the demonstration's convenor, and somebody who came a minute ago."""
    know_domain()
    newcomer = people(1, named="Nell First", addresses=[NEWCOMER])[0]
    agree(person=newcomer, versions=TermsVersion.objects.in_force())
    network = make_network(HomePage.objects.get(), title="Isles network", region=None)
    make_convenor(network, User.objects.get(email__startswith="ruth.bell@"))
    Membership.objects.create(network=network, user=newcomer)
    return {"network": network.pk, "page": network.page_id, "slug": network.page.slug, "member": NEWCOMER}


def crowd() -> dict[str, Any]:
    """Sixty members with long names, forty-five requests, two hundred comments, sixty questions, and so on."""
    know_domain()
    ruth = User.objects.get(email__startswith="ruth.bell@")
    somebody = member()
    network = make_network(
        HomePage.objects.get(),
        title=f"{LONG_NAME}' network",
        slug="full",
        region=Region.objects.get(slug="midlands"),
        announcement=f"Bring your {LONGEST_WORD} to the next meeting and read {LONG_LINK[:120]} before it.",
    )
    make_convenor(network, ruth)
    everybody = people(110)
    members = [somebody, *everybody[:60]]
    Membership.objects.bulk_create(Membership(network=network, user=one) for one in members)
    JoinRequest.objects.bulk_create(
        JoinRequest(network=network, user=one, message=PARAGRAPH if n % 3 else "")
        for n, one in enumerate(everybody[60:105])
    )
    JoinRequest.objects.filter(network=network, pk__lte=JoinRequest.objects.order_by("pk")[20].pk).update(
        asked_at=timezone.now() - timedelta(days=20)
    )
    invitations = Invitation.objects.bulk_create(
        Invitation(
            network=network,
            email=f"{LONGEST_WORD.lower()}.{n}@northmarsh.example",
            name=f"{FIRST[n % 5]} {LAST[n % 5]}",
            invited_by=ruth,
            note=PARAGRAPH,
            state=("sent", "declined", "sent", "promised")[n % 4],
        )
        for n in range(40)
    )
    bars = Bar.objects.bulk_create(
        Bar(
            network=network,
            user=one,
            by=members[0],
            reason=f"{PARAGRAPH} {n}",
            appeal=PARAGRAPH,
            appealed_at=timezone.now(),
        )
        for n, one in enumerate(everybody[105:])
    )
    broadcasts = Broadcast.objects.bulk_create(
        Broadcast(
            network=network, by=ruth, subject=f"{LONG_TITLE} {n}"[:150], text=PARAGRAPH, state=("held", "sent")[n > 0]
        )
        for n in range(12)
    )
    thread = conversations(network, members)
    files(network)
    news(network, thread, somebody)
    messages(somebody, members[1:40])
    written = messages(ruth, members[1:40])
    comment = waiting(network, members)
    proposals(members)
    return {
        "network": network.pk,
        "page": network.page_id,
        "slug": network.page.slug,
        "thread": thread.pk,
        "comment": thread.comments.order_by("pk").last().pk,
        "held": comment,
        "request": network.requests.filter(state="waiting").first().pk,
        "bar": bars[0].pk,
        "invitation": invitations[0].pk,
        "broadcast": broadcasts[0].pk,
        "membership": network.memberships.filter(role="member").last().pk,
        "member": somebody.email,
        "message": written,
        "person": members[1].pk,
        "proposal": Proposal.objects.order_by("pk").last().pk,
    }


def nothing_to_decide() -> dict[str, Any]:
    """Nothing waits for anybody, nothing was blocked, and no message was reported."""
    Comment.objects.filter(state=Comment.State.HELD).update(state=Comment.State.PUBLISHED)
    for rows in (Appeal, Report, Concern, Block, Proposal):
        rows.objects.all().delete()
    Message.objects.update(reported_at=None)
    Thread.objects.filter(kind=Thread.Kind.QUESTION).update(status=Thread.Status.ANSWERED)
    return {}


def member() -> User:
    """An ordinary member of the demonstration's London network."""
    memberships = Network.objects.get(page__slug="london").memberships
    return memberships.filter(role=Membership.Role.MEMBER).order_by("pk").first().user


def people(number: int, *, named: str = "", addresses: list[str] | None = None) -> list[User]:
    """Many people with long names and one password, made at once."""
    trust = Organisation.objects.filter(region__slug="midlands").first()
    password = make_password(PASSWORD)
    rows = User.objects.bulk_create(
        User(
            email=(addresses or [])[n] if addresses else f"crowd{n}@{KNOWN}",
            first_name=named.split()[0] if named else FIRST[n % 5],
            last_name=named.split()[-1] if named else f"{LAST[n % 4]}",
            job_title="" if named else JOB[:150],
            role="ovm",
            trust=trust,
            password=password,
            admitted_at=timezone.now(),
        )
        for n in range(number)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=one, email=one.email, verified=True, primary=True) for one in rows
    )
    return rows


def conversations(network: Network, members: list[User]) -> Thread:
    """Sixty questions, one of them with two hundred comments."""
    audience = discussion.audience_for(network.page)
    threads = Thread.objects.bulk_create(
        Thread(
            page=network.page,
            kind=("question", "discussion", "question", "announcement")[n % 4],
            title=(LONG_TITLE if n % 2 else f"{LONGEST_WORD} {n}?")[:150],
            created_by=members[n % 60],
            audience=audience,
            status=("open", "answered", "checked", "open")[n % 4] if n % 4 in (0, 2) else "open",
            is_pinned=n < 2,
        )
        for n in range(60)
    )
    Comment.objects.bulk_create(
        Comment(thread=one, author=one.created_by, author_title=JOB[:150], body=PARAGRAPH) for one in threads
    )
    thread = threads[0]
    said = fill_thread(thread, 200, author=members[3])
    for n, comment in enumerate(said):
        comment.author, comment.author_title = members[n % 60], JOB[:150]
        comment.body = f"{PARAGRAPH} {n}" if n % 4 == 0 else f"Ask the ship's agent, number {n}."
    Comment.objects.bulk_update(said, ["author", "author_title", "body"])
    return thread


def files(network: Network) -> None:
    network.refresh_from_db()
    if network.collection is None:
        return
    for n in range(30):
        PortalDocument.objects.create(
            title=f"{LONGEST_WORD} {n}" if n % 3 == 0 else f"Minutes of meeting {n}",
            file=ContentFile(b"Minutes", name=f"{LONGEST_WORD.lower()}-{n}.txt"),
            collection=network.collection,
        )


def news(network: Network, thread: Thread, person: User) -> None:
    """A hundred and twenty pieces of news for one person, and much that they follow."""
    happenings = Happening.objects.bulk_create(
        Happening(
            key=f"crowd:{n}",
            kind="discussion/reply",
            about=f"discussion.thread:{thread.pk}",
            group=f"networks.network:{network.pk}",
            title=LONG_TITLE[:200] if n % 2 else f"{LONGEST_WORD} {n}",
            excerpt=PARAGRAPH[:300],
            url=f"/discussion/{thread.pk}/",
            audience=["signed-in"],
            spread_at=timezone.now(),
        )
        for n in range(120)
    )
    Notice.objects.bulk_create(
        Notice(happening=one, person=person, read_at=timezone.now() if n > 40 else None)
        for n, one in enumerate(happenings)
    )
    Follow.objects.bulk_create(
        Follow(person=person, about=f"discussion.thread:{one}", muted=n % 5 == 0)
        for n, one in enumerate(network.page.threads.values_list("pk", flat=True))
    )


def messages(person: User, writers: list[User]) -> int:
    rows = Message.objects.bulk_create(
        Message(
            sender=one if n % 4 else person,
            receiver=person if n % 4 else one,
            subject=(LONG_TITLE if n % 2 else LONGEST_WORD)[:120],
            body=PARAGRAPH,
            reported_at=timezone.now() if n % 6 == 1 else None,
            report=PARAGRAPH[:500] if n % 6 == 1 else "",
        )
        for n, one in enumerate(writers)
    )
    return rows[1].pk


def waiting(network: Network, members: list[User]) -> int:
    """Forty comments for a moderator, reports by many, and people who may not write."""
    thread = network.page.threads.order_by("pk")[5]
    held = Comment.objects.bulk_create(
        Comment(
            thread=thread,
            author=members[n % 60],
            author_title=JOB[:150],
            body=f"{PARAGRAPH} {LONGEST_WORD * 3} {n}",
            state=Comment.State.HELD,
            held_for="watched",
            decide_by=timezone.now() + timedelta(hours=n - 10),
        )
        for n in range(40)
    )
    Report.objects.bulk_create(
        Report(comment=held[0], reporter=one, reason="unfair", words=f"{PARAGRAPH} {LONGEST_WORD}")
        for one in members[5:15]
    )
    Block.objects.bulk_create(
        Block(person=one, page=network.page, reason=PARAGRAPH[:300], by=members[0]) for one in members[15:25]
    )
    return held[0].pk


def proposals(members: list[User]) -> None:
    Proposal.objects.bulk_create(
        Proposal(
            kind=("start", "join")[n % 2],
            name=f"{one.first_name} {one.last_name}",
            email=one.email,
            user=one,
            workplace=LONG_NAME[:200],
            message=f"{PARAGRAPH} {LONGEST_WORD}",
        )
        for n, one in enumerate(members[30:55])
    )
