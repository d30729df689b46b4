"""Seven networks in six regions, one with a sub-group: convenors, members, requests and proposals."""

from __future__ import annotations

from datetime import timedelta

from wagtail.models import Page

from networks import actions
from networks.models import JoinRequest, Membership, Network, NetworkIndexPage, NetworkPage, Proposal
from portal.organisations.models import Region
from portal.users.models import User

from .cast import Cast
from .people import give_second_factor

# Region, title, kind, summary, announcement, about (paragraphs).
NETWORKS = [
    (
        "london",
        "London network",
        "restricted",
        "Overseas visitor managers, business managers and finance colleagues of London's hospitals. We meet every "
        "second month, compare notes between meetings and challenge each other to recover more, fairly.",
        "Finance directors meet on the next 25 February. Managers are welcome to come with theirs.",
        [
            "The network began with two hours in a hall and a simple agreement: meet again. Most of us are the only "
            "person in the trust who does this work, so the first thing that we share is the telephone.",
            "At each meeting one trust shows something that worked and one brings something that did not. What comes "
            "of it goes to the toolbox with the name of the trust that wrote it.",
            "Urgent treatment is never delayed or denied because of anything we discuss here. We do not talk about "
            "individual patients.",
        ],
    ),
    (
        "south-east",
        "South East network",
        "restricted",
        "Trusts along the coast and around the airports: many short visits, many insurers, one approach to both.",
        "The interview template for ward visits is ready to try. Tell us what is missing.",
        [
            "Our patients often travel on within days, so we work on the first hour: who asks, what is written down, "
            "and what the ward clerk may say.",
            "We meet online in the morning of the first Thursday, and in person twice a year.",
        ],
    ),
    (
        "east-of-england",
        "East of England network",
        "restricted",
        "A small network that reads the regulations together and answers each other's questions within two days.",
        "",
        [
            "Five trusts began this network to stop asking five law firms the same question. We keep a list of "
            "answers, each with the edition of the guidance that it rests on.",
        ],
    ),
    (
        "midlands",
        "Midlands network",
        "open",
        "All we write is on the open web: agendas, notes, templates. Anybody with an account may join and write.",
        "New: a one-page guide for reception staff, in six languages.",
        [
            "We chose to be open because most of what we do is ordinary: a clear letter, a good form, a phone call "
            "at the right time. None of it needs to be hidden.",
            "Names of patients, numbers and anything else that points to a person have no place here.",
        ],
    ),
    (
        "north-east-and-yorkshire",
        "North East and Yorkshire network",
        "restricted",
        "Long distances, few colleagues: an online network with a fixed hour each month and a buddy for everybody new.",
        "",
        [
            "Whoever joins gets a buddy from another trust for three months. Nobody has to learn this work alone.",
        ],
    ),
    (
        "north-west",
        "North West network",
        "restricted",
        "Managers and finance teams who work on invoices that get paid: clear, early and sent to the right place.",
        "The invoicing clinic takes one case from each trust. Bring the process, never the patient.",
        [
            "Once a quarter we hold an invoicing clinic: each trust brings one process, the others take it apart and "
            "put it together again.",
        ],
    ),
]

MESSAGES = [
    "I started in this role last month and would like to see how others run first interviews.",
    "Our trust merged with a member trust in April. May I take over my colleague's place?",
    "I cover for our overseas visitor manager while she is away.",
]

PROPOSALS = [
    (
        "start",
        "south-west",
        "Morwenna Trease",
        "morwenna.trease@tamarbank.example",
        "Tamarbank Hospitals",
        "Four of us have met twice over lunch. We would like to make it a network and need somebody who has done it. "
        "jory.penrose@tamarbank.example and senara.bray@tamarbank.example would come.",
    ),
    (
        "visit",
        "midlands",
        "Gareth Lyle",
        "gareth.lyle@ironvale.example",
        "Ironvale Hospitals",
        "We run a monthly call for ward clerks on first contact. Come and listen: it takes forty minutes.",
    ),
    (
        "join",
        "london",
        "Denise Akers",
        "denise.akers@highfold.example",
        "Highfold Community and Mental Health",
        "We see few overseas visitors, but each is hard. Which network would have a place for a mental health trust?",
    ),
]


