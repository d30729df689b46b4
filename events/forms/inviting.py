"""Whom organisers ask to a meeting: one person, a list, or the holders of a seat."""

from __future__ import annotations

import csv
import io
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from portal.organisations.models import Organisation, Region
from portal.users.models import Role

from ..attendees import Attendee

MOST_LINES = 500
ROLE = {"label": "Their role", "choices": Role.choices, "initial": Role.FINANCE_DIRECTOR}


class InviteForm(forms.Form):
    """One person, by hand."""

    name = forms.CharField(label="Name", max_length=200)
    email = forms.EmailField(label="Work email address", widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(**ROLE)
    trust = forms.CharField(label="Code of their trust", max_length=12, required=False, help_text="For example RX1.")

    def clean_trust(self) -> Organisation | None:
        code = self.cleaned_data["trust"].strip().upper()
        trust = Organisation.objects.filter(code__iexact=code).first() if code else None
        if code and trust is None:
            raise ValidationError("There is no organisation with this code. Leave it empty if you do not know it.")
        return trust

    def people(self) -> list[Attendee]:
        data = self.cleaned_data
        return [person(data["name"], data["email"], data["role"], data["trust"])]


class InviteListForm(forms.Form):
    """Many, one a line. All are taken or none: each line that is not right is named."""

    role = forms.ChoiceField(**ROLE)
    lines = forms.CharField(
        label="One person a line: name, email address, code of the trust",
        help_text="Copy three columns from a spreadsheet, or put commas between. The code may be missing.",
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )

    def clean_lines(self) -> str:
        text = self.cleaned_data["lines"]
        rows = [(number, cells) for number, cells in enumerate(cells_of(text), 1) if any(cells)]
        if len(rows) > MOST_LINES:
            raise ValidationError(f"These are {len(rows)} lines. Send at most {MOST_LINES} at once.")
        codes = {cells[2].upper() for _, cells in rows if len(cells) > 2 and cells[2]}
        trusts = {trust.code.upper(): trust for trust in Organisation.objects.filter(code__in=codes)}
        self.rows, errors, seen = [], [], {}
        for number, cells in rows:
            said = wrong_with(cells, trusts, seen)
            if said:
                errors.append(f"Line {number}: {said}")
                continue
            seen[cells[1].lower()] = number
            trust = trusts.get(cells[2].upper()) if len(cells) > 2 else None
            self.rows.append((cells[0], cells[1], trust))
        if errors:
            raise ValidationError(errors)
        return text

    def people(self) -> list[Attendee]:
        return [person(name, email, self.cleaned_data["role"], trust) for name, email, trust in self.rows]


class InviteSeatsForm(forms.Form):
    """Everybody who holds a seat, in regions or at named trusts."""

    role = forms.ChoiceField(label="Who holds the seat of", choices=Role.choices, initial=Role.FINANCE_DIRECTOR)
    regions = forms.ModelMultipleChoiceField(
        Region.objects.all(), label="In these regions", required=False, widget=forms.CheckboxSelectMultiple
    )
    codes = forms.CharField(
        label="And at these trusts",
        help_text="Their codes, with spaces between.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
    )

    def clean_codes(self) -> list[Organisation]:
        codes = {code.strip(",;").upper() for code in self.cleaned_data["codes"].split()}
        found = {trust.code.upper(): trust for trust in Organisation.objects.filter(code__in=codes)}
        if missing := sorted(codes - set(found)):
            raise ValidationError(f"There is no organisation with the code {', '.join(missing[:10])}.")
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("regions") and not data.get("codes"):
            raise ValidationError("Tick a region, or name a trust by its code.")
        return data

    def trusts(self) -> list[int]:
        inside = Organisation.objects.trusts().filter(region__in=self.cleaned_data["regions"])
        return sorted({*inside.values_list("pk", flat=True), *(trust.pk for trust in self.cleaned_data["codes"])})


def cells_of(text: str) -> list[list[str]]:
    mark = "\t" if "\t" in text else ";" if text.count(";") > text.count(",") else ","
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=mark)]


def wrong_with(cells: list[str], trusts: dict[str, Organisation], seen: dict[str, int]) -> str:
    """What is wrong with a line; empty when nothing is."""
    if len(cells) < 2 or len(cells) > 3:
        return "write a name, an email address and, if you know it, the code of the trust."
    name, email, code = [*cells, ""][:3]
    if not name or len(name) > 200:
        return "the name is missing or too long."
    try:
        validate_email(email)
    except ValidationError:
        return f"“{email[:60]}” is not an email address."
    if email.lower() in seen:
        return f"{email} stands in line {seen[email.lower()]} already."
    if code and code.upper() not in trusts:
        return f"there is no organisation with the code {code[:12]}."
    return ""


def person(name: str, email: str, role: str, trust: Organisation | None) -> Attendee:
    return Attendee(name=name, email=email.lower(), role=role, trust_id=trust.pk if trust else None)
