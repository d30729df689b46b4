"""The shape of a question about a patient: bands to choose from, and words without a date or an age."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from portal.discussion.models import Case

from .talking import Worded, one_line

MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
MONTHS += "nov(?:ember)?|dec(?:ember)?"
DATE = re.compile(
    rf"\b\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:{MONTHS})\b"
    rf"|\b(?:{MONTHS})\s+(?:\d{{1,2}}(?:st|nd|rd|th)?|\d{{4}})\b",
    re.IGNORECASE,
)
AGE = re.compile(
    r"\b\d{1,3}[\s-]*(?:years?|yrs?|months?|weeks?)[\s-]*old\b|\b(?:aged?|turned)\s+\d{1,3}\b", re.IGNORECASE
)
NO_DATE = "Leave out the date. “Last week” or “three months before” is enough."
NO_AGE = "Leave out the age. Choose a band above, or say that it does not matter."


class CaseForm(Worded):
    """What a colleague needs to know in order to answer, and nothing that points to a person."""

    guard_holds = ("body",)
    watched = ("title", "body")
    field_order = ["rule_group", "age_band", "setting", "title", "body", "key"]

    rule_group = forms.ChoiceField(
        label="Which rule is it about?",
        choices=Case.RuleGroup.choices,
        widget=forms.RadioSelect,
        help_text="Not where somebody comes from.",
        error_messages={"required": "Choose the rule it is about.", "invalid_choice": "Choose the rule it is about."},
    )
    age_band = forms.ChoiceField(
        label="Age", choices=Case.AgeBand.choices, required=False, widget=forms.RadioSelect, initial=""
    )
    setting = forms.ChoiceField(
        label="Where was care asked for?", choices=Case.Setting.choices, required=False, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label="Your question in one line",
        max_length=150,
        validators=[one_line],
        error_messages={"required": "Ask your question in one line."},
    )
    body = forms.CharField(
        label="What happened?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="No name, date, age, nationality, place or rare condition. Say only what changes the answer.",
        error_messages={
            "required": "Say in a few words what happened.",
            "max_length": "This is too long. Keep it to 2,000 characters: only what changes the answer.",
        },
    )
    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("title", "body"):
            for pattern, words in ((DATE, NO_DATE), (AGE, NO_AGE)):
                if pattern.search(cleaned.get(name) or ""):
                    self.add_error(name, words)
        return cleaned
