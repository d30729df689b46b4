"""What people say about seats: who comes after them, and that somebody has left."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from portal.privacy.forms import Guarded

from ..charges import Charge
from ..models import Specialist, Tenure, User


class HandOverForm(forms.Form):
    """The successor's address, and what goes with the seat. All is ticked, unless another seat stays."""

    successor = forms.EmailField(
        label="Your successor's email address",
        help_text="They need an account on the portal, at your trust.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    charges = forms.MultipleChoiceField(
        label="What goes with the seat", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, tenure: Tenure, actor: User, charges: list[tuple[Charge, list[str]]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.tenure, self.actor = tenure, actor
        field = self.fields["charges"]
        field.choices = [(charge.key, f"{charge.name} ({len(things)})") for charge, things in charges]
        field.widget.hints = {charge.key: "; ".join(things[:8]) for charge, things in charges}
        if not charges:
            del self.fields["charges"]
        others = Tenure.objects.current().filter(person=tenure.person_id).exclude(pk=tenure.pk).exists()
        self.initial.setdefault("charges", [] if others else [charge.key for charge, _ in charges])
        if others and charges:  # who keeps another seat may need all this for it
            field.help_text = "You hold another seat too. Tick what you give away with this one."
        if actor.pk != tenure.person_id:
            self.fields["successor"].label = "The successor's email address"
            self.fields["successor"].help_text = "They need an account on the portal."

    def clean_successor(self) -> User:
        """Somebody who works at the trust; staff may choose anybody. Whoever is not found is not told apart."""
        people = User.objects.active().exclude(pk=self.tenure.person_id)
        if not self.actor.is_staff:
            people = people.at(self.tenure.seat.organisation)
        person = people.filter(email__iexact=self.cleaned_data["successor"]).first()
        if person is None:
            raise ValidationError(
                "We found nobody with this address at your trust. Ask your successor to sign up first, "
                "and to name your trust in their profile."
                if not self.actor.is_staff
                else "There is no account with this address."
            )
        return person


class SeatReportForm(forms.Form):
    reason = forms.CharField(
        label="What do you know?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example: “moved to another trust in May”. The person does not see it.",
    )


class SuccessorForm(Guarded, forms.Form):
    """Who holds the seat now, in the words of who held it."""

    name = forms.CharField(label="Their name", max_length=120)
    email = forms.EmailField(
        label="Their work email address",
        help_text="We write to them once and invite them.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class FillForm(Guarded, forms.Form):
    """Staff: the address of whoever holds a vacant seat, or may."""

    email = forms.EmailField(label="Email address", widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(label="Name (for an invitation)", max_length=120, required=False)


class AbsenceForm(forms.Form):
    """Days on which a specialist is away, and who stands in."""

    first_day = forms.DateField(label="First day away", widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(label="Last day away", widget=forms.DateInput(attrs={"type": "date"}))
    cover = forms.ModelChoiceField(
        User.objects.none(), label="Who stands in for you", required=False, empty_label="Nobody"
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = User.objects.active().filter(specialities__isnull=False).exclude(pk=person.pk).distinct()
        self.fields["cover"].queryset = others.order_by("last_name", "first_name")


class SpecialistForm(forms.ModelForm):
    """Who answers for a theme, on which working days."""

    days = forms.TypedMultipleChoiceField(
        label="Working days",
        coerce=int,
        choices=Specialist.Day.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=Specialist.Day.values,
    )

    class Meta:
        model = Specialist
        fields = ["person", "theme", "days", "most", "note"]
