"""The verb of organisers whose mails did not arrive."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied

from portal.notifications.actions import send_again
from portal.notifications.models import Mail
from portal.users.models import User

from ..models import EventPage


def resend_mails(*, event: EventPage, mails: Iterable[Mail], actor: User) -> int:
    """Try again those that failed or wait for their next try. Returns how many. The others are left alone."""
    if not event.can_manage(actor):
        raise PermissionDenied("Only convenors of the network and programme staff can send the mails of a meeting.")
    own = Mail.objects.about(event.meeting, *event.meeting.dispatches.all())
    stuck = [mail for mail in own.filter(pk__in=[mail.pk for mail in mails]) if mail.is_stuck]
    for mail in stuck:
        send_again(actor=actor, mail=mail)
    return len(stuck)
