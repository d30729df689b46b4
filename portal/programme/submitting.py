"""For which trusts somebody may hand in figures, see them beside the trust's name, and confirm them."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from portal.cms.audience import takes_part
from portal.organisations.models import Organisation
from portal.users import trusts
from portal.users.models import Role, Tenure

# Those of a trust who keep its figures. Commissioners and suppliers never see what is a trust's alone.
OFFICERS = (Role.OVM, Role.DEPUTY_OVM, Role.BUSINESS_MANAGER, Role.INFORMATICS_LEAD, Role.FINANCE_DIRECTOR)


def is_analyst(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether this person keeps the figures of every trust."""
    return takes_part(user) and user.has_perm("programme.add_figureimport")  # type: ignore[attr-defined]


def own_trusts(user: AbstractBaseUser | AnonymousUser) -> list[Organisation]:
    """The trusts whose figures this person keeps: by a seat there that is confirmed and vouched for."""
    return trusts.own_trusts(user, roles=OFFICERS)


def may_see_named(user: AbstractBaseUser | AnonymousUser, trust: Organisation) -> bool:
    """The programme's staff, and whoever keeps the trust's figures."""
    if takes_part(user) and getattr(user, "is_staff", False):
        return True
    return trust in own_trusts(user)


def may_confirm(user: AbstractBaseUser | AnonymousUser, trust: Organisation) -> bool:
    """The trust's finance director, in a seat that is beyond doubt."""
    held = Tenure.objects.vouched().filter(person=user.pk, seat__organisation=trust)
    return takes_part(user) and held.filter(seat__role=Role.FINANCE_DIRECTOR).exists()


def may_mark(user: AbstractBaseUser | AnonymousUser, trust: Organisation) -> bool:
    """Whoever keeps the trust's figures knows what changed there."""
    return is_analyst(user) or trust in own_trusts(user)


def runs_support(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether this person plans and keeps the support of trusts."""
    return takes_part(user) and user.has_perm("programme.run_support")  # type: ignore[attr-defined]


def keeps_ledger(user: AbstractBaseUser | AnonymousUser, trust: Organisation) -> bool:
    """Whether this person writes benefits of the trust down: its officers, and the support team."""
    return runs_support(user) or trust in own_trusts(user)
