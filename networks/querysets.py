"""Reads of networks, memberships, requests and proposals, as words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from portal.cms.audience import takes_part, tokens_of


class NetworkQuerySet(models.QuerySet):
    def locked(self) -> NetworkQuerySet:
        """Held until the end of the transaction: joining, leaving and roles go one after the other."""
        return self.select_for_update(no_key=True, of=("self",))

    def live(self) -> NetworkQuerySet:
        return self.filter(page__live=True)

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> NetworkQuerySet:
        """Those whose page this person may see: live, and not confidential to others."""
        rows = self.model._meta.apps.get_model("cms", "PageAudience").objects
        shared = rows.filter(page=models.OuterRef("page_id"), token__in=tokens_of(user))
        return self.live().filter(models.Exists(shared))

    def readable_by(self, user: AbstractBaseUser | AnonymousUser) -> NetworkQuerySet:
        """Those whose inside this person may read, by the kind of network or by membership."""
        kind = self.model.Kind
        readable = models.Q(kind=kind.OPEN)
        if takes_part(user):
            readable |= models.Q(kind=kind.RESTRICTED)
            readable |= models.Exists(self.of_member(user))  # type: ignore[assignment]
        return self.filter(readable)

    def of_member(self, user: AbstractBaseUser) -> models.QuerySet:
        """Memberships of this person, correlated to each network."""
        memberships = self.model._meta.get_field("memberships").related_model.objects
        return memberships.filter(network=models.OuterRef("pk"), user=user)

    def joined_by(self, user: AbstractBaseUser | AnonymousUser) -> NetworkQuerySet:
        if not takes_part(user):
            return self.none()
        return self.live().filter(models.Exists(self.of_member(user)))

    def suggested_for(self, user: AbstractBaseUser | AnonymousUser) -> NetworkQuerySet:
        """Networks of the region of this person's trust that they could join, whole regions before sub-groups."""
        trust = getattr(user, "trust", None)
        if not takes_part(user) or trust is None or trust.region_id is None:
            return self.none()
        bars = self.model._meta.get_field("bars").related_model.objects
        return (
            self.listed()
            .filter(page__region_id=trust.region_id)
            .exclude(models.Exists(self.of_member(user)))
            .exclude(models.Exists(bars.filter(network=models.OuterRef("pk"), user=user)))
            .select_related("page", "page__region")
            .order_by("page__depth", "page__title")
        )

    def listed(self) -> NetworkQuerySet:
        """Those that lists, counts and the map may name: live and not confidential."""
        return self.live().exclude(kind=self.model.Kind.CONFIDENTIAL)

    def with_counts(self) -> NetworkQuerySet:
        """With `member_count` and `trust_count`, by sub-query: constant in rows."""
        memberships = self.model._meta.get_field("memberships").related_model.objects
        mine = memberships.filter(network=models.OuterRef("pk"), user__is_active=True).order_by().values("network")
        return self.annotate(member_count=counted(mine, "pk"), trust_count=counted(mine, "user__trust", distinct=True))

    def without_convenor(self) -> NetworkQuerySet:
        memberships = self.model._meta.get_field("memberships").related_model.objects
        return self.exclude(
            models.Exists(memberships.convening().filter(network=models.OuterRef("pk"), user__is_active=True))
        )


def counted(rows: models.QuerySet, what: str, *, distinct: bool = False) -> models.Func:
    """The number of rows of a correlated sub-query, 0 where there is none."""
    return Coalesce(models.Subquery(rows.annotate(n=models.Count(what, distinct=distinct)).values("n")), 0)


