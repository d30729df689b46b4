"""What the register answers when privacy asks."""

from __future__ import annotations

from typing import Any

from portal.privacy.holdings import Exempt, Holding

from .models import RegisterImport


def personal_data() -> list[Holding | Exempt]:
    return [
        Holding(
            name="Files you gave to the register of trusts",
            table=RegisterImport,
            person=["uploaded_by"],
            others=["settled_by"],
            show=register_import,
            becomes="Stays: it shows how the register came to say what it says. Your name goes from it.",
        )
    ]


def register_import(row: RegisterImport) -> dict[str, Any]:
    return {
        "file": row.name,
        "holds": row.get_holds_display(),
        "state": row.get_state_display(),
        "handed in": row.uploaded_at,
        "rows": row.counts.get("rows", 0),
    }
