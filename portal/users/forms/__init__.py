"""What people tell us about themselves."""

from __future__ import annotations

from .profile import ByRegion, ProfileForm, SignupDetails, TrustField

__all__ = ["ByRegion", "ProfileForm", "SignupDetails", "TrustField"]
