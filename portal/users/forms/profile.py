"""What somebody tells us about themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from portal.organisations.models import Organisation

from ..actions import sign_up
from ..models import Role, User


class SignupDetails(forms.Form):
    """Asked at sign-up beside address and password. allauth calls `signup` once the account is made."""

    first_name = forms.CharField(max_length=100, widget=forms.TextInput(attrs={"autocomplete": "given-name"}))
    last_name = forms.CharField(max_length=100, widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    role = forms.ChoiceField(
        label="Your role",
        choices=[("", "Choose your role"), *((value, label) for value, label in Role.choices if value != "programme")],
        help_text="Choose the nearest. You can change it later in your profile.",
    )

    field_order = ["first_name", "last_name", "role", "email", "password1"]

    def signup(self, request: HttpRequest, user: User) -> None:
        details = {name: self.cleaned_data[name] for name in ("first_name", "last_name", "role")}
        sign_up(user=user, **details)


class ByRegion(forms.models.ModelChoiceIterator):
    """Organisations under the name of their region, so that a long list can be read."""

    def __iter__(self):
        yield ("", self.field.empty_label)
        groups: dict[str, list[tuple[Any, str]]] = {}
        for organisation in self.queryset:
            region = organisation.region.name if organisation.region else "England"
            groups.setdefault(region, []).append(self.choice(organisation))
        yield from groups.items()


class TrustField(forms.ModelChoiceField):
    """Choose an organisation from the register."""

    iterator = ByRegion

    def __init__(self, **kwargs: Any) -> None:
        queryset = Organisation.objects.open().select_related("region").order_by("region__order", "name")
        super().__init__(queryset=queryset, empty_label="Choose your trust or organisation", **kwargs)


class ProfileForm(forms.ModelForm):
    """Who I am, where I work, in which role, and who sees it."""

    trust = TrustField(
        label="Your trust or organisation", help_text="It decides which networks we offer you.", required=True
    )
    role = forms.ChoiceField(label="Your role", choices=[("", "Choose your role"), *Role.choices])

    class Meta:
        model = User
        fields = ["first_name", "last_name", "job_title", "role", "trust", "themes", "shown_to"]
        labels = {
            "themes": "What you know well",
            "shown_to": "Who sees your name, role and trust?",
        }
        help_texts = {
            "job_title": "Shown beside your name, for example Overseas Visitor Manager.",
            "themes": "Colleagues look for somebody who has solved it before. Choose any.",
            "shown_to": "Comments and questions that you write always carry your name.",
        }
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
            "job_title": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "themes": forms.CheckboxSelectMultiple,
            "shown_to": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.is_staff:
            roles = self.fields["role"].choices
            self.fields["role"].choices = [choice for choice in roles if choice[0] != Role.PROGRAMME]
        if not self.instance.trust_id and not self.is_bound:
            suggested = list(Organisation.objects.suggested_for(self.instance.email)[:2])
            if len(suggested) == 1:  # a domain of one trust is a fair guess; the person confirms it
                self.initial["trust"] = suggested[0].pk
                self.fields["trust"].help_text = "We guessed from your email address. Change it if we are wrong."
