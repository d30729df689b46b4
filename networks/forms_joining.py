"""What people fill in around coming and going: invitations, the queue of requests, leaving, an appeal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from portal.cms.forms import NhsDateField
from portal.cms.models import Theme
from portal.users.models import Role

from .addressees import MOST_LINES, Addressee, read
from .forms import PersonChoice
from .models import Membership, Network, Proposal

LARGEST_FILE = 100_000  # bytes


class InviteForm(forms.Form):
    """Many at once, one a line or in a file. All lines are right, or none is taken."""

    guard_exempt = {"lines": "names and email addresses of colleagues, each line checked"}

    lines = forms.CharField(
        label="Email addresses, one a line",
        help_text="A name may stand beside each, with a comma between: Ama Boateng, ama.boateng@trust.example",
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocapitalize": "none"}),
    )
    file = forms.FileField(
        label="Or a CSV file",
        help_text=f"A column of addresses, and a column of names if you like. At most {MOST_LINES} lines.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )
    note = forms.CharField(
        label="A few words from you",
        help_text="They stand in the mail, above what the network is for. Do not write anything about a patient.",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_file(self) -> str:
        file: UploadedFile | None = self.cleaned_data["file"]
        if not file:
            return ""
        if (file.size or 0) > LARGEST_FILE:
            raise ValidationError("The file is larger than 100 KB. Save one sheet as CSV, with addresses and names.")
        content = file.read()
        if b"\x00" in content:
            raise ValidationError("This is not a CSV file. In a spreadsheet choose “Save as” and CSV.")
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("cp1252", errors="replace")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        place = "file" if data.get("file") else "lines"
        text = "\n".join(part for part in (data.get("lines", ""), data.get("file", "")) if part.strip())
        try:
            self.people: list[Addressee] = read(text)
        except ValidationError as wrong:
            self.add_error(place, wrong)
        else:
            if not self.people:
                self.add_error("lines", "Enter at least one email address, or choose a file.")
        return data

    @property
    def read_lines(self) -> str:
        """What was understood, to be sent back with "Send": the file itself is kept nowhere."""
        return "\n".join(f"{person.name.replace(',', ' ')},{person.email}" for person in self.people)


class DeclineInvitationForm(forms.Form):
    reason = forms.CharField(
        label="Why not?",
        help_text="The convenors read it. It helps them to ask the right people.",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LeaveForm(forms.Form):
    reason = forms.CharField(
        label="Why are you leaving?",
        help_text="The convenors read it with your name. It is deleted after 90 days.",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class QueueForm(forms.Form):
    """Which requests to look at."""

    SHOWN = [("waiting", "Waiting"), ("late", "Late"), ("decided", "Decided")]

    show = forms.ChoiceField(
        label="Show", choices=SHOWN, required=False, widget=forms.Select(attrs={"data-no-optional": True})
    )
    q = forms.CharField(
        label="Name, trust or email domain",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "data-no-optional": True}),
    )


class MembersForm(forms.Form):
    """Whom to look for among the members, as far as each shows what is asked for."""

    q = forms.CharField(
        label="Name or trust",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "data-no-optional": True}),
    )
    role = forms.ChoiceField(
        label="Role",
        required=False,
        choices=[("", "Any role"), *Role.choices],
        widget=forms.Select(attrs={"data-no-optional": True}),
    )
    theme = forms.ModelChoiceField(
        label="Knows well",
        queryset=Theme.objects.all(),
        required=False,
        empty_label="Anything",
        to_field_name="slug",
        widget=forms.Select(attrs={"data-no-optional": True}),
    )


class ApproveManyForm(forms.Form):
    chosen = forms.MultipleChoiceField(
        label="Requests", error_messages={"required": "Tick at least one request that still waits."}
    )

    def __init__(self, *args: Any, requests: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.requests = {str(one.pk): one for one in requests}
        self.fields["chosen"].choices = [(key, key) for key in self.requests]  # type: ignore[attr-defined]
        self.fields["chosen"].error_messages["invalid_choice"] = "One of these was decided meanwhile. Look again."

    def ticked(self) -> list:
        return [self.requests[key] for key in self.cleaned_data["chosen"]]


class TakeUpForm(forms.Form):
    """What staff make of a guest's comment."""

    INVITE = "invite"

    kind = forms.ChoiceField(
        label="What is it about?",
        choices=[(INVITE, "Invite them to a network"), *Proposal.Kind.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is about."},
    )
    network = forms.ModelChoiceField(
        label="Network",
        queryset=Network.objects.none(),
        required=False,
        empty_label="Choose a network",
        help_text="Only for an invitation.",
    )
    words = forms.CharField(
        label="What you write to them",
        help_text="Sent with your name. Leave it empty to reply later: they read who looks after it, and by when.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    target_date = NhsDateField(
        label="Reply by",
        help_text="For example, 25 2 2027",
        error_messages={"required": "Enter the date to reply by."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = Network.objects.listed().select_related("page").order_by("page__title")
        self.fields["network"].queryset = listed  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") != self.INVITE:
            data["network"] = None
        elif not data.get("network"):
            self.add_error("network", "Choose the network to invite them to.")
        elif len(data.get("words", "")) > 600:
            self.add_error("words", "With an invitation write 600 characters or fewer.")
        return data


class LeadForm(forms.Form):
    convenor = PersonChoice(
        label="Who convenes it?",
        queryset=Membership.objects.none(),
        empty_label="Choose a member",
        help_text="Ask them before. They get a mail.",
        error_messages={"required": "Choose the member who convenes.", "invalid_choice": "Choose a member."},
    )

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["convenor"].queryset = network.memberships.with_people()  # type: ignore[attr-defined]


class AppealForm(forms.Form):
    words = forms.CharField(
        label="Why should you be let in again?",
        help_text="You appeal once. Say what was wrong with the decision, or what has changed. Name no patient.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write why the decision should change."},
    )


class AnswerAppealForm(forms.Form):
    granted = forms.TypedChoiceField(
        label="Your decision",
        choices=[("yes", "They may join again"), ("no", "The decision stands")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you decide."},
    )
    answer = forms.CharField(
        label="Reason",
        help_text="We send it to the person as you write it.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why. The person will read it in a mail."},
    )
