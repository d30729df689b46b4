"""The certificate of attendance: what it says, the number that proves it, and its PDF."""

from __future__ import annotations

from datetime import timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

from portal.files.pdf import tagged_pdf

from .models import Registration

SALT = "events.certificates"
TITLE = "Certificate of attendance"


def number_of(registration: Registration) -> str:
    """12-3F9A-C014-77: the row and a seal of ours, so that nobody can make one up."""
    seal = salted_hmac(SALT, str(registration.pk)).hexdigest()[:12].upper()
    return f"{registration.pk}-{seal[:4]}-{seal[4:8]}-{seal[8:]}"


def proved(number: str) -> Registration | None:
    """The attendance that a number stands for; None when it is none of ours, or was taken back."""
    pk = number.partition("-")[0]
    if not pk.isdecimal() or len(pk) > 12:
        return None
    registration = Registration.objects.present().filter(pk=int(pk)).with_event().first()
    if registration is None or not constant_time_compare(number_of(registration), number.upper()):
        return None
    return registration


def is_due(registration: Registration) -> bool:
    """Once the meeting is over, for whoever was seen there."""
    return registration.was_present and registration.meeting.is_over()


def duration(registration: Registration) -> str:
    """2 hours 30 minutes, as announced from start to end."""
    length: timedelta = registration.meeting.ends_at - registration.meeting.starts_at
    hours, minutes = divmod(round(length.total_seconds() / 60), 60)
    parts = [(hours, "hour"), (minutes, "minute")]
    return " ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in parts if number)


def words(registration: Registration) -> dict[str, object]:
    """What the page and the PDF say."""
    return {
        "title": TITLE,
        "registration": registration,
        "meeting": registration.meeting,
        "event": registration.meeting.page,
        "network": registration.meeting.network,
        "duration": duration(registration),
        "number": number_of(registration),
    }


def pdf(context: dict[str, object]) -> bytes | None:
    """From the same words as the page."""
    return tagged_pdf(template="events/certificate_pdf.html", context=context, sheet="events/certificate.css")
