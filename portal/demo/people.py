"""Sixty invented people, seven of them with a part of their own in the demonstration."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password

from portal.cms.models import Theme
from portal.users.actions import agree, ask_to_join, claim_seat, publish_terms, take_seat, update_profile
from portal.users.models import Role, TermsVersion, User
from portal.users.visibility import CIRCLE_OF, Circle

from . import terms_texts
from .cast import PASSWORD, Cast

# Part, first name, last name, job title, role, trust, staff. These sign-ins are printed by `make run`.
PARTS = [
    ("ovm", "Maya", "Okafor", "Overseas Visitor Manager", Role.OVM, "northmarsh", False),
    ("convenor", "Ruth", "Bell", "Overseas Visitor Manager", Role.OVM, "thamesgate", False),
    ("finance-director", "Sanjay", "Patel", "Director of Finance", Role.FINANCE_DIRECTOR, "thamesgate", False),
    ("second-finance-director", "Helen", "Marsh", "Chief Finance Officer", Role.FINANCE_DIRECTOR, "lambwell", False),
    ("editor", "Joanna", "Lim", "Guidance Lead", Role.PROGRAMME, "programme", True),
    ("moderator", "Tom", "Ashworth", "Head of Guidance", Role.PROGRAMME, "programme", True),
    ("deputy-director", "Frances", "Hale", "Deputy Director", Role.PROGRAMME, "programme", True),
    ("admin", "Priya", "Nair", "Portal administrator", Role.PROGRAMME, "programme", True),
]

FIRST = [
    "Amara",
    "Ben",
    "Chloe",
    "Dev",
    "Eleri",
    "Farah",
    "George",
    "Hannah",
    "Idris",
    "Jaspreet",
    "Kemi",
    "Liam",
    "Mina",
    "Noah",
    "Orla",
    "Peter",
    "Qasim",
    "Rosa",
    "Simon",
    "Tara",
    "Uma",
    "Victor",
    "Wendy",
    "Xenia",
    "Yusuf",
    "Zoe",
    "Aled",
    "Beth",
    "Carlos",
    "Dina",
    "Emeka",
    "Fiona",
    "Gita",
    "Hugh",
    "Isla",
    "Joel",
    "Kirsty",
    "Leon",
    "Marta",
    "Nadia",
    "Owen",
    "Paula",
    "Rhys",
    "Sana",
    "Theo",
    "Una",
    "Vikram",
    "Will",
    "Ying",
    "Zahra",
    "Anil",
    "Brigid",
    "Callum",
    "Daria",
    "Ewan",
]
LAST = [
    "Abara",
    "Brook",
    "Chowdhury",
    "Drummond",
    "Ekwueme",
    "Frost",
    "Gill",
    "Holloway",
    "Iqbal",
    "Jarvis",
    "Kaur",
    "Lindqvist",
    "Mensah",
    "Norris",
    "Osei",
    "Pryce",
    "Quinn",
    "Rahman",
    "Sutton",
    "Thorne",
    "Usman",
    "Vaughan",
    "Whitlock",
    "Yardley",
    "Zeller",
    "Archer",
    "Bose",
    "Cartwright",
    "Dunne",
    "Evans",
    "Farrow",
    "Grant",
    "Hussain",
    "Ibbotson",
    "Jones",
    "Khan",
    "Lowe",
    "Mistry",
    "Nolan",
    "Ogden",
    "Parfitt",
    "Reyes",
    "Shah",
    "Tindall",
    "Unwin",
    "Vance",
    "Walsh",
    "York",
    "Ziegler",
    "Bright",
    "Cole",
    "Dyer",
    "Ellis",
    "Fox",
    "Gale",
]
# What the others do, in turn: key prefix, role, job title.
OTHERS = [
    ("ovm", Role.OVM, "Overseas Visitor Manager"),
    ("deputy-ovm", Role.DEPUTY_OVM, "Deputy Overseas Visitor Manager"),
    ("business-manager", Role.BUSINESS_MANAGER, "Business Manager"),
    ("ovm", Role.OVM, "Overseas Visitor Team Lead"),
    ("finance-director", Role.FINANCE_DIRECTOR, "Director of Finance"),
    ("ovm", Role.OVM, "Private and Overseas Patients Manager"),
    ("informatics-lead", Role.INFORMATICS_LEAD, "Patient Systems Lead"),
    ("senior-leader", Role.SENIOR_LEADER, "Associate Director of Income"),
]
PEOPLE = 62
# First name, last name, domain, where they say they work, role, reason.
WAITING = [
    (
        "Sam",
        "Reed",
        "recovery-partners.example",
        "thamesgate",
        Role.OTHER,
        "Our firm sends reminders for three trusts in London. Ruth Bell at Thamesgate knows me.",
    ),
    (
        "Lena",
        "Moss",
        "new-trust.example",
        "highfold",
        Role.OVM,
        "I started at Highfold last week. My new address is not in your list yet; my manager is Kit Dale.",
    ),
]


def load(cast: Cast) -> None:
    password = make_password(PASSWORD)
    for part, first, last, title, role, trust, staff in PARTS:
        cast.people[part] = _person(cast, first, last, title, role, trust, password, staff=staff)
        if staff:
            give_second_factor(cast.people[part])
    for part in ("admin",):
        cast.people[part].is_superuser = True
        cast.people[part].save(update_fields=["is_superuser"])
    themes = list(Theme.objects.all())
    places = [slug for slug, trust in cast.trusts.items() if trust.kind == "trust"]
    for number in range(PEOPLE - len(PARTS)):
        prefix, role, title = OTHERS[number % len(OTHERS)]
        trust = places[number % len(places)]
        region = cast.trusts[trust].region.slug
        key = f"{prefix}-{region}-{number}"
        person = cast.people[key] = _person(cast, FIRST[number], LAST[number], title, role, trust, password)
        _shows(person, number, themes)

    _also_elsewhere(cast)
    _waiting(cast, password)
    _terms(cast)


def _shows(person: User, number: int, themes: list[Theme]) -> None:
    """Two of three are seen by everybody who is signed in; what they know well goes round."""
    known = [themes[number % len(themes)], themes[(number * 3 + 1) % len(themes)]] if number % 4 else []
    circles = dict.fromkeys(CIRCLE_OF.values(), Circle.SIGNED_IN if number % 3 else Circle.NETWORKS)
    update_profile(user=person, themes=known, **circles | {"email_to": Circle.NOBODY, "phone_to": Circle.NOBODY})


def _also_elsewhere(cast: Cast) -> None:
    """Some work at two trusts."""
    take_seat(
        actor=None,
        person=cast.people["ovm"],
        organisation=cast.trusts["lambwell"],
        role=Role.DEPUTY_OVM,
        approved=True,
    )
    take_seat(
        actor=None,
        person=cast.people["second-finance-director"],
        organisation=cast.trusts["eastwharf"],
        role=Role.FINANCE_DIRECTOR,
        approved=True,
    )


def _waiting(cast: Cast, password: str) -> None:
    """Two people whose addresses are at no approved domain, and one who says they are a commissioner."""
    for first, last, domain, trust, role, reason in WAITING:
        user = User.objects.create(
            email=f"{first}.{last}@{domain}".lower(), first_name=first, last_name=last, password=password
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        claim_seat(person=user, organisation=cast.trusts[trust], role=role)
        ask_to_join(user=user, reason=reason)
    claim_seat(
        person=cast.people["second-finance-director"],
        organisation=cast.trusts["board-london"],
        role=Role.COMMISSIONER,
    )


def _terms(cast: Cast) -> None:
    """A first version of each, to which everybody agreed, and a second of the code that some have yet to read."""
    for kind, number, text, changes, days in terms_texts.VERSIONS:
        version = TermsVersion(kind=kind, text=text, changes=changes, effective_from=cast.ago(days=days))
        version.save()
        publish_terms(version=version, actor=cast.people["admin"])
        if number == 1:
            for person in cast.people.values():
                agree(person=person, versions=[version])
        else:
            for place, person in enumerate(cast.people.values()):
                if place < len(PARTS) or place % 10:
                    agree(person=person, versions=[version])


def give_second_factor(user: User) -> None:
    """Whoever may open the editor has an authenticator app; the development page shows its code."""
    if not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, generate_totp_secret())


def _person(
    cast: Cast, first: str, last: str, title: str, role: Role, trust: str, password: str, *, staff: bool = False
) -> User:
    user = User.objects.create(
        email=f"{first}.{last}@{trust}.example".lower(),
        first_name=first,
        last_name=last,
        job_title=title,
        role=role,
        trust=cast.trusts[trust],
        is_staff=staff,
        password=password,
        date_joined=cast.ago(days=30 + cast.rng.randrange(300)),
        admitted_at=cast.now,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    claim_seat(person=user, organisation=user.trust, role=user.role)
    return user
