"""What a support package holds, item by item, and what a trust says of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from portal.cms.forms import NhsDateField
from portal.cms.models import Theme
from portal.files import sniff
from portal.organisations.models import Organisation

from ..models import PackageItem, Rag, SupportPackage


class PoundsField(forms.DecimalField):
    """Pounds as people type them, kept as whole pence."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=13, decimal_places=2, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value).replace("£", "").replace(",", "").strip() if value else value)

    def clean(self, value: Any) -> int | None:
        found = super().clean(value)
        return None if found is None else int(found * 100)

    def prepare_value(self, value: Any) -> Any:
        return Decimal(value) / 100 if isinstance(value, int) else value


def team() -> Any:
    return get_user_model().objects.filter(is_active=True, is_staff=True).order_by("last_name", "first_name")


class PackageForm(forms.Form):
    """What the programme writes of a package."""

    why = forms.CharField(
        label="Why this trust?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The trust reads it first. It says that there is much to gain, and nothing about how well it works.",
    )
    estimate = forms.CharField(
        label="How was its figure estimated?", max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    low = PoundsField(label="Lowest it may be", required=False, min_value=Decimal(0), help_text="In pounds.")
    high = PoundsField(label="Highest it may be", required=False, min_value=Decimal(0), help_text="In pounds.")
    tier = forms.ChoiceField(label="Support", choices=SupportPackage.Tier, widget=forms.RadioSelect)
    manager = forms.ModelChoiceField(
        get_user_model().objects.none(), label="Project manager", required=False, empty_label="Nobody yet"
    )
    buddy = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Exemplar and buddy",
        required=False,
        empty_label="None yet",
        help_text="A trust that does well what this one wants to learn, and agreed to be asked.",
    )
    buddy_because = forms.CharField(label="What does the buddy do well?", max_length=300, required=False)
    sponsor = forms.CharField(
        label="Clinical sponsor", max_length=120, required=False, help_text="The role, for example medical director."
    )
    funding_ends = NhsDateField(label="Funding ends", required=False)
    continuation = forms.ChoiceField(label="After that", choices=SupportPackage.Continuation, widget=forms.RadioSelect)
    exit_plan = forms.CharField(
        label="Exit plan",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What stays when the support ends, and who keeps it going.",
    )

    def __init__(self, *args: Any, package: SupportPackage, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {name: getattr(package, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
        self.fields["manager"].queryset = team()  # type: ignore[attr-defined]
        others = Organisation.objects.trusts().open().exclude(pk=package.organisation.pk)
        self.fields["buddy"].queryset = others.order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        low, high = given.get("low"), given.get("high")
        if (low is None) != (high is None):
            self.add_error("high" if high is None else "low", "Give both ends of the range, or neither.")
        elif low is not None and high is not None and low > high:
            self.add_error("high", "The highest is below the lowest.")
        if given.get("buddy") and not given.get("buddy_because"):
            self.add_error("buddy_because", "Say what the buddy does well: it is the evidence for the choice.")
        return given


class RagForm(forms.Form):
    rag = forms.ChoiceField(label="How does the work stand?", choices=Rag, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="The trust reads it."
    )


class ItemForm(forms.Form):
    """A milestone, a visit, an action or a risk."""

    kind = forms.ChoiceField(label="What is it?", choices=PackageItem.Kind, widget=forms.RadioSelect)
    title = forms.CharField(label="In a few words", max_length=150)
    text = forms.CharField(
        label="More",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Of a visit its programme, of a risk what is done about it. Nothing about a patient.",
    )
    due = NhsDateField(label="By when?")
    theme = forms.ModelChoiceField(Theme.objects.all(), label="Theme", required=False, empty_label="None")
    owner = forms.ModelChoiceField(
        get_user_model().objects.none(),
        label="Who does it?",
        required=False,
        empty_label="A specialist takes it",
    )

    def __init__(self, *args: Any, package: SupportPackage, item: PackageItem | None = None, **kwargs: Any) -> None:
        if item is not None:
            kwargs.setdefault("initial", {name: getattr(item, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
        people = get_user_model().objects.filter(is_active=True)
        officers = people.filter(tenures__seat__organisation=package.organisation, tenures__ended_on=None)
        self.fields["owner"].queryset = (team() | officers).distinct().order_by("last_name")  # type: ignore[attr-defined]
        if item is not None:
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("owner") and not given.get("theme") and "theme" not in self.errors:
            self.add_error("theme", "Name a theme, so that its specialists find it, or say who does it.")
        return given


class OutcomeForm(forms.Form):
    outcome = forms.CharField(
        label="What came of it?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Of a visit what was seen and agreed. The trust reads it. Nothing about a patient.",
    )


class TargetForm(forms.Form):
    """What the trust aims at, where that is possible."""

    pence = PoundsField(label="Cash in a year", min_value=Decimal(0), help_text="In pounds, where that is possible.")
    reason = forms.CharField(
        label="Why this much?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A target never stands before care: people who cannot pay are offered a plan, and some never pay.",
    )


class ChallengeForm(forms.Form):
    text = forms.CharField(
        label="What do you doubt?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Why you were chosen, the figure, or how it was estimated. A reply comes in ten working days.",
    )


class ReplyForm(forms.Form):
    reply = forms.CharField(label="Reply", max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))


class PackageFileForm(forms.Form):
    file = forms.FileField(label="File", help_text="For the trust's officers and the programme's staff alone.")

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        try:
            sniff.check(file, name=file.name or "", size=file.size or 0)
        except sniff.RefusedFileError as refused:
            raise ValidationError(str(refused), code="refused") from refused
        return file
