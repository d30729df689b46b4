"""The whole sign-up form: allauth's, with our details and our words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import SignupForm


class SignUpForm(SignupForm):
    """A module of its own: allauth's form is built on `SignupDetails` and imports `forms` first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Work email address"
        self.fields[
            "password1"
        ].help_text = "At least 12 characters. Three or four words in a row are easy to remember and hard to guess."
