"""Why a single sign-on was refused, in words for whoever stands before the door."""

from __future__ import annotations

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.db import models


class Reason(models.TextChoices):
    """The label is the heading of the page; `templates/socialaccount/refused.html` says the rest."""

    AWAY = "away", "We cannot reach the other sign-in"
    DECLINED = "declined", "The other sign-in did not let you through"
    STATE = "state", "This sign-in is over"
    NONCE = "nonce", "This answer belongs to another sign-in"
    SIGNATURE = "signature", "We cannot be sure who answered"
    ISSUER = "issuer", "Somebody else answered"
    AUDIENCE = "audience", "The answer was meant for another system"
    EXPIRED = "expired", "The answer came too late"
    EARLY = "early", "The answer is not valid yet"
    INCOMPLETE = "incomplete", "The answer is not complete"
    NO_EMAIL = "no-email", "We were not told your email address"
    UNPROVEN = "unproven", "Confirm your account here first"
    CLOSED = "closed", "This account cannot be used"


class RefusedError(OAuth2Error):
    """Nothing is created and nobody is signed in."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.label)
