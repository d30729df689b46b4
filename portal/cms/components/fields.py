"""What a form field needs to be drawn as an NHS component: kind, label, hint, error, and ids that belong together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.utils.html import strip_tags

# Widgets by the component that draws them; the first that fits wins, so the special ones stand first.
KINDS: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxSelectMultiple, "choices"),
    (forms.RadioSelect, "choices"),
    (forms.SelectMultiple, "select"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
    (forms.MultiWidget, "several"),
    (forms.SelectDateWidget, "several"),
]
CLASSES = {
    "input": "nhsuk-input",
    "textarea": "nhsuk-textarea",
    "select": "nhsuk-select",
    "file": "nhsuk-file-upload__input",
    "password": "nhsuk-input nhsuk-password-input__input nhsuk-js-password-input-input",
    "several": "",
}

# What a browser may fill in for the person, by the name of the field (WCAG 1.3.5).
AUTOCOMPLETE = {
    "email": "email",
    "name": "name",
    "first_name": "given-name",
    "last_name": "family-name",
    "job_title": "organization-title",
    "phone": "tel",
    "postcode": "postal-code",
}


def kind_of(widget: forms.Widget) -> str:
    return next((kind for sort, kind in KINDS if isinstance(widget, sort)), "input")


def first_id(field: BoundField) -> str:
    """The id that a link in the error summary leads to: the first control of the field."""
    if kind_of(field.field.widget) in ("choices", "several"):
        first = next(iter(field.subwidgets), None)
        attrs = (first.data.get("subwidgets") or [first.data])[0]["attrs"] if first else {}
        return attrs.get("id", field.auto_id)
    return field.id_for_label or field.auto_id


def missing(field: BoundField) -> str:
    """What to do about a field left empty, in words that name it."""
    label, kind = str(field.label or "this"), kind_of(field.field.widget)
    if label.endswith("?"):
        return f"Answer the question: {label}"
    if kind == "checkbox":
        return f"Tick the box: {label}"
    label = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return f"{'Choose' if kind in ('choices', 'select', 'file') else 'Enter'} {label}"


def words_of(field: BoundField) -> list[str]:
    """The errors of a field; Django's own "This field is required" does not say which, ours does."""
    default = forms.Field.default_error_messages["required"]
    return [
        missing(field) if error.code == "required" and error.message == default else str(message)
        for error in field.errors.as_data()
        for message in error.messages
    ]


def errors_of(form: BaseForm) -> list[tuple[str, str]]:
    """Every error with the address of its field, in the order of the page."""
    found = [(str(error), "") for error in form.non_field_errors()]
    for field in form.hidden_fields():
        found += [(str(error), "") for error in field.errors]
    for field in form.visible_fields():
        found += [(words, f"#{first_id(field)}") for words in words_of(field)]
    return found


def context_of(
    field: BoundField,
    *,
    label: str = "",
    hint: str | bool = "",
    label_size: str = "",
    page_heading: bool = False,
    hide_label: bool = False,
    classes: str = "",
    inline: bool = False,
    small: bool = False,
) -> dict[str, Any]:
    widget = field.field.widget
    kind = "hidden" if field.is_hidden else kind_of(widget)
    id_ = field.auto_id
    hint = "" if hint is False else str(hint or field.help_text or "")
    # A list of password rules (or any HTML) is a hint as it stands.
    hint_is_html = hint.lstrip().startswith("<")
    errors = words_of(field)
    words = (label or str(field.label or "")).removesuffix(" (optional)")
    # One box on its own carries its hint below its words, not above them.
    item_hint, hint = (hint, "") if kind == "checkbox" else ("", hint)
    maximum = widget.attrs.get("maxlength") if kind == "textarea" else None
    counted = bool(maximum) and "data-no-count" not in widget.attrs
    described = [f"{id_}-info"] if counted else []
    described += [f"{id_}-hint"] if hint else []
    described += [f"{id_}-error"] if errors else []
    own = widget.attrs.get("aria-describedby")
    described += [own] if own else []
    context: dict[str, Any] = {
        "kind": kind,
        "field": field,
        "id": id_,
        "name": field.html_name,
        "label": words,
        "item_hint": item_hint,
        "optional": not field.field.required and kind != "checkbox" and "data-no-optional" not in widget.attrs,
        "label_size": label_size,
        "page_heading": page_heading,
        "hide_label": hide_label,
        "hint": hint,
        "hint_is_html": hint_is_html,
        "hint_text": strip_tags(hint) if hint_is_html else hint,
        "errors": errors,
        "described_by": " ".join(described),
        "inline": inline,
        "small": small,
        "classes": classes,
        "maxlength": maximum if counted else None,
    }
    # The page says which fields are optional; the browser's own bubbles would speak before ours.
    field.form.use_required_attribute = False
    if kind in ("choices", "checkbox"):
        context |= choices_of(field, kind, context)
    elif kind == "several":
        context["parts"] = parts_of(field, bool(errors))
    else:
        context["control"] = control(field, kind, context, classes)
    return context