def load(cast: Cast) -> None:
    index = NetworkIndexPage.objects.get(pk=cast.sections["networks"].pk)
    contact = Page.objects.filter(slug="contact").first()
    for slug, title, kind, summary, announcement, paragraphs in NETWORKS:
        page = NetworkPage(
            title=title,
            slug=slug,
            region=Region.objects.get(slug=slug),
            summary=summary,
            announcement=announcement,
            body=[("text", "".join(f"<p>{words}</p>" for words in paragraphs))],
            links=[("link", {"text": "Write to the programme", "page": contact, "url": ""})] if contact else [],
            contact_email=f"{slug}@networks.example",
        )
        people = cast.people_of(slug)
        convenor = cast.people["convenor"] if slug == "london" else next(p for p in people if p.role == "ovm")
        network = open_one(cast, page=page, parent=index, kind=kind, convenor=convenor)
        cast.networks[slug] = network
        enrol(cast, network, [person for person in people if person != convenor])
    sub_group(cast)
    requests(cast)
    proposals(cast)


def open_one(cast: Cast, *, page: NetworkPage, parent: object, kind: str, convenor: User) -> Network:
    give_second_factor(convenor)
    network = actions.open_network(page=page, parent=parent, kind=kind, convenor=convenor, actor=None)
    network.memberships.update(joined_at=cast.ago(days=400))
    return network


def enrol(cast: Cast, network: Network, people: list[User]) -> None:
    """Everybody but a few; the second manager convenes too (not everywhere: one network shows the warning)."""
    # Maya Okafor joins by herself in the tour; the last two of a region have not found their network yet.
    joining = [person for person in people if person != cast.people["ovm"]]
    joining = joining[: max(len(joining) - 2, 2)]
    for place, person in enumerate(joining):
        second = place == 0 and network.page.slug != "east-of-england"
        role = Membership.Role.CONVENOR if second else Membership.Role.MODERATOR if place == 1 else "member"
        membership = Membership.objects.create(network=network, user=person, role=role)
        Membership.objects.filter(pk=membership.pk).update(
            joined_at=cast.ago(days=20 + cast.rng.randrange(300), hours=cast.rng.randrange(24))
        )
    actions.write_group(network=network)


def sub_group(cast: Cast) -> None:
    london = cast.networks["london"]
    directors = [person for person in cast.people.values() if person.role == "finance-director"]
    page = NetworkPage(
        title="London finance directors",
        slug="finance-directors",
        region=london.page.region,
        summary="The directors of finance of London's trusts, on money recovered, money written off and what it costs.",
        announcement="Before the meeting: bring the one figure that you do not trust.",
        body=[("text", "<p>What is said here stays among members until the group agrees to share it.</p>")],
        contact_email="finance-directors@networks.example",
    )
    network = open_one(cast, page=page, parent=london.page, kind="private", convenor=cast.people["finance-director"])
    cast.networks["london-finance-directors"] = network
    enrol(cast, network, [d for d in directors if d.region == london.page.region and d != directors[0]])


def requests(cast: Cast) -> None:
    """A few who wait, in London and the North West, and one that was declined."""
    for slug, messages in (("london", MESSAGES), ("north-west", MESSAGES[:1])):
        network = cast.networks[slug]
        outsiders = [
            person
            for person in cast.people.values()
            if not person.is_staff and person.region != network.page.region and not network.role_of(person)
        ]
        asking = cast.rng.sample(outsiders, len(messages))
        for days, (person, message) in enumerate(zip(asking, messages, strict=True), start=1):
            asked = actions.request_to_join(network=network, user=person, message=message)
            JoinRequest.objects.filter(pk=asked.pk).update(asked_at=cast.ago(days=days, hours=3))
    declined = actions.request_to_join(network=cast.networks["north-west"], user=cast.people["second-finance-director"])
    convenor = cast.networks["north-west"].memberships.convening().first().user
    actions.decline_request(
        request=declined, actor=convenor, reason="This network is for the North West. London's will gladly have you."
    )


def proposals(cast: Cast) -> None:
    """One new, one in hand, one answered."""
    staff = cast.people["deputy-director"]
    for days, (kind, slug, name, email, workplace, message) in enumerate(PROPOSALS, start=2):
        proposal = actions.propose(
            kind=kind,
            name=name,
            email=email,
            message=message,
            workplace=workplace,
            region=Region.objects.get(slug=slug),
        )
        Proposal.objects.filter(pk=proposal.pk).update(created_at=cast.ago(days=days))
        if kind == "visit":
            day = cast.today + timedelta(days=5)
            actions.take_proposal(proposal=proposal, actor=staff, owner=staff, target_date=day, state="in-hand")
        if kind == "join":
            actions.answer_proposal(
                proposal=proposal,
                actor=staff,
                reply="The London network would be glad to have you, and three of its trusts are in your position.",
            )
