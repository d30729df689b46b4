"""How every form of the portal is drawn and given what was sent, and the NHS way to ask for a date."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.template.loader import get_template

from portal.privacy.forms import guarded

F = TypeVar("F", bound=forms.BaseForm)


class NhsRenderer(DjangoTemplates):
    """`{{ form }}` and `{{ form.field.as_field_group }}` in NHS components.

    Widgets stay Django's, so the Wagtail admin's own fields are untouched.
    """

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"

    def get_template(self, template_name: str) -> Any:
        return (
            get_template(template_name)
            if template_name.startswith("components/")
            else super().get_template(template_name)
        )


class DayMonthYear(forms.MultiWidget):
    """Three plain inputs: nobody has to open a calendar to type a date they know."""

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        parts = {part: forms.TextInput(attrs) for part in ("day", "month", "year")}
        super().__init__(parts, attrs)

    def decompress(self, value: date | str | None) -> list[Any]:
        return [value.day, value.month, value.year] if isinstance(value, date) else [None, None, None]


class NhsDateField(forms.MultiValueField):
    """A date asked as day, month and year; each mistake is named."""

    widget = DayMonthYear

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("require_all_fields", False)
        parts = [forms.CharField(required=False, max_length=4) for _ in range(3)]
        super().__init__(parts, **kwargs)

    def clean(self, value: Any) -> date | None:
        day, month, year = ((part or "").strip() for part in value or ["", "", ""])
        if not (day or month or year):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        missing = [name for name, part in (("day", day), ("month", month), ("year", year)) if not part]
        if missing:
            raise ValidationError(f"The date must include a {' and a '.join(missing)}.", code="incomplete")
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            raise ValidationError("This is not a real date. For example, 25 2 2026.", code="invalid") from None


def bound(request: HttpRequest, form: type[F], **kwargs: Any) -> F:
    """The form with what was sent, or empty. An empty POST was sent too, and is told what is missing.

    Its free-text boxes pass the guard of patient identifiers (portal.privacy.forms).
    """
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return guarded(form)(data, files, **kwargs)
