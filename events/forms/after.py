"""After the meeting, on one page: what was said and decided, who does what by when, what earlier meetings left open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from portal.cms.forms import NhsDateField
from portal.users.models import User

from ..models import AgreedAction, EventPage, Minutes, Preparation
from ..record import Agreed, Decided, Record, Settled, sections_of

MOST_ROWS = 60
CHOICES = [("", "Still open"), ("done", "Done"), ("dropped", "Dropped")]
OTHERS = [("", "Nobody with an account")]


def owners_of(event: EventPage, actor: User) -> dict[str, User]:
    """Who can be given an action: whoever had a place, the network's convenors, whoever writes, whoever has one."""
    network = event.network()
    registered = event.meeting.registrations.confirmed().filter(user__is_active=True).values("user")
    people = User.objects.filter(pk__in=registered) | User.objects.filter(pk=actor.pk)
    people |= User.objects.filter(agreed_actions__meeting=event.meeting)
    if network:
        people |= User.objects.filter(pk__in=network.memberships.convening().values("user"))
    rows = people.distinct().select_related("trust").order_by("first_name", "last_name", "pk")
    return {str(person.pk): person for person in rows}


def owner_choices(owners: dict[str, User]) -> list[tuple[str, str]]:
    return OTHERS + [(key, ", ".join(filter(None, [str(one), one.get_role_display()]))) for key, one in owners.items()]


