"""allauth's forms for second factors, in our words."""

from __future__ import annotations

from typing import Any, cast

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "nhsuk-input--width-10"}


def _code(form: forms.BaseForm, label: str, hint: str = "") -> None:
    field = form.fields["code"]
    field.label, field.help_text = label, hint
    field.widget = forms.TextInput(DIGITS | {"spellcheck": "false"})


class ActivateTOTPForm(totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, "Code from the app", "Six digits. They change every 30 seconds.")

    @property
    def key_to_type(self) -> str:
        """The key in groups of four, for whoever cannot scan a picture."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))


class AuthenticateForm(base.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, "Code", "Six digits from your authenticator app, or one of your recovery codes.")


class ReauthenticateForm(base.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self, "Code", "Six digits from your authenticator app, or one of your recovery codes.")


class _Named(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.CharField, self.fields["name"])
        field.label, field.max_length = "Name", 60
        field.help_text = "So that you know it again, for example “Work laptop”."
        field.widget.attrs["maxlength"] = 60
        field.required = True


class AddPasskeyForm(_Named, webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False  # the passkey is made before the name is read
        if "passwordless" in self.fields:
            field = self.fields["passwordless"]
            field.label, field.initial = "Let me sign in with this passkey alone", True
            field.help_text = "It then asks for your PIN, fingerprint or face. Not every security key can do that."


class RenamePasskeyForm(_Named, webauthn.EditWebAuthnForm):
    pass
