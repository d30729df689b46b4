"""People at trusts, and people who still wait, to test with."""

from __future__ import annotations

from portal.organisations.models import Organisation
from portal.users.actions import speak_for, take_seat
from portal.users.models import Role, Tenure, TermsVersion, User

from .users import UserFactory


def make_waiting(**fields) -> User:
    """Somebody with a verified address whose account nobody has approved."""
    fields.setdefault("email", "sam@elsewhere.example")
    return UserFactory(admitted_at=None, trust=None, role="", **fields)


def seat(person: User, organisation: Organisation, role: str = Role.OVM, *, vouched: bool = False) -> Tenure:
    """Somebody works there in this role, and speaks for it."""
    tenure = take_seat(actor=person, person=person, organisation=organisation, role=role, approved=True)
    if vouched:
        tenure.vouched_at = tenure.approved_at
        tenure.save(update_fields=["vouched_at"])
    speak_for(person=person, tenure=tenure)
    return tenure


def make_terms(kind: str = TermsVersion.Kind.TERMS, **fields) -> TermsVersion:
    return TermsVersion.objects.create(kind=kind, text="<p>Be kind.</p>", **fields)
