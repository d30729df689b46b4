"""What who prepares meetings says: from which kit, when, and how often again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from networks.models import Network
from portal.cms.forms import NhsDateField
from portal.organisations.working_days import bank_holiday
from portal.users.models import User

from ..convening import convenes
from ..models import MeetingKit, Series, SeriesDecision
from ..recurrence import MOST, Rule, moments
from .dates import EXAMPLE, ClockField, MomentsField

NATIONAL = "national"
CLOCK_HINT = "For example, 2pm or 14:30."


class WhoseForm(forms.Form):
    """For whose meetings: the networks somebody convenes, and the programme's own for staff."""

    network = forms.ChoiceField(label="Whose meeting is it?")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.networks = networks_of(user)
        choices = [(str(pk), str(network)) for pk, network in self.networks.items()]
        if convenes(user, None):
            choices.append((NATIONAL, "National, for everybody"))
        self.fields["network"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["network"].initial = choices[0][0]

    def clean_network(self) -> Network | None:
        chosen = self.cleaned_data["network"]
        return None if chosen == NATIONAL else self.networks[int(chosen)]


def networks_of(user: User) -> dict[int, Network]:
    networks = Network.objects.filter(page__live=True).select_related("page").order_by("page__title")
    return {network.pk: network for network in networks if convenes(user, network)}


class StartForm(WhoseForm):
    title = forms.CharField(label="What is the meeting called?", max_length=150)
    day = NhsDateField(label="Which day?", help_text="For example, 25 2 2027.")
    clock = ClockField(label="When does it start?", help_text=CLOCK_HINT)
    venue_name = forms.CharField(
        label="Where?", max_length=150, required=False, help_text="A room or building. Leave empty for online."
    )
    kit = forms.ModelChoiceField(
        label="Which kit?",
        queryset=MeetingKit.objects.all(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose a kit."},
    )
    series = forms.ModelChoiceField(
        label="Which series does it belong to?", queryset=Series.objects.none(), required=False, empty_label="None"
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        series = Series.objects.filter(network__in=list(self.networks))
        if convenes(user, None):
            series = series | Series.objects.filter(network=None)
        self.fields["series"].queryset = series  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["starts_at"] = start_in(self, data)
        series = data.get("series")
        if series and "network" in data and series.network != data["network"]:
            self.add_error("series", "This series is of another network.")
        return data


class AgainForm(forms.Form):
    """The first new date, and whether more follow."""

    day = NhsDateField(label="Which day?", help_text="The first new date. For example, 25 2 2027.", required=False)
    clock = ClockField(label="When does it start?", help_text=CLOCK_HINT, required=False)
    rule = forms.ChoiceField(label="How often?", choices=Rule.choices, initial=Rule.ONCE, widget=forms.RadioSelect)
    count = forms.IntegerField(
        label="How many meetings?", min_value=1, max_value=MOST, required=False, help_text=f"At most {MOST}."
    )
    weeks = forms.IntegerField(
        label="Every how many weeks?", min_value=1, max_value=26, required=False, help_text="Where you chose weeks."
    )
    leave_out = forms.BooleanField(label="Leave out bank holidays in England", required=False, initial=True)
    dates = MomentsField(
        label="The dates, one a line",
        most=MOST,
        required=False,
        help_text=f"Where you give them yourself. For example: {EXAMPLE}.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        rule = data.get("rule")
        data["starts"] = data.get("dates") or []
        if rule == Rule.DATES:
            if "dates" in data and not data["dates"]:
                self.add_error("dates", "Give at least one date.")
            return data
        for name, words in {"day": "Give the first new date.", "clock": "Give the time it starts."}.items():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, words)
        if rule != Rule.ONCE and not data.get("count") and "count" not in self.errors:
            self.add_error("count", "Say how many meetings.")
        if rule == Rule.WEEKS and not data.get("weeks") and "weeks" not in self.errors:
            self.add_error("weeks", "Say how many weeks lie between.")
        first = start_in(self, data)
        if first and not self.errors:
            starts = moments(rule, first, count=data.get("count") or 1, weeks=data.get("weeks") or 1)
            left = [start for start in starts if not (data["leave_out"] and bank_holiday(timezone.localdate(start)))]
            data["starts"], data["left_out"] = left, [start for start in starts if start not in left]
            if not left:
                self.add_error("day", "This is a bank holiday in England. Choose another day, or take it all the same.")
        return data


def start_in(form: forms.Form, data: dict[str, Any]) -> datetime | None:
    """Day and clock together, in London, still to come."""
    if not data.get("day") or not data.get("clock"):
        return None
    moment = timezone.make_aware(datetime.combine(data["day"], data["clock"]))
    if moment <= timezone.now():
        form.add_error("day", ValidationError("This is in the past."))
        return None
    return moment


class SeriesForm(forms.Form):
    name = forms.CharField(label="What is the series called?", max_length=150)
    about = forms.CharField(
        label="What are these meetings for?",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NewSeriesForm(SeriesForm, WhoseForm):
    field_order = ["name", "about", "network"]


class SeriesDecisionForm(forms.Form):
    """What was decided about a series, and why."""

    verdict = forms.ChoiceField(
        label="What did you decide?",
        choices=SeriesDecision.Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what was decided."},
    )
    reason = forms.CharField(
        label="Why?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Whoever may see the series reads this.",
        error_messages={"required": "Say why, so that it can be understood later."},
    )
    next_step = forms.CharField(label="What happens next?", max_length=300, required=False)
