"""What networks answer when a lower app asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from wagtail.models import Page

from portal.cms.audience import takes_part
from portal.notifications.actions import happened
from portal.notifications.kinds import NewsKind
from portal.notifications.models import Bounce
from portal.notifications.querysets import label_of
from portal.privacy.models import Export
from portal.privacy.retention import Rule
from portal.users.charges import Charge, Private
from portal.users.holding import EVERYBODY, TAKE_PART
from portal.users.models import User
from portal.users.visibility import Reach

from . import actions, jobs
from .models import Broadcast, Departure, Invitation, JoinRequest, Membership, Network, NetworkArchive, Proposal

LATE = timedelta(minutes=3)  # after which nobody works on an archive any more


def audience_tokens(user: AbstractBaseUser | AnonymousUser) -> Iterable[str]:
    """`network:…` of each network whose inside this person may read; `members:…` and `convenors:…` by membership.

    Holding follows from the kind and the memberships as they are now, so joining, leaving or a new kind counts at once.
    """
    roles: dict[int, str] = {}
    if takes_part(user):
        roles = dict(Membership.objects.filter(user=user).values_list("network_id", "role"))
    readable = Network.objects.readable_by(user).filter(page__live=True)
    for pk, discussions_open in readable.values_list("pk", "discussions_open"):
        yield f"network:{pk}"
        if discussions_open and pk not in roles:
            yield f"talk:{pk}"
    for pk, role in roles.items():
        yield f"members:{pk}"
        yield f"talk:{pk}"
        if role == Membership.Role.CONVENOR:
            yield f"convenors:{pk}"


def holders(token: str) -> Q | None:
    """The people who hold this token, as `audience_tokens` gives it to each; None where it is not a network's."""
    kind, _, key = token.partition(":")
    if kind not in {"network", "talk", "members", "convenors"} or not key.isdigit():
        return None
    own = Membership.objects.filter(network=int(key))
    members = TAKE_PART & Q(pk__in=own.values("user"))
    if kind == "members":
        return members
    if kind == "convenors":
        return TAKE_PART & Q(pk__in=own.convening().values("user"))
    network = Network.objects.filter(pk=int(key), page__live=True).first()
    readers: Q = Q(pk__in=[])
    if network and (kind == "network" or network.discussions_open):
        readers = {Network.Kind.OPEN: EVERYBODY, Network.Kind.RESTRICTED: TAKE_PART}.get(network.kind, members)
    return readers if kind == "network" else members | readers


def near(viewer: AbstractBaseUser) -> dict[Reach, QuerySet]:
    """Whoever shares a network with this viewer, and whoever is in one that the viewer convenes."""
    own = Membership.objects.filter(user=viewer)
    return {
        Reach.NETWORKS: people_in(own),
        Reach.CONVENORS: people_in(own.convening()),
    }


def people_in(memberships: QuerySet) -> QuerySet:
    """Keys of the people in the networks of these memberships."""
    return Membership.objects.filter(network__in=memberships.values("network")).values("user")


def compare_groups(now: datetime) -> int:
    """Due in every tick: groups that do not hold exactly the convenors are mended. Returns how many were wrong."""
    return actions.compare_groups()


def invitations_due(now: datetime) -> int:
    """Due in every tick: one reminder half-way, and letting in whoever accepted before the account was ready."""
    ready = EmailAddress.objects.filter(email=OuterRef("email"), verified=True, user__is_active=True)
    ready = ready.exclude(user__admitted_at=None, user__is_staff=False)
    waiting = Invitation.objects.promised().filter(Exists(ready)).values("email")
    addresses = EmailAddress.objects.filter(email__in=waiting, verified=True).select_related("user")
    kept = sum(actions.keep_promises(user=address.user) for address in addresses)
    return kept + actions.remind_invited(now=now)


def requests_due(now: datetime) -> int:
    """Due in every tick: those who decide are reminded of requests to join that wait too long."""
    return actions.remind_of_requests(now=now)


def keep_led(now: datetime) -> int:
    """Due in every tick: a network that lost its last convenor gets one, or the programme is told."""
    return actions.keep_led(now=now)


def before_closing(person: AbstractBaseUser) -> Iterator[tuple[str, str]]:
    """Whoever convenes a network alone hands it over first."""
    for membership in Membership.objects.convening().filter(user=person.pk).select_related("network__page", "user"):
        if membership.is_last_convenor():
            address = reverse("networks:hand_over", args=[membership.network_id])
            yield f"Hand over {membership.network}: you are its only convenor", address


