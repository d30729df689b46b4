"""Who gets a message to a network, who does not and why, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, QuerySet
from django.db.models.functions import Lower

from portal.notifications.models import Bounce, Follow, Mail
from portal.notifications.querysets import label_of
from portal.users.models import Role, User
from portal.users.visibility import Circle, Reach

from .models import Broadcast, Membership, Network

SHOWN = 100  # names of those who did not get it


@dataclass(frozen=True)
class Named:
    """People as their convenor may see them: some do not show even a convenor their name."""

    names: list[str] = field(default_factory=list)
    unnamed: int = 0


@dataclass(frozen=True)
class Readers:
    get_it: list[Membership]
    left_out: dict[str, list[Membership]]  # by the reason

    def named_to(self, viewer: AbstractBaseUser) -> Named:
        return named(self.get_it, viewer)

    def left_out_named_to(self, viewer: AbstractBaseUser) -> list[tuple[str, Named]]:
        return [(why, named(rows, viewer)) for why, rows in self.left_out.items()]


def readers_of(*, network: Network, to: str, writer: AbstractBaseUser | None) -> Readers:
    """Whoever it is for at this moment. The writer gets a copy, and is not one of them."""
    people = [row for row in addressed(network, to) if writer is None or row.user_id != writer.pk]
    muted = set(Follow.objects.filter(about=label_of(network), muted=True).values_list("person", flat=True))
    blocked = set(Bounce.objects.blocked().to(*(row.user.email for row in people)).values_list("email", flat=True))
    readers = Readers([], {})
    for row in people:
        if row.user_id in muted:
            readers.left_out.setdefault("Have muted this network", []).append(row)
        elif row.user.email.lower() in blocked:
            readers.left_out.setdefault("Mail to them comes back", []).append(row)
        else:
            readers.get_it.append(row)
    return readers


def addressed(network: Network, to: str) -> QuerySet[Membership]:
    """All members, those who look after it, or those of a role who show it to their convenor."""
    rows = network.memberships.with_people()
    if to == Broadcast.To.LOOKING_AFTER:
        return rows.looking_after()
    return rows if to == Broadcast.To.ALL else with_role(rows).filter(user__role=to)


def with_role(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    return rows.exclude(user__role="").exclude(user__seat_to=Circle.NOBODY)


def choices_of(network: Network) -> list[tuple[str, str]]:
    """Whom one can write to, with how many each is."""
    counted = with_role(network.memberships.active()).order_by().values_list("user__role")
    numbers = dict(counted.annotate(number=Count("pk")))
    roles = [(role.value, f"{role.label}: {numbers[role.value]}") for role in Role if role.value in numbers]
    return [*Broadcast.To.choices, *roles]


def named(rows: list[Membership], viewer: AbstractBaseUser) -> Named:
    names = [str(row.user) for row in rows if row.convenes or shows_name(row.user, viewer)]
    return Named(names, len(rows) - len(names))


def shows_name(person: User, viewer: AbstractBaseUser) -> bool:
    """To somebody who runs a network they belong to."""
    sees_all = person.pk == viewer.pk or getattr(viewer, "is_staff", False)
    person.be_reached(by=viewer, reach=Reach.STAFF if sees_all else Reach.CONVENORS)
    return person.shows("name", to=viewer)


@dataclass(frozen=True)
class Outcome:
    """What came of a message, in numbers, and whom it did not reach. Nobody's address is in it."""

    numbers: list[tuple[str, int]]
    missed: list[tuple[str, Named]]
    failed: int


def outcome_of(broadcast: Broadcast, viewer: AbstractBaseUser) -> Outcome:
    state = Mail.State
    mails = Mail.objects.about(broadcast)
    counts = dict(mails.order_by().values_list("state").annotate(number=Count("pk")))
    since = Bounce.objects.filter(last_at__gte=broadcast.created_at).values("email")
    came_back = mails.filter(state=state.SENT).annotate(small=Lower("to")).filter(small__in=since)
    back = came_back.count()
    numbers = [
        ("Taken by their mail server", counts.get(state.SENT, 0) - back),
        ("On the way", sum(counts.get(one, 0) for one in Mail.OPEN_STATES)),
        ("Came back", back),
        ("Not taken by their mail server", counts.get(state.FAILED, 0)),
        ("Not sent: mail to them came back before, or their account is closed", counts.get(state.SUPPRESSED, 0)),
    ]
    missed = [
        ("It came back", people_of(came_back, viewer)),
        ("Their mail server did not take it", people_of(mails.failed(), viewer)),
        ("It was not sent", people_of(mails.filter(state=state.SUPPRESSED), viewer)),
    ]
    return Outcome(
        [(words, number) for words, number in numbers if number],
        [(words, who) for words, who in missed if who.names or who.unnamed],
        counts.get(state.FAILED, 0),
    )


def people_of(mails: QuerySet[Mail], viewer: AbstractBaseUser) -> Named:
    people = [mail.person for mail in mails.select_related("person").only("person")[:SHOWN]]
    names = [str(person) for person in people if person is not None and shows_name(person, viewer)]
    return Named(names, len(people) - len(names))
