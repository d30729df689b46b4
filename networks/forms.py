"""What people fill in around networks, with errors they can act on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from portal.cms.forms import NhsDateField
from portal.organisations.models import Region

from .addressees import Addressee, read
from .broadcasts import choices_of
from .kinds import KINDS
from .models import Broadcast, Membership, Network, Proposal
from .refusals import refused


class JoinForm(forms.Form):
    """Nothing to fill in: joining is one press."""


class RequestForm(forms.Form):
    message = forms.CharField(
        label="Why would you like to join?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The convenors see your name, role and trust. Do not write anything about a patient.",
        error_messages={"max_length": "Your message must be 1,000 characters or fewer."},
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Reason",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="We send it to the person as you write it.",
        error_messages={"required": "Say why. The person will read it in a mail."},
    )


class RemoveForm(ReasonForm):
    barred = forms.BooleanField(label="This person may not join again", required=False)


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label="Role",
        choices=Membership.Role,
        widget=forms.RadioSelect,
        help_text="Convenors run the network and edit its pages. Moderators look after its discussions.",
        error_messages={"required": "Choose a role."},
    )


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Membership) -> str:
        return f"{obj.user}, {obj.user.byline}" if obj.user.byline else str(obj.user)


class HandOverForm(forms.Form):
    taker = PersonChoice(
        label="Who takes over?",
        queryset=Membership.objects.none(),
        empty_label="Choose a member",
        error_messages={"required": "Choose the member who takes over.", "invalid_choice": "Choose a member."},
    )
    leaving = forms.BooleanField(label="I am leaving the network", required=False)

    def __init__(self, *args: Any, network: Network, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"].queryset = network.memberships.with_people().exclude(user=user)  # type: ignore[attr-defined]


class KindForm(forms.Form):
    kind = forms.ChoiceField(
        label="Kind of network",
        choices=[(kind.code, f"{kind.name}: {kind.readers}") for kind in KINDS.values()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a kind."},
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)


class FolderForm(forms.Form):
    name = forms.CharField(
        label="Name of the folder", max_length=100, error_messages={"required": "Enter a name for the folder."}
    )


class DiscussionsForm(forms.Form):
    opened = forms.BooleanField(label="Whoever may read the network may read its discussions too", required=False)


class ProposeForm(forms.Form):
    kind = forms.ChoiceField(
        label="What would you like to do?",
        choices=Proposal.Kind,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you would like to do."},
    )
    name = forms.CharField(
        label="Your name",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your name."},
    )
    email = forms.EmailField(
        label="Your email address",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        help_text="Only the programme sees it. We use it to reply.",
        error_messages={
            "required": "Enter your email address.",
            "invalid": "Enter an email address like name@example.org.",
        },
    )
    workplace = forms.CharField(label="Where you work", required=False, max_length=200)
    region = forms.ModelChoiceField(
        label="Region",
        queryset=Region.objects.open(),
        required=False,
        empty_label="I am not sure",
        to_field_name="slug",
    )
    message = forms.CharField(
        label="Tell us more",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="For example who meets, how often, and what you would like from us. Do not write about a patient.",
        error_messages={
            "required": "Tell us a little more, so that the right person can reply.",
            "max_length": "Write 2,000 characters or fewer.",
        },
    )
    # Left empty by people, who do not see it; filled in by machines.
    website = forms.CharField(required=False, widget=forms.HiddenInput)


class CaseForm(forms.Form):
    """What staff decide about a proposal."""

    owner = forms.ModelChoiceField(label="Owner", queryset=None, required=False, empty_label="Nobody yet")
    target_date = NhsDateField(
        label="Reply by",
        help_text="For example, 25 2 2027",
        error_messages={"required": "Enter the date to reply by."},
    )
    state = forms.ChoiceField(
        label="Status",
        choices=[choice for choice in Proposal.State.choices if choice[0] != Proposal.State.ANSWERED],
        error_messages={"required": "Choose a status."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = get_user_model().objects.staff()  # type: ignore[attr-defined]

    def clean_target_date(self) -> Any:
        day = self.cleaned_data["target_date"]
        if abs((day - timezone.localdate()).days) > 730:
            raise forms.ValidationError("Enter a date within two years of today.")
        return day


class ReplyForm(forms.Form):
    reply = forms.CharField(
        label="Reply",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="We send it by email as you write it.",
        error_messages={"required": "Write a reply."},
    )


class OpenNetworkForm(forms.Form):
    """What staff decide when they open a network. Its first meeting and a welcome are drafted for the convenor."""

    title = forms.CharField(
        label="Name of the network", max_length=120, error_messages={"required": "Enter the name of the network."}
    )
    region = forms.ModelChoiceField(
        label="Region", queryset=Region.objects.open(), required=False, empty_label="National", to_field_name="slug"
    )
    summary = forms.CharField(
        label="What it is for",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences that everybody may read.",
        error_messages={"required": "Say in a sentence what the network is for."},
    )
    parent = forms.ModelChoiceField(
        label="Is it a sub-group?",
        queryset=Network.objects.listed().select_related("page").order_by("page__title"),
        required=False,
        empty_label="No, a network of its own",
        help_text="A sub-group is never seen by more people than the network it stands in.",
    )
    kind = forms.ChoiceField(
        label="Kind of network",
        choices=[(kind.code, f"{kind.name}: {kind.readers}") for kind in KINDS.values()],
        initial="restricted",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a kind."},
    )
    convenor = forms.EmailField(
        label="Email address of the first convenor",
        help_text="Somebody with an account. They get editing rights for this network only.",
        error_messages={"required": "Enter the convenor's email address."},
    )
    meets_on = NhsDateField(
        label="When could it meet first?",
        help_text="We draft a meeting at 2pm on that day, and a welcome post. The convenor publishes them.",
        error_messages={"required": "Enter a day for the first meeting. The convenor can move it."},
    )

    invited = forms.CharField(
        label="Who is invited?",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One email address a line. Each gets an invitation when you open the network.",
    )

    def clean_invited(self) -> list[Addressee]:
        return read(self.cleaned_data["invited"])

    def clean_meets_on(self) -> Any:
        day = self.cleaned_data["meets_on"]
        if not 0 < (day - timezone.localdate()).days <= 365:
            raise forms.ValidationError("Enter a day within a year from tomorrow.")
        return day

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        parent, kind = said.get("parent"), said.get("kind")
        if parent and kind and KINDS[kind].rank < max(parent.rank_above(), parent.words.rank):
            self.add_error("kind", refused("wider-than-parent"))
        if kind == Network.Kind.CONFIDENTIAL and said.get("invited"):
            self.add_error("invited", "The convenor of a confidential network invites people. Leave this empty.")
        return said

    def clean_convenor(self) -> Any:
        person = get_user_model().objects.active().filter(email__iexact=self.cleaned_data["convenor"]).first()
        if person is None:
            raise forms.ValidationError("Nobody with this address has an account. Ask them to sign up first.")
        return person


class BroadcastForm(forms.Form):
    subject = forms.CharField(
        label="Subject", max_length=150, error_messages={"required": "Say in a few words what it is about."}
    )
    text = forms.CharField(
        label="Message",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Plain text. An empty line starts a paragraph. Write nothing about a patient.",
        error_messages={"required": "Write your message."},
    )
    to = forms.ChoiceField(label="Who gets it?", widget=forms.RadioSelect, initial=Broadcast.To.ALL)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices_of(network)  # type: ignore[attr-defined]
