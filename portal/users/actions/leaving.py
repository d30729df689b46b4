"""Verbs of an account that closes: seats fall vacant, and nothing that names the person stays."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import ModelLogEntry

from portal.audit.actions import log

from ..models import Tenure, User
from ..visibility import CIRCLE_OF, Circle
from .finding import find_person
from .seats import leave_seat


def end_tenures(*, person: User) -> int:
    """Leave every seat, also those not yet approved. Safe to repeat."""
    held = list(Tenure.objects.filter(person=person.pk, ended_on=None).select_related("seat", "person"))
    for tenure in held:
        leave_seat(actor=None, tenure=tenure)
    return len(held)


@transaction.atomic
def anonymise(*, person: User) -> bool:
    """Take out of an account everything that says whose it was. Its number stays. False: it was done before."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.is_closed:
        return False
    for name in ("first_name", "last_name", "job_title", "phone", "role"):
        setattr(person, name, "")
    person.email = User.closed_address(person.pk)
    person.trust = person.photo_changed_at = None
    for circle in CIRCLE_OF.values():
        setattr(person, circle, Circle.NOBODY)
    person.is_active = person.is_staff = person.is_superuser = False
    person.set_unusable_password()
    person.last_login = None
    person.save()
    person.themes.clear()
    person.groups.clear()
    person.user_permissions.clear()
    # Wagtail's history of settings keeps the name that an account had when somebody changed it.
    of_accounts = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User))
    of_accounts.filter(object_id=str(person.pk)).update(label=str(person), data={})
    find_person(person=person)
    log(actor=None, action="users/anonymised", target=person)
    return True
