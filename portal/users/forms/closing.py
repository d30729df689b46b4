"""What somebody says who closes an account: when, and that they mean it."""

from __future__ import annotations

from typing import Any

from django import forms

WORDS = "close my account"


class CloseAccountForm(forms.Form):
    """Typed words: nobody closes an account by a slip of the hand."""

    when = forms.ChoiceField(
        label="When?",
        choices=[("later", "In 7 days"), ("now", "Now")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose when to close your account."},
    )
    words = forms.CharField(
        label=f"Type “{WORDS}”",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": f"Type “{WORDS}” to show that you mean it."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["when"].widget.hints = {
            "later": "You can change your mind until then. We send you a link.",
            "now": "This cannot be undone.",
        }

    def clean_words(self) -> str:
        words = " ".join(self.cleaned_data["words"].casefold().strip(" “”\"'").split())
        if words != WORDS:
            raise forms.ValidationError(f"Type “{WORDS}”, in these words.")
        return words

    @property
    def at_once(self) -> bool:
        return self.cleaned_data["when"] == "now"


class CloseForSomebodyForm(forms.Form):
    """Staff close an account on request. Why is in their own records; here they confirm whose it is."""

    address = forms.EmailField(label="Type the email address of the account")

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_address(self) -> str:
        address = self.cleaned_data["address"]
        if address.lower() != self.person.email.lower():
            raise forms.ValidationError("This is not the address of the account.")
        return address
