"""What the programme answers when a lower app asks."""

from __future__ import annotations

from portal.privacy.holdings import Exempt, Holding
from portal.users.charges import Charge, Private

IN_OFFICE = "what somebody did in an office"


def personal_data() -> list[Holding | Exempt]:
    return [
        Exempt(table="programme.FigureImport", fields=["uploaded_by", "settled_by"], because=IN_OFFICE),
        Exempt(table="programme.Observation", fields=["submitted_by", "confirmed_by"], because=IN_OFFICE),
        Exempt(table="programme.ChartStep", fields=["marked_by"], because=IN_OFFICE),
        Exempt(table="programme.Cohort", fields=["created_by", "frozen_by"], because=IN_OFFICE),
    ]


def hand_over() -> list[Charge | Private]:
    return [
        Private(
            tables=["programme.FigureImport", "programme.Observation", "programme.Cohort", "programme.ChartStep"],
            because="Who handed in, confirmed or froze figures stays as it was.",
        )
    ]