def retention() -> list[Rule]:
    return [
        Rule(
            key="networks/requests",
            record="What people wrote when they asked to join, and the answer",
            table=JoinRequest,
            keep_for=timedelta(days=365),
            counted_from="the decision",
            date="decided_at",
            happens="The words are erased. That somebody asked, and what was decided, stays.",
            why="A convenor may be asked why for a year.",
            rows=lambda before: JoinRequest.objects.decided().with_words().filter(decided_at__lt=before),
            away=lambda requests: requests.update(message="", reason=""),
        ),
        Rule(
            key="networks/broadcasts",
            record="What convenors wrote to the members by mail",
            table=Broadcast,
            keep_for=timedelta(days=730),
            counted_from="the day it was written",
            date="created_at",
            happens="The row is deleted.",
            why="As long as the rows of its mails: what a network was told, and whether it arrived.",
            rows=lambda before: Broadcast.objects.filter(created_at__lt=before),
        ),
        Rule(
            key="networks/departures",
            record="That somebody left a network, and why",
            table=Departure,
            keep_for=timedelta(days=90),
            counted_from="the day they left",
            date="left_at",
            happens="The row is deleted.",
            why="Convenors learn from it for a quarter of a year; the way back is open for two weeks of it.",
            rows=lambda before: Departure.objects.filter(left_at__lt=before),
        ),
        Rule(
            key="networks/invitations",
            record="Addresses of people invited to a network",
            table=Invitation,
            keep_for=timedelta(days=365),
            counted_from="the day the invitation runs out",
            date="expires_at",
            happens="The row is deleted, unless the person declined.",
            why="A convenor may look back at a year of invitations.",
            rows=lambda before: Invitation.objects.over().filter(expires_at__lt=before),
        ),
        Rule(
            key="networks/refused-invitations",
            record="What people wrote when they declined an invitation",
            table=Invitation,
            keep_for=timedelta(days=365),
            counted_from="the day the invitation runs out",
            date="expires_at",
            happens="Name and words are erased. The address stays, so that this network never writes to it again.",
            why="Whoever does not want to be invited must not have to say so twice.",
            rows=lambda before: Invitation.objects.refused_with_words().filter(expires_at__lt=before),
            away=lambda invitations: invitations.update(name="", note="", reason=""),
        ),
        Rule(
            key="networks/proposals",
            record="Names and addresses of those who proposed a local network",
            table=Proposal,
            keep_for=timedelta(days=730),
            counted_from="the day it was sent",
            date="created_at",
            happens="Name, address and workplace are taken out. The proposal and its answer stay.",
            why="A network often comes about a year after somebody proposed it.",
            rows=lambda before: Proposal.objects.answered().not_forgotten().filter(created_at__lt=before),
            away=lambda proposals: actions.forget_proposers(proposals=proposals),
        ),
    ]


def hand_over() -> list[Charge | Private]:
    return [
        Charge(
            key="networks/memberships",
            name="Networks, with your part in them",
            rows=lambda giver: Membership.objects.filter(user=giver).select_related("network__page"),
            give=lambda row, giver, taker: actions.succeed(membership=row, taker=taker),
            label=lambda row: f"{row.network} ({row.get_role_display().lower()})",
        ),
        Charge(
            key="networks/proposals",
            name="Proposals that you answer for the programme",
            rows=lambda giver: Proposal.objects.unanswered().filter(owner=giver),
            give=give_proposal,
        ),
        Private(
            tables=[
                "networks.JoinRequest",
                "networks.Broadcast",
                "networks.Bar",
                "networks.Departure",
                "networks.Invitation",
            ],
            because="What you asked for, and what was decided about you, is yours.",
        ),
    ]


def give_proposal(proposal: Proposal, giver: User, taker: User) -> bool:
    """Only the programme answers proposals."""
    if not taker.is_staff:
        return False
    actions.take_proposal(
        proposal=proposal, actor=taker, owner=taker, target_date=proposal.target_date, state=proposal.state
    )
    return True


def news() -> list[NewsKind]:
    name = "Who joins and who asks to, for convenors"
    keys = ["networks/joined", "networks/bounced"]
    return [NewsKind(key=key, topic="membership", name=name) for key in keys]


def bounced(bounce: Bounce) -> None:
    """Mail to a member comes back: the convenors of their networks hear of it, and may know where they are now."""
    for row in Membership.objects.active().filter(user__email__iexact=bounce.email).select_related("network__page"):
        convening = row.network.memberships.convening().active().exclude(user=row.user_id).select_related("user")
        happened(
            kind="networks/bounced",
            about=row.network,
            title=f"Mail to a member of {row.network} comes back",
            url=f"{reverse('networks:members', args=[row.network_id])}#unreached",
            audience=[row.network.convenors],
            key=f"{row.network_id}:{bounce.pk}:{bounce.last_at:%Y-%m-%d}",
            to=[one.user for one in convening],
            group=row.network,
        )


def belonging(group: str) -> QuerySet | None:
    """Keys of the members of the network with this label, or None where it is not a network's."""
    kind, _, key = group.partition(":")
    if kind != Network._meta.label_lower or not key.isdigit():
        return None
    return Membership.objects.filter(network=int(key)).active().values("user")


def sweep_archives(now: datetime) -> int:
    """Due in every tick: archives that no worker came for, or whose worker died."""
    forgotten = NetworkArchive.objects.filter(export__in=Export.objects.wanted(), export__created_at__lt=now - LATE)
    keys = [str(key) for key in forgotten.values_list("pk", flat=True)[:5]]
    for key in keys:
        jobs.write_archive.enqueue(key)
    return len(keys)


def broadcasts_due(now: datetime) -> int:
    """Due in every tick: messages whose ten minutes are over."""
    due = Broadcast.objects.filter(state=Broadcast.State.HELD, send_at__lte=now).values_list("pk", flat=True)
    return sum(actions.send_broadcast(broadcast_id=pk, now=now) for pk in list(due))


def places(*, looked_after_by: AbstractBaseUser | None = None) -> QuerySet:
    """The homes of networks in the page tree; of those that somebody looks after as moderator or convenor."""
    networks = Network.objects.all()
    if looked_after_by is not None:
        mine = Membership.objects.looking_after().filter(user=looked_after_by)
        networks = networks.filter(pk__in=mine.values("network"))
    return Page.objects.filter(pk__in=networks.values("page"))


def groups(user: AbstractBaseUser) -> list[tuple[str, str]]:
    """Label and name of the networks this person belongs to."""
    mine = Network.objects.joined_by(user).select_related("page").order_by("page__title")
    return [(label_of(network), str(network)) for network in mine]
