"""Whom convenors want to invite: read from lines, and sorted into those to write to and those to leave out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from .models import Invitation, Network

MOST_LINES = 200
HEADINGS = {"email", "e-mail", "email address", "e-mail address", "mail"}


@dataclass(frozen=True)
class Addressee:
    email: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.name}, {self.email}" if self.name else self.email


@dataclass
class Sorted:
    """Who is written to, and who is left out with the reason."""

    people: list[Addressee] = field(default_factory=list)
    left_out: list[tuple[Addressee, str]] = field(default_factory=list)


def read(text: str) -> list[Addressee]:
    """One person a line: an address, with a name before or after it. Wrong lines are named, and then none is taken."""
    mark = "\t" if "\t" in text else ";" if text.count(";") > text.count(",") else ","
    rows = [
        (number, [cell.strip() for cell in row if cell.strip()])
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=mark), 1)
    ]
    rows = [(number, cells) for number, cells in rows if cells]
    if rows and HEADINGS & {cell.lower() for cell in rows[0][1]}:
        rows = rows[1:]
    if len(rows) > MOST_LINES:
        raise ValidationError(f"These are {len(rows)} lines. Send at most {MOST_LINES} at once.")
    people, errors = [], []
    for number, cells in rows:
        try:
            people.append(addressee(cells))
        except ValidationError as wrong:
            errors.append(f"Line {number}: {wrong.messages[0]}")
    if errors:
        raise ValidationError(errors[:20])
    return people


def addressee(cells: list[str]) -> Addressee:
    addresses = [cell for cell in cells if "@" in cell]
    names = [cell for cell in cells if "@" not in cell]
    if len(addresses) != 1 or len(names) > 2:
        raise ValidationError("write one email address, and a name if you like.")
    try:
        validate_email(addresses[0])
    except ValidationError:
        raise ValidationError(f"“{addresses[0][:60]}” is not an email address.") from None
    name = " ".join(names)
    if len(name) > 150:
        raise ValidationError("the name is longer than 150 characters.")
    return Addressee(addresses[0].lower(), name)


def sort_out(network: Network, people: Iterable[Addressee]) -> Sorted:
    """Leave out who stands there twice, belongs here already, was asked already, or does not want to be asked.

    It says nothing of people who have an account and do not belong here: they are written to like anybody else.
    """
    people, found, seen = list(people), Sorted(), set()
    addresses = {person.email for person in people}
    members = set(
        EmailAddress.objects.filter(
            email__in=addresses, verified=True, user__in=network.memberships.values("user")
        ).values_list("email", flat=True)
    )
    asked = {one.email: one for one in network.invitations.to(addresses)}
    for person in people:
        before = asked.get(person.email)
        if person.email in seen:
            found.left_out.append((person, "stands in your list twice"))
        elif person.email in members:
            found.left_out.append((person, "is a member already"))
        elif before is not None and before.state == Invitation.State.DECLINED:
            found.left_out.append((person, "does not want to be invited again"))
        elif before is not None and before.state in Invitation.OPEN and not before.has_expired:
            found.left_out.append((person, "was invited already: send that one again if you need to"))
        else:
            found.people.append(person)
        seen.add(person.email)
    return found