def control(field: BoundField, kind: str, context: dict[str, Any], classes: str) -> str:
    """The control itself, from Django's own widget, with the component's classes and the ids of hint and error."""
    widget = field.field.widget
    names = [CLASSES.get(kind, "")]
    if context["errors"] and kind in ("input", "password", "textarea", "select"):
        names.append(f"nhsuk-{'input' if kind == 'password' else kind}--error")
    if context["maxlength"]:
        names.append("nhsuk-js-character-count")
    names += [width(field, kind), widget.attrs.get("class", ""), classes]
    attrs: dict[str, Any] = {"placeholder": False, "class": " ".join(name for name in names if name)}
    if context["described_by"]:
        attrs["aria-describedby"] = context["described_by"]
    if kind == "textarea":
        attrs["cols"] = False
        attrs["maxlength"] = False  # the person may paste more, is told so, and loses nothing
        attrs["rows"] = widget.attrs.get("rows") if str(widget.attrs.get("rows")) != "10" else 5
    if kind == "password":
        attrs |= {"spellcheck": "false", "autocapitalize": "none"}
        attrs.setdefault("autocomplete", widget.attrs.get("autocomplete", "current-password"))
    if kind == "input":
        attrs |= {"maxlength": False, "minlength": False}
        if "autocomplete" not in widget.attrs and field.name in AUTOCOMPLETE:
            attrs["autocomplete"] = AUTOCOMPLETE[field.name]
        if isinstance(field.field, forms.IntegerField):
            attrs |= {"inputmode": "numeric", "min": False, "max": False, "step": False}
    return field.as_widget(attrs=attrs)


def width(field: BoundField, kind: str) -> str:
    """An input as wide as what goes into it."""
    if kind != "input" or "nhsuk-input--width" in str(field.field.widget.attrs.get("class", "")):
        return ""
    if isinstance(field.field, forms.IntegerField):
        return "nhsuk-input--width-5"
    if isinstance(field.field, (forms.DateField, forms.TimeField)):
        return "nhsuk-input--width-10"
    return ""


def choices_of(field: BoundField, kind: str, context: dict[str, Any]) -> dict[str, Any]:
    """Radios and checkboxes as items; a hint of a choice comes from the widget's `hints` (value → words)."""
    widget = field.field.widget
    multiple = kind == "checkbox" or isinstance(widget, forms.CheckboxSelectMultiple)
    hints = getattr(widget, "hints", {})
    items = []
    for sub in field.subwidgets:
        for data in flat_options(sub.data):
            items.append(
                {
                    "id": data["attrs"].get("id", context["id"]),
                    "name": data["name"],
                    "value": data["value"] if data["value"] is not None else "on",
                    "label": data.get("label", context["label"]),
                    "checked": data.get("selected", bool(data["attrs"].get("checked"))),
                    "disabled": bool(data["attrs"].get("disabled")),
                    "hint": hints.get(str(data["value"]), ""),
                }
            )
    if kind == "checkbox":
        items[0] |= {
            "label": context["label"],
            "hint": context["item_hint"],
            "value": "on" if items[0]["value"] in (None, "") else items[0]["value"],
        }
    return {
        "component": "checkboxes" if multiple else "radios",
        "type": "checkbox" if multiple else "radio",
        "items": items,
    }


def flat_options(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [option for sub in data["subwidgets"] for option in flat_options(sub)] if data.get("subwidgets") else [data]


def parts_of(field: BoundField, error: bool) -> list[dict[str, Any]]:
    """The parts of a date (or another field of several inputs), each with a label of its own."""
    widget = field.field.widget
    words = getattr(widget, "labels", None) or ["Day", "Month", "Year"]
    sizes = getattr(widget, "widths", None) or [2, 2, 4]
    data = next(iter(field.subwidgets)).data
    return [
        {
            "id": part["attrs"].get("id"),
            "name": part["name"],
            "value": "" if part["value"] is None else part["value"],
            "label": word,
            "width": size,
            "error": error,
        }
        for part, word, size in zip(data["subwidgets"], words, sizes, strict=False)
    ]
