"""Come in and go out: join, ask to join, decide, withdraw, leave, remove."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from networks.models import Bar, Departure, JoinRequest, Membership, Network
from networks.models.network import verified_addresses
from networks.refusals import refused
from portal.audit.actions import log
from portal.cms.audience import forget_tokens, takes_part
from portal.notifications.actions import Recipient, happened, notify
from portal.users.actions import find_person, vouch
from portal.users.models import TRUST_ROLES, Tenure

from .roles import write_group

NOT_YOURS = "Only a convenor of this network may do this."


def locked(network: Network) -> Network:
    """The network's row, held until the end of the transaction: joining and leaving go one after the other."""
    return Network.objects.select_related("page").locked().get(pk=network.pk)


def may_come(*, network: Network, user: AbstractBaseUser) -> None:
    """Raise what speaks against this person coming in."""
    if not user.is_active:
        raise refused("account-closed")
    if not takes_part(user):
        raise refused("not-approved")
    if network.memberships.filter(user=user).exists():
        raise refused("already-member")
    if network.bars.filter(user=user).exists():
        raise refused("barred")


@transaction.atomic
def join(*, network: Network, user: AbstractBaseUser) -> Membership:
    """Become a member at once, where the network admits this person without a decision."""
    network = locked(network)
    may_come(network=network, user=user)
    if network.kind == Network.Kind.CONFIDENTIAL:
        raise refused("invitation-only")
    if not verified_addresses(user):
        raise refused("not-verified")
    if not network.admits_at_once(user):
        raise refused("ask-first")
    membership = become_member(network=network, user=user)
    log(actor=user, action="networks/joined", target=network)
    tell_convenors(network=network, user=user, how="has joined", key=f"joined:{membership.pk}")
    return membership


def become_member(*, network: Network, user: AbstractBaseUser) -> Membership:
    """Whoever decided it: the membership, and an end to what asked for it or stood in its way."""
    membership = Membership.objects.create(network=network, user=user)
    network.requests.waiting().filter(user=user).update(state=JoinRequest.State.APPROVED, decided_at=timezone.now())
    network.departures.filter(user=user).delete()
    forget_tokens(user)
    find_person(person=user)
    return membership


def tell_convenors(*, network: Network, user: AbstractBaseUser, how: str, key: str) -> None:
    """News for those who run it, as each of them wants to hear it."""
    happened(
        kind="networks/joined",
        about=network,
        group=network,
        title=f"{user} {how} {network}",
        url=reverse("networks:members", args=[network.pk]),
        audience=[network.convenors],
        key=key,
        to=[row.user for row in network.memberships.convening().active().select_related("user")],
        by=user,
    )


@transaction.atomic
def request_to_join(*, network: Network, user: AbstractBaseUser, message: str = "") -> JoinRequest:
    """Ask the convenors to be let in."""
    network = locked(network)
    may_come(network=network, user=user)
    if network.kind == Network.Kind.CONFIDENTIAL:
        raise refused("invitation-only")
    if not verified_addresses(user):
        raise refused("not-verified")
    if network.requests.waiting().filter(user=user).exists():
        raise refused("already-asked")
    request = JoinRequest.objects.create(network=network, user=user, message=message)
    log(actor=user, action="networks/asked_to_join", target=network, request=request.pk)
    convenors = network.memberships.convening().active().select_related("user")
    notify(
        recipients=[Recipient.of(m.user) for m in convenors],
        kind="networks/requested",
        target=request,
        context={"network": network, "url": reverse("networks:requests", args=[network.pk])},
    )
    ask_colleagues(request=request)
    return request


COLLEAGUES_ASKED = 5


def ask_colleagues(*, request: JoinRequest) -> None:
    """Members who work where the person says they work, beyond doubt, can say that it is true."""
    network = request.network
    claimed = Tenure.objects.current().filter(person=request.user, seat__role__in=TRUST_ROLES)
    beyond_doubt = Tenure.objects.current().filter(vouched_at__isnull=False, seat__role__in=TRUST_ROLES)
    there = beyond_doubt.filter(seat__organisation__in=claimed.values("seat__organisation")).values("person")
    colleagues = network.memberships.active().filter(user__in=there).exclude(role=Membership.Role.CONVENOR)
    notify(
        recipients=[
            Recipient.of(row.user) for row in colleagues.select_related("user").order_by("joined_at")[:COLLEAGUES_ASKED]
        ],
        kind="networks/asked_colleague",
        target=request,
        context={"network": network, "url": reverse("networks:vouch", args=[network.pk, request.pk])},
    )


@transaction.atomic
def vouch_for_request(*, request: JoinRequest, actor: AbstractBaseUser) -> Membership | None:
    """Say as a colleague of the same trust that somebody works there. A restricted network of the region lets them in.

    None: it is said, and a convenor still decides, as always in a private network.
    """
    network = locked(request.network)
    request = JoinRequest.objects.select_related("user").get(pk=request.pk)
    request.network = network
    tenures = request.to_vouch(actor)
    if not tenures:
        raise PermissionDenied("Only a colleague of the same trust, whose own seat is confirmed, may say so.")
    waits(request)
    for tenure in tenures:
        vouch(actor=actor, tenure=tenure)  # type: ignore[arg-type]
    log(actor=actor, action="networks/request_vouched", target=network, request=request.pk)
    if not network.admits_at_once(request.user):
        return None
    return let_in(request=request, actor=actor)