class MembershipQuerySet(models.QuerySet):
    def convening(self) -> MembershipQuerySet:
        return self.filter(role=self.model.Role.CONVENOR)

    def looking_after(self) -> MembershipQuerySet:
        """Convenors and moderators."""
        return self.exclude(role=self.model.Role.MEMBER)

    def active(self) -> MembershipQuerySet:
        """Of people whose account is open."""
        return self.filter(user__is_active=True)

    def unreached(self) -> MembershipQuerySet:
        """Of people whom no mail reaches, because it came back; annotated with since when."""
        bounces = self.model._meta.apps.get_model("notifications", "Bounce").objects.blocked()
        theirs = bounces.filter(email=Lower(models.OuterRef("user__email"))).values("blocked_at")[:1]
        return self.active().annotate(unreached_since=models.Subquery(theirs)).exclude(unreached_since=None)

    def with_people(self) -> MembershipQuerySet:
        """Everything a list of people shows, convenors first."""
        role = self.model.Role
        return (
            self.active()
            .select_related("user__trust__successor")
            .annotate(
                standing=models.Case(
                    models.When(role=role.CONVENOR, then=0), models.When(role=role.MODERATOR, then=1), default=2
                )
            )
            .order_by("standing", "user__last_name", "user__first_name", "pk")
        )


class JoinRequestQuerySet(models.QuerySet):
    def waiting(self) -> JoinRequestQuerySet:
        return self.filter(state=self.model.State.WAITING)

    def decided(self) -> JoinRequestQuerySet:
        return self.exclude(state=self.model.State.WAITING)

    def with_words(self) -> JoinRequestQuerySet:
        """Those that still say what was written, by either side."""
        return self.exclude(message="", reason="")

    def for_convenor(self, user: AbstractBaseUser) -> JoinRequestQuerySet:
        """To the networks that this person convenes."""
        memberships = self.model._meta.apps.get_model("networks", "Membership").objects.convening().filter(user=user)
        return self.filter(network__in=memberships.values("network"))


class NetworkInvitationQuerySet(models.QuerySet):
    def open(self) -> NetworkInvitationQuerySet:
        """Not answered, taken back or run out."""
        return self.filter(state__in=self.model.OPEN, expires_at__gt=timezone.now())

    def to(self, addresses: Iterable[str]) -> NetworkInvitationQuerySet:
        """To one of these addresses, whatever their case."""
        return self.filter(email__in=[address.lower() for address in addresses])

    def promised(self) -> NetworkInvitationQuerySet:
        """Accepted by the link of the mail, while the account was not ready."""
        return self.open().filter(state=self.model.State.PROMISED)

    def kept_for(self, user: AbstractBaseUser) -> NetworkInvitationQuerySet:
        """Promised by this account itself, or by the link before the account was made."""
        return self.filter(models.Q(user=user) | models.Q(user=None, answered_at__lte=user.date_joined))  # type: ignore[attr-defined]

    def to_remind(self, now: datetime) -> NetworkInvitationQuerySet:
        """Asked half the time ago and silent; each once."""
        asked = models.Q(state=self.model.State.SENT, reminded_at=None, sent_at__lt=now - timedelta(days=14))
        return self.filter(asked, expires_at__gt=now)

    def since(self, moment: datetime) -> NetworkInvitationQuerySet:
        return self.filter(sent_at__gt=moment)

    def over(self) -> NetworkInvitationQuerySet:
        """What nobody will answer any more, but not a refusal: whoever does not want to be asked is not asked again."""
        return self.exclude(state=self.model.State.DECLINED)

    def refused_with_words(self) -> NetworkInvitationQuerySet:
        return self.filter(state=self.model.State.DECLINED).exclude(name="", note="", reason="")

    def with_network(self) -> NetworkInvitationQuerySet:
        return self.select_related("network__page", "invited_by")


class ProposalQuerySet(models.QuerySet):
    def unanswered(self) -> ProposalQuerySet:
        return self.filter(state__in=[self.model.State.NEW, self.model.State.IN_HAND])

    def answered(self) -> ProposalQuerySet:
        return self.filter(state__in=[self.model.State.ANSWERED, self.model.State.CLOSED])

    def not_forgotten(self) -> ProposalQuerySet:
        """Those that still say whose they are."""
        return self.exclude(name=self.model.FORGOTTEN)

    def with_people(self) -> ProposalQuerySet:
        return self.select_related("owner", "region", "user")
