"""What the programme answers when a lower app asks."""

from __future__ import annotations

from portal.privacy.holdings import Exempt, Holding
from portal.users.charges import Charge, Private

from . import actions
from .models import PackageItem, SupportPackage

IN_OFFICE = "what somebody did in an office"


def personal_data() -> list[Holding | Exempt]:
    return [
        Exempt(table="programme.FigureImport", fields=["uploaded_by", "settled_by"], because=IN_OFFICE),
        Exempt(table="programme.Observation", fields=["submitted_by", "confirmed_by"], because=IN_OFFICE),
        Exempt(table="programme.ChartStep", fields=["marked_by"], because=IN_OFFICE),
        Exempt(table="programme.Assessment", fields=["begun_by", "finished_by"], because=IN_OFFICE),
        Exempt(table="programme.Suggestion", fields=["decided_by", "specialist"], because=IN_OFFICE),
        Exempt(table="programme.SupportPackage", fields=["manager", "agreed_by"], because=IN_OFFICE),
        Exempt(table="programme.RagReading", fields=["by"], because=IN_OFFICE),
        Exempt(table="programme.PackageItem", fields=["owner", "done_by"], because=IN_OFFICE),
        Exempt(table="programme.Challenge", fields=["raised_by", "replied_by"], because=IN_OFFICE),
        Exempt(table="programme.PackageFile", fields=["added_by"], because=IN_OFFICE),
        Exempt(table="programme.NamedPeer", fields=["agreed_by"], because=IN_OFFICE),
        Exempt(table="programme.Benefit", fields=["claimed_by"], because=IN_OFFICE),
        Exempt(table="programme.BenefitStep", fields=["by"], because=IN_OFFICE),
        Exempt(table="programme.BalancingReturn", fields=["given_by"], because=IN_OFFICE),
        Exempt(table="programme.Cohort", fields=["created_by", "frozen_by"], because=IN_OFFICE),
    ]


def hand_over() -> list[Charge | Private]:
    return [
        Charge(
            key="programme/packages",
            name="Support packages that you manage",
            rows=lambda giver: (
                SupportPackage.objects.running().filter(manager=giver).select_related("place__organisation")
            ),
            give=lambda row, giver, taker: actions.give_package(package=row, giver=giver, taker=taker),
        ),
        Charge(
            key="programme/items",
            name="Support work that was given to you",
            rows=lambda giver: PackageItem.objects.to_do().filter(owner=giver, package__closed_at=None),
            give=lambda row, giver, taker: actions.give_item(item=row, giver=giver, taker=taker),
        ),
        Private(
            tables=[
                "programme.RagReading",
                "programme.Challenge",
                "programme.PackageFile",
                "programme.NamedPeer",
                "programme.Benefit",
                "programme.BenefitStep",
                "programme.BalancingReturn",
            ],
            because="Who said, doubted, added or agreed something stays as it was.",
        ),
        Private(
            tables=["programme.FigureImport", "programme.Observation", "programme.Cohort", "programme.ChartStep"],
            because="Who handed in, confirmed or froze figures stays as it was.",
        ),
        Private(
            tables=["programme.Assessment", "programme.Suggestion"],
            because="A trust's answers stay with the trust, and so does who gave them.",
        ),
    ]