def waiting_request(*, request: JoinRequest, actor: AbstractBaseUser) -> JoinRequest:
    """The request, held with its network, if this person may decide it and it still waits."""
    network = locked(request.network)
    request = JoinRequest.objects.select_related("user").get(pk=request.pk)
    request.network = network
    if not request.can_decide(actor):
        raise PermissionDenied(NOT_YOURS)
    waits(request)
    return request


def waits(request: JoinRequest) -> None:
    if request.state == JoinRequest.State.WITHDRAWN:
        raise refused("request-withdrawn")
    if request.state != JoinRequest.State.WAITING:
        raise refused("already-decided")


def decide(*, request: JoinRequest, actor: AbstractBaseUser | None, state: str, reason: str = "") -> None:
    request.state, request.decided_by, request.decided_at, request.reason = state, actor, timezone.now(), reason  # type: ignore[assignment]
    request.save(update_fields=["state", "decided_by", "decided_at", "reason"])


@transaction.atomic
def approve_request(*, request: JoinRequest, actor: AbstractBaseUser) -> Membership:
    """Let somebody in."""
    return let_in(request=waiting_request(request=request, actor=actor), actor=actor)


def approve_requests(*, requests: Iterable[JoinRequest], actor: AbstractBaseUser) -> tuple[list[JoinRequest], list]:
    """Let all of these in, each by itself: those that could not be are returned with the reason."""
    done, left = [], []
    for request in requests:
        try:
            approve_request(request=request, actor=actor)
        except ValidationError as refusal:
            left.append((request, refusal.messages[0]))
        else:
            done.append(request)
    return done, left


def let_in(*, request: JoinRequest, actor: AbstractBaseUser) -> Membership:
    network, user = request.network, request.user
    may_come(network=network, user=user)
    decide(request=request, actor=actor, state=JoinRequest.State.APPROVED)
    membership = become_member(network=network, user=user)
    log(actor=actor, action="networks/request_approved", target=network, request=request.pk, user=user.pk)
    notify(
        recipients=[Recipient.of(user)],
        kind="networks/approved",
        target=request,
        context={"network": network, "url": network.page.get_url()},
    )
    return membership


@transaction.atomic
def decline_request(*, request: JoinRequest, actor: AbstractBaseUser, reason: str) -> JoinRequest:
    """Say no, and why."""
    request = waiting_request(request=request, actor=actor)
    decide(request=request, actor=actor, state=JoinRequest.State.DECLINED, reason=reason)
    log(actor=actor, action="networks/request_declined", target=request.network, request=request.pk)
    notify(
        recipients=[Recipient.of(request.user)],
        kind="networks/declined",
        target=request,
        context={"network": request.network, "reason": reason},
    )
    return request


@transaction.atomic
def withdraw_request(*, network: Network, user: AbstractBaseUser) -> None:
    """Take one's own request back. Nothing waiting is as good as withdrawn."""
    network = locked(network)
    request = network.requests.waiting().filter(user=user).first()
    if request:
        decide(request=request, actor=user, state=JoinRequest.State.WITHDRAWN)
        log(actor=user, action="networks/request_withdrawn", target=network, request=request.pk)


@transaction.atomic
def leave(*, network: Network, user: AbstractBaseUser, reason: str = "") -> Departure:
    """Stop being a member, with a reason if one likes. The only convenor hands over first."""
    network = locked(network)
    membership = network.memberships.filter(user=user).first()
    if membership is None:
        raise refused("not-member")
    if membership.is_last_convenor():
        raise refused("last-convenor")
    membership.delete()
    write_group(network=network)
    departure, _ = Departure.objects.update_or_create(
        network=network, user=user, defaults={"reason": reason, "left_at": timezone.now()}
    )
    log(actor=user, action="networks/left", target=network)
    forget_tokens(user)
    find_person(person=user)
    tell_convenors(
        network=network, user=user, how="has left", key=f"left:{departure.pk}:{departure.left_at:%y%m%d%H%M%S}"
    )
    notify(
        recipients=[Recipient.of(user)],
        kind="networks/left",
        target=network,
        context={"until": departure.until, "url": reverse("networks:come_back", args=[network.pk])},
        key=str(departure.left_at),
    )
    return departure


@transaction.atomic
def come_back(*, network: Network, user: AbstractBaseUser) -> Membership:
    """Undo one's own leaving, within a fortnight: as a member, whatever one was before."""
    network = locked(network)
    departure = network.departures.filter(user=user).first()
    may_come(network=network, user=user)
    if departure is None or not departure.may_return:
        raise refused("too-late-to-return")
    membership = become_member(network=network, user=user)
    log(actor=user, action="networks/came_back", target=network)
    return membership


@transaction.atomic
def remove_member(*, membership: Membership, actor: AbstractBaseUser, reason: str, barred: bool = False) -> None:
    """Take somebody out, with the reason in a mail; `barred` people may not come back."""
    network = locked(membership.network)
    if not network.can_run(actor):
        raise PermissionDenied(NOT_YOURS)
    current = network.memberships.filter(pk=membership.pk).select_related("user").first()
    if current is None:
        raise refused("not-member")
    if current.is_last_convenor():
        raise refused("last-convenor-other")
    user = current.user
    current.delete()
    network.departures.filter(user=user).delete()  # the way back is for those who left themselves
    write_group(network=network)
    find_person(person=user)
    if barred:
        Bar.objects.get_or_create(network=network, user=user, defaults={"reason": reason, "by": actor})
    entry = log(actor=actor, action="networks/member_removed", target=network, user=user.pk, barred=barred)
    notify(
        recipients=[Recipient.of(user)],
        kind="networks/removed",
        target=network,
        context={"reason": reason, "barred": barred, "url": reverse("networks:appeal", args=[network.pk])},
        key=str(entry.pk),
    )