class AfterForm(forms.Form):
    """Rows are numbered fields; a button that asks for another row brings the page back as it was typed."""

    heard = forms.CharField(
        label="What was said, in short",
        help_text="A few sentences for people who were not there. Name no patient, and nobody who took part.",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    members_only = forms.BooleanField(label="Only members of the network read this", required=False)

    def __init__(self, *args: Any, event: EventPage, actor: User, arising: Iterable[AgreedAction], **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.data = self.data.copy()
        minutes: Minutes | None = getattr(event.meeting, "minutes", None)
        self.sections = sections_of(event, minutes)
        self.arising = list(arising)
        self.owners = owners_of(event, actor)
        self.was_published = minutes is not None and minutes.is_published
        if event.network() is None:
            self.fields["members_only"].label = "Only people who are signed in read this"
        if minutes is not None:
            self.initial |= {"heard": minutes.heard, "members_only": minutes.members_only}
        else:
            self.initial["heard"] = Preparation.frame_of_minutes(event.meeting)
        self._ask_for_sections()
        # What is there already goes by its key, so that two who write at once never put words into each other's rows.
        self.decisions = self._rows("decision", event.meeting.decisions.all())
        self.actions = self._rows("action", event.meeting.agreed_actions.open())
        self._ask_for_decisions()
        self._ask_for_actions()
        for action in self.arising:
            self._ask_about(action)

    # The fields

    def _rows(self, kind: str, present: Iterable[Any]) -> dict[str, Any]:
        """A name for each row: those that are there, as many new ones as were on the page, one more if asked for."""
        kept = {f"{kind}_{row.pk}": row for row in present}
        if self.is_bound:
            kept = {name: row for name, row in kept.items() if name in self.data}  # not those added meanwhile
        sent = self.data.get(f"{kind}s", "") if self.is_bound else ""
        new = int(sent) if sent.isdecimal() and len(sent) < 4 else 1
        new = min(new + (self.wants_more == kind), MOST_ROWS)
        self.fields[f"{kind}s"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial[f"{kind}s"] = new
        if self.is_bound:
            self.data[f"{kind}s"] = str(new)  # the page that comes back counts the row it was asked for
        return kept | {f"{kind}_new{number}": None for number in range(new)}

    def _ask_for_sections(self) -> None:
        for number, section in enumerate(self.sections):
            box = forms.CharField(
                label=section["title"], max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
            )
            self.fields[f"section_{number}"] = box
            self.initial[f"section_{number}"] = section["text"]

    def _ask_for_decisions(self) -> None:
        for number, (name, row) in enumerate(self.decisions.items(), start=1):
            self.fields[name] = words_of_a_row(f"Decision {number}")
            self.initial[name] = row.text if row else ""

    def _ask_for_actions(self) -> None:
        for number, (name, row) in enumerate(self.actions.items(), start=1):
            self.fields[name] = words_of_a_row(f"Action {number}")
            self.fields |= {f"{name}_{part}": box for part, box in boxes_of_an_action(self.owners).items()}
            if row is not None:
                self.initial |= {
                    name: row.text,
                    f"{name}_owner": str(row.owner_id or ""),
                    f"{name}_role": row.owner_role,
                    f"{name}_due": row.due_on,
                }

    def _ask_about(self, action: AgreedAction) -> None:
        self.fields[f"arising_{action.pk}"] = forms.ChoiceField(
            label=action.text, choices=CHOICES, required=False, widget=forms.RadioSelect, initial=""
        )
        self.fields[f"arising_{action.pk}_outcome"] = forms.CharField(
            label="What came of it, or why it is dropped", max_length=500, required=False
        )

    # What the template draws, in the order of the page

    @property
    def said(self) -> list[forms.BoundField]:
        return [self["heard"], *(self[f"section_{number}"] for number in range(len(self.sections)))]

    @property
    def decision_rows(self) -> list[forms.BoundField]:
        return [self[name] for name in self.decisions]

    @property
    def action_rows(self) -> list[dict[str, forms.BoundField]]:
        parts = ("owner", "role", "due")
        return [{"text": self[name]} | {part: self[f"{name}_{part}"] for part in parts} for name in self.actions]

    @property
    def arising_rows(self) -> list[dict[str, Any]]:
        return [
            {"action": one, "state": self[f"arising_{one.pk}"], "outcome": self[f"arising_{one.pk}_outcome"]}
            for one in self.arising
        ]

    # What was sent

    @property
    def wants_more(self) -> str:
        """Which kind of row was asked for by a button."""
        asked = self.data.get("more", "") if self.is_bound else ""
        return asked if asked in ("decision", "action") else ""

    def full_clean(self) -> None:
        """Asking for another row checks nothing yet: what is half typed is no mistake."""
        if not self.wants_more:
            return super().full_clean()
        self._errors, self.cleaned_data = ErrorDict(), {}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for name, row in self.actions.items():
            if said.get(name) or name in self.errors:
                continue
            if row is not None and self.was_published:
                self.add_error(name, "This action has been agreed. Drop it with a reason instead of emptying it.")
            elif row is None and (said.get(f"{name}_owner") or said.get(f"{name}_due")):
                self.add_error(name, "Say what is to be done, or clear who does it and by when.")
        for action in self.arising:
            state, outcome = f"arising_{action.pk}", f"arising_{action.pk}_outcome"
            if said.get(state) == AgreedAction.State.DROPPED and not said.get(outcome):
                self.add_error(outcome, "Say why it is dropped.")
        return said

    @property
    def record(self) -> Record:
        said = self.cleaned_data
        return Record(
            heard=said["heard"],
            sections=[{**section, "text": said[f"section_{number}"]} for number, section in enumerate(self.sections)],
            members_only=said["members_only"],
            decisions=[
                Decided(said[name], pk=row and row.pk) for name, row in self.decisions.items() if said[name] or row
            ],
            actions=[self._agreed(name, row) for name, row in self.actions.items() if said[name] or row],
            settled=[
                Settled(one, said[f"arising_{one.pk}"], said[f"arising_{one.pk}_outcome"])
                for one in self.arising
                if said[f"arising_{one.pk}"]
            ],
        )

    def _agreed(self, name: str, row: AgreedAction | None) -> Agreed:
        said = self.cleaned_data
        owner, role = self.owners.get(said[f"{name}_owner"]), said[f"{name}_role"]
        if f"{name}_owner" in self.changed_data and f"{name}_role" not in self.changed_data:
            role = ""  # a new owner brings their own role, unless another was typed
        return Agreed(said[name], owner=owner, owner_role=role, due_on=said[f"{name}_due"], pk=row and row.pk)


def words_of_a_row(label: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))


def boxes_of_an_action(owners: dict[str, User]) -> dict[str, forms.Field]:
    return {
        "owner": forms.ChoiceField(
            label="Who does it?",
            choices=owner_choices(owners),
            required=False,
            help_text="They get an email once this is published.",
        ),
        "role": forms.CharField(
            label="As readers see it",
            max_length=100,
            required=False,
            help_text="A role, not a name. Leave it empty for the role in their profile.",
        ),
        "due": NhsDateField(label="By when?", required=False),
    }
