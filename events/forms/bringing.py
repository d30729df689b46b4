"""Several colleagues at once: ticked from the trust's seats, or written down in rows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField

from portal.users.models import TRUST_ROLES, Role, User

from ..attendees import Attendee
from ..colleagues import MOST, suggested

ROLES = [("", "Choose one"), *((role.value, role.label) for role in Role if role in TRUST_ROLES)]
FIRST_ROWS, MORE_ROWS = 2, 3


class ColleaguesForm(forms.Form):
    """`rows`: how many rows to write in."""

    people = forms.MultipleChoiceField(
        label="People with a seat at your trust", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, user: User, rows: int = FIRST_ROWS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.rows = user, min(max(rows, 1), MOST)
        self.seats = {str(tenure.pk): tenure for tenure in suggested(user)}
        choices = [(key, f"{one.person}, {one.seat.get_role_display().lower()}") for key, one in self.seats.items()]
        self.fields["people"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["people"]
        for number in range(1, self.rows + 1):
            attrs = {"data-no-optional": True}  # a row may stay empty as a whole
            named, plain = {**attrs, "autocomplete": "off"}, {**attrs, "autocomplete": "off"}
            self.fields |= {
                f"name_{number}": forms.CharField(
                    label="Name", max_length=150, required=False, widget=forms.TextInput(named)
                ),
                f"email_{number}": forms.EmailField(
                    label="Work email address", required=False, widget=forms.EmailInput(plain)
                ),
                f"role_{number}": forms.ChoiceField(
                    label="Role", choices=ROLES, required=False, widget=forms.Select(attrs)
                ),
            }

    def row_fields(self) -> list[tuple[int, list[BoundField]]]:
        return [(n, [self[f"{part}_{n}"] for part in ("name", "email", "role")]) for n in range(1, self.rows + 1)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        known = {self.user.email.lower(): "That is you. Register yourself on the meeting's page."}
        for key in data.get("people") or []:
            known[self.seats[key].person.email.lower()] = "This is the address of somebody you have ticked above."
        for number in range(1, self.rows + 1):
            parts = {part: data.get(f"{part}_{number}") for part in ("name", "email", "role")}
            if not any(parts.values()):
                continue
            missing = {"name": "Enter the name", "email": "Enter the email address", "role": "Choose the role"}
            for part, words in missing.items():
                if not parts[part] and f"{part}_{number}" not in self.errors:
                    self.add_error(f"{part}_{number}", f"{words} of colleague {number}.")
            email = (parts["email"] or "").lower()
            if email in known:
                self.add_error(f"email_{number}", known[email])
            elif email:
                known[email] = "This address is given twice."
        if not self.errors and not 1 <= len(self._said(data)) <= MOST:
            raise forms.ValidationError(
                f"You can register {MOST} colleagues at once."
                if self._said(data)
                else "Tick or write down a colleague."
            )
        return data

    def attendees(self) -> list[Attendee]:
        return self._said(self.cleaned_data)

    def _said(self, data: dict[str, Any]) -> list[Attendee]:
        """All of the trust that the person speaks for."""
        ticked = [self.seats[key] for key in data.get("people") or []]
        people = [
            Attendee(
                name=str(one.person),
                email=one.person.email,
                role=one.seat.role,
                trust_id=self.user.trust_id,
                user=one.person,
            )
            for one in ticked
        ]
        for number in range(1, self.rows + 1):
            name, email, role = (data.get(f"{part}_{number}") or "" for part in ("name", "email", "role"))
            if name and email:
                people.append(Attendee.named(name=name, email=email.lower(), role=role, trust_id=self.user.trust_id))
        return people
