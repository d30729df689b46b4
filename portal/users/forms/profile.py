"""What somebody tells us about themselves, and who sees it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.safestring import mark_safe

from portal.files.pictures import PLACES, RefusedPictureError, squares
from portal.privacy.forms import Guarded

from ..actions import agree, sign_up
from ..models import TermsVersion, User
from ..visibility import CIRCLE_OF

LARGEST_PHOTO = 10 * 1024 * 1024


class SignupDetails(Guarded, forms.Form):
    """Asked at sign-up beside address and password. allauth calls `signup` once the account is made.

    Where somebody works and in which role is asked once the address is theirs.
    """

    first_name = forms.CharField(max_length=100, widget=forms.TextInput(attrs={"autocomplete": "given-name"}))
    last_name = forms.CharField(max_length=100, widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    agreed = forms.BooleanField(
        label=mark_safe('I agree to the <a href="/me/terms/">terms of use and the code of conduct</a>'),
        error_messages={"required": "Agree to the terms of use and the code of conduct, or write to us if you cannot."},
    )

    field_order = ["first_name", "last_name", "email", "password1", "agreed"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = list(TermsVersion.objects.in_force())
        if not self.versions:
            del self.fields["agreed"]

    def signup(self, request: HttpRequest, user: User) -> None:
        sign_up(user=user, first_name=self.cleaned_data["first_name"], last_name=self.cleaned_data["last_name"])
        agree(person=user, versions=self.versions)


class ProfileForm(forms.ModelForm):
    """Who I am, what I know, and for each part who sees it. Trust and role are the seats under "My trusts"."""

    class Meta:
        model = User
        fields = ["first_name", "last_name", "job_title", "phone", "themes", *CIRCLE_OF.values()]
        labels = {
            "themes": "What you know well",
            "phone": "Work telephone",
            "shown_to": "Your name in lists of people",
            "job_title_to": "Your job title",
            "seat_to": "Your role and trust",
            "region_to": "Your region",
            "themes_to": "What you know well",
            "photo_to": "Your photo",
            "email_to": "Your email address",
            "phone_to": "Your telephone number",
        }
        help_texts = {
            "job_title": "For example Overseas Visitor Manager. It stands beside what you write, as it is on that day.",
            "themes": "Colleagues look for somebody who has solved it before. Choose any.",
            "shown_to": "What you write always carries your name.",
        }
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
            "job_title": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "themes": forms.CheckboxSelectMultiple,
        }

    def about(self) -> list[forms.BoundField]:
        """The fields that say something."""
        return [self[name] for name in self.fields if name not in CIRCLE_OF.values()]

    def circles(self) -> list[forms.BoundField]:
        """The fields that say who sees it."""
        return [self[name] for name in CIRCLE_OF.values()]


class PhotoForm(Guarded, forms.Form):
    """A picture, and which part of it stays when it is cut square."""

    photo = forms.FileField(
        label="Choose a photo",
        help_text="JPEG, PNG or WebP, up to 10 MB. We cut it square and keep nothing that the camera wrote into it.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    place = forms.ChoiceField(
        label="Which part should stay?",
        help_text="If you stand in the middle, leave it as it is.",
        choices=[(place, place.capitalize()) for place in PLACES],
        initial="middle",
        widget=forms.RadioSelect,
    )
    description = forms.CharField(
        label="What does the photo show?",
        help_text="For people who do not see it, for example “Olu smiling, in a blue jacket”.",
        max_length=120,
        required=False,
    )

    def clean_photo(self) -> Any:
        photo = self.cleaned_data["photo"]
        if photo.size > LARGEST_PHOTO:
            raise forms.ValidationError("This photo is too big. The limit is 10 MB.", code="too-big")
        try:
            squares(photo, sizes=[8])
        except RefusedPictureError as refused:
            raise forms.ValidationError(str(refused), code="refused") from refused
        return photo
