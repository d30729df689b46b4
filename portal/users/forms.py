"""What somebody tells us about themselves."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest

from .models import Role, User


class SignupDetails(forms.Form):
    """Asked at sign-up beside address and password. allauth calls `signup` once the account is made."""

    first_name = forms.CharField(max_length=100, widget=forms.TextInput(attrs={"autocomplete": "given-name"}))
    last_name = forms.CharField(max_length=100, widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    role = forms.ChoiceField(choices=[("", "Choose your role"), *Role.choices])

    field_order = ["first_name", "last_name", "role", "email", "password1"]

    def signup(self, request: HttpRequest, user: User) -> None:
        user.first_name = self.cleaned_data["first_name"]
        user.last_name = self.cleaned_data["last_name"]
        user.role = self.cleaned_data["role"]
        user.save(update_fields=["first_name", "last_name", "role"])
