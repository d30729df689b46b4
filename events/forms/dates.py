"""Dates with a time, as people write them: a day and a clock, or several, one a line."""

from __future__ import annotations

from datetime import datetime

from dateutil import parser
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

EXAMPLE = "25 February 2027 2pm"


class ClockField(forms.CharField):
    """14:00, 2pm or 2.30pm."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 10)
        super().__init__(**kwargs)  # type: ignore[arg-type]

    def clean(self, value: object) -> object:
        text = super().clean(value).strip().lower().replace(".", ":")
        if not text:
            return None
        for shape in ("%H:%M", "%I%p", "%I:%M%p", "%I %p", "%I:%M %p"):
            try:
                return datetime.strptime(text, shape).time()  # a clock, no moment
            except ValueError:
                continue
        raise ValidationError("Write the time like 2pm or 14:30.")


class MomentsField(forms.CharField):
    """Several starts, one a line; each line that cannot be read is named."""

    def __init__(self, *, most: int, **kwargs: object) -> None:
        self.most = most
        kwargs.setdefault("max_length", 2000)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}))
        super().__init__(**kwargs)  # type: ignore[arg-type]

    def clean(self, value: object) -> list[datetime]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        found, errors = [], []
        for line in lines:
            moment = moment_in(line)
            if moment is None:
                errors.append(f"“{line}” is not a date with a time. Write it like {EXAMPLE}.")
            elif moment in found:
                errors.append(f"“{line}” stands there twice.")
            elif moment <= timezone.now():
                errors.append(f"“{line}” is in the past.")
            else:
                found.append(moment)
        if len(lines) > self.most:
            errors.append(f"These are {len(lines)} dates. Give at most {self.most}.")
        if errors:
            raise ValidationError(errors)
        return sorted(found)


def moment_in(line: str) -> datetime | None:
    """A day with its year and a time, the day first. What does not say both is no moment."""
    readings = set()
    for default in (datetime(2001, 1, 1, 1, 1), datetime(2002, 2, 2, 2, 2)):  # what is missing differs
        try:
            readings.add(parser.parse(line, dayfirst=True, default=default).replace(tzinfo=None, second=0))
        except (ValueError, OverflowError):
            return None
    if len(readings) == 1:
        return timezone.make_aware(readings.pop())
    # "2pm" says no minutes: it means the full hour.
    hours = {one.replace(minute=0) for one in readings}
    return timezone.make_aware(hours.pop()) if len(hours) == 1 else None
