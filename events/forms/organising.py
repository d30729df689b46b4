"""What organisers say when they act on people of a meeting."""

from __future__ import annotations

from django import forms

from portal.organisations.models import Organisation
from portal.users.models import Role, User

from ..attendees import Attendee
from ..models import Registration


class SureForm(forms.Form):
    """Nothing to say but yes."""


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Why?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why."},
    )

    def __init__(self, *args: object, said_to: str = "", required: bool = True, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["reason"]
        field.help_text, field.required = said_to, required
        field.label = "Why?" if required else "Why? (optional)"


class MessageForm(forms.Form):
    subject = forms.CharField(max_length=150, error_messages={"required": "Say what it is about."})
    text = forms.CharField(
        label="Your message",
        help_text="Each gets an email of their own. No names or details of patients.",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Write your message."},
    )


class NoteForm(forms.ModelForm):
    """For organisers only, and for the person if they ask for what is kept about them."""

    class Meta:
        model = Registration
        fields = ["note"]
        labels = {"note": "Note"}
        help_texts = {"note": "Only organisers see it. The person may ask to read it."}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}


class OnBehalfForm(forms.Form):
    """Somebody who has no account, or whose account is not found."""

    name = forms.CharField(max_length=200, error_messages={"required": "Enter their name."})
    email = forms.EmailField(
        label="Email address",
        help_text="They get an email, with a way to withdraw.",
        error_messages={"required": "Enter their email address.", "invalid": "Enter an email address like a@b.nhs.uk"},
    )
    role = forms.ChoiceField(label="Role (optional)", choices=[("", "Not said"), *Role.choices], required=False)
    trust = forms.ModelChoiceField(
        label="Trust (optional)", queryset=Organisation.objects.none(), required=False, empty_label="Not said"
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["trust"].queryset = Organisation.objects.trusts().order_by("name")  # type: ignore[attr-defined]

    def attendee(self) -> Attendee:
        """Their own account has it when they have one and proved this address."""
        said = self.cleaned_data
        user = User.objects.filter(email__iexact=said["email"], is_active=True).first()
        return Attendee(
            name=said["name"],
            email=said["email"].lower(),
            role=said["role"],
            trust_id=said["trust"].pk if said["trust"] else None,
            user=user if user is not None and user.email_is_verified else None,
        )
