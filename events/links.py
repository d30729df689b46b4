"""Signed links in mails that open one thing of one registration, for people who need no account.

`link_for(registration, Purpose.WITHDRAW)` is the address to put into a mail. Following it changes nothing: the token is
exchanged for a narrow session (`events.narrow`) and a clean address, the one that `LANDS` names for its purpose, with
the registration's pk. The view there asks `narrow.kept(request, pk, Purpose.WITHDRAW)` for the registration, shows on
GET, acts on POST, and is wrapped in `narrow.private`.

A link is bound to its purpose, to one registration and to the address it was written for: once a place is somebody
else's, the links of the one before are dead. Links to answer, withdraw or take an offer end with the start of the
meeting; a survey and a certificate stay for a quarter of a year. To add a purpose's page: name its address in `LANDS`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import Delegation, Invitation, Registration

SALT = "events.links"
AFTERWARDS = timedelta(days=90)


class Purpose(models.TextChoices):
    ANSWER = "answer", "See and change a registration"
    WITHDRAW = "withdraw", "Give a place or a turn back"
    OFFER = "offer", "Take or leave an offered place"
    SURVEY = "survey", "Say how the meeting was"
    CERTIFICATE = "certificate", "Take a certificate of attendance"


# Where each purpose is seen: an address that takes the registration's pk.
LANDS = {
    Purpose.ANSWER: "events:place",
    Purpose.WITHDRAW: "events:give_back",
    Purpose.OFFER: "events:offer_by_link",
    Purpose.CERTIFICATE: "events:certificate_by_link",
    Purpose.SURVEY: "events:survey",
}
BEFORE_THE_START = {Purpose.ANSWER, Purpose.WITHDRAW, Purpose.OFFER}


def link_for(registration: Registration, purpose: Purpose) -> str:
    """The whole address, for a mail."""
    return settings.PORTAL_URL + reverse("events:link", args=[purpose.value, token_for(registration, purpose)])


def token_for(registration: Registration, purpose: Purpose) -> str:
    return signing.dumps([registration.pk, bond_of(registration)], salt=f"{SALT}.{purpose.value}")


def opened(token: str, purpose: Purpose, *, now: datetime | None = None) -> Registration | None:
    """The registration a link is about; None for a link that is not ours, is over, or was for somebody else."""
    try:
        pk, bond = signing.loads(token, salt=f"{SALT}.{purpose.value}")
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return still_open(pk, bond, purpose, now=now)


def still_open(pk: int, bond: str, purpose: Purpose, *, now: datetime | None = None) -> Registration | None:
    registration = Registration.objects.filter(pk=pk).with_event().first()
    if registration is None or not constant_time_compare(bond, bond_of(registration)):
        return None
    return registration if (now or timezone.now()) < ends_at(registration, purpose) else None


def ends_at(registration: Registration, purpose: Purpose) -> datetime:
    """Until when a link of this purpose opens anything. It follows the meeting when that is moved."""
    meeting = registration.meeting
    return meeting.starts_at if purpose in BEFORE_THE_START else meeting.ends_at + AFTERWARDS


def bond_of(registration: Registration) -> str:
    """What ties a link to whom it was written for, without naming them."""
    return salted_hmac(SALT, f"{registration.pk}:{registration.email}").hexdigest()[:24]


# An invitation and a delegation have links of their own kind: each is good for that row until its nonce changes.


def invitation_link(invitation: Invitation) -> str:
    return settings.PORTAL_URL + reverse("events:invited", args=[_sign("invitation", invitation)])


def invitation_opened(token: str) -> Invitation | None:
    """The invitation a link is about: one that was sent, not taken back, to a meeting that has not begun."""
    return standing_invitation(*_read("invitation", token))


def standing_invitation(pk: int, nonce: str) -> Invitation | None:
    sent = Invitation.objects.standing().exclude(state=Invitation.State.NOT_SENT)
    invitation = sent.filter(pk=pk, nonce=nonce).with_event().first() if nonce else None
    return invitation if invitation and not invitation.meeting.has_started(timezone.now()) else None


def delegation_link(delegation: Delegation) -> str:
    return settings.PORTAL_URL + reverse("events:assistant_link", args=[_sign("delegation", delegation)])


def delegation_opened(token: str) -> Delegation | None:
    """The delegation a director's link is about, while it is asked for or granted."""
    return standing_delegation(*_read("delegation", token))


def standing_delegation(pk: int, nonce: str) -> Delegation | None:
    return Delegation.objects.open().filter(pk=pk, nonce=nonce).first() if nonce else None


def _sign(kind: str, row: Invitation | Delegation) -> str:
    return signing.dumps([row.pk, row.nonce], salt=f"{SALT}.{kind}")


def _read(kind: str, token: str) -> tuple[int, str]:
    try:
        pk, nonce = signing.loads(token, salt=f"{SALT}.{kind}")
    except (signing.BadSignature, ValueError, TypeError):
        return 0, ""
    return pk, nonce
