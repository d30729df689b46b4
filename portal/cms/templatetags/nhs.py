"""The NHS design system's components, and the portal's own, as template tags; a built-in of every template.

`docs/components.md` shows each with an example. One small file each under `templates/components/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django import template
from django.core.paginator import Page as PageOfRows
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from portal.cms.components import badges, dates, fields, regions
from portal.cms.words import anchor_of

register = template.Library()
register.filter("anchor_of", anchor_of)


def flat(attributes: dict[str, Any]) -> SafeString:
    """Keyword arguments as HTML attributes: `data_x="1"` is data-x="1"; None and False are left out."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value),)
            for name, value in ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
            if value is not None and value is not False and value != ""
        ),
    )


def block(name: str, /, **context: Any) -> SafeString:
    return mark_safe(render_to_string(f"components/{name}.html", context))


# Direct ports -------------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/button.html")
def nhs_button(
    text: str, href: str = "", *, variant: str = "", small: bool = False, once: bool = True, **attributes: Any
) -> dict[str, Any]:
    """A button; a link that looks like one when it has an address. `once` ignores a second press."""
    attributes.setdefault("type", None if href else "submit")
    return {
        "text": text,
        "href": href,
        "variant": variant,
        "small": small,
        "once": once and not href,
        "attributes": flat(attributes),
    }


@register.inclusion_tag("components/tag.html")
def nhs_tag(text: str, colour: str = "", **attributes: Any) -> dict[str, Any]:
    return {"text": text, "colour": colour, "attributes": flat(attributes)}


@register.simple_block_tag(end_name="endnhs_inset")
def nhs_inset(content: str, **attributes: Any) -> str:
    return block("inset", content=content, attributes=flat(attributes))


@register.simple_block_tag(end_name="endnhs_warning")
def nhs_warning(content: str, heading: str = "Important", level: int = 3) -> str:
    return block("warning", content=content, heading=heading, level=level)


@register.simple_block_tag(end_name="endnhs_details")
def nhs_details(content: str, summary: str, *, open: bool = False, **attributes: Any) -> str:
    return block("details", content=content, summary=summary, attributes=flat({"open": open, **attributes}))


@register.simple_block_tag(end_name="endnhs_panel")
def nhs_panel(content: str, heading: str, level: int = 1) -> str:
    """The green panel that says: done."""
    return block("panel", content=content, heading=heading, level=level)


@register.simple_block_tag(end_name="endnhs_card")
def nhs_card(content: str, heading: str = "", href: str = "", *, level: int = 2, classes: str = "") -> str:
    return block("card", content=content, heading=heading, href=href, level=level, classes=classes)


@register.inclusion_tag("components/breadcrumb.html")
def nhs_breadcrumb(*labels_and_addresses: Any, page: Any = None) -> dict[str, Any]:
    """`{% nhs_breadcrumb "Networks" "/networks/" %}`, a list of pairs, or `page=page` for the page's ancestors."""
    items: list[tuple[str, str]]
    if page is not None:
        items = [(above.title, above.get_url()) for above in page.get_ancestors().filter(depth__gt=1)]
        if items:
            items[0] = ("Home", items[0][1])
    elif len(labels_and_addresses) == 1:
        items = list(labels_and_addresses[0])
    else:
        items = list(zip(labels_and_addresses[::2], labels_and_addresses[1::2], strict=True))
    return {"items": items, "last": items[-1] if items else None}


@register.simple_block_tag(end_name="endnhs_summary")
def nhs_summary(content: str, classes: str = "") -> str:
    """A summary list; its rows are `nhs_row` blocks."""
    return block("summary_list", content=content, classes=classes)


@register.simple_block_tag(end_name="endnhs_row")
def nhs_row(
    content: str, key: str, *, href: str = "", action: str = "Change", about: str = "", bare: bool = False
) -> str:
    """A row of a summary list. `href` adds an action; `bare` is a row without one beside rows that have one."""
    return block("summary_row", content=content, key=key, href=href, action=action, about=about, bare=bare)


@register.inclusion_tag("components/table.html")
def nhs_table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    first_is_header: bool = True,
    numeric: str = "",
    responsive: bool = True,
    caption_size: str = "",
) -> dict[str, Any]:
    """A table with header cells. `numeric="2 3"` aligns those columns; `responsive` stacks the rows on a phone."""
    numbers = {int(column) for column in str(numeric).split()}
    columns = [{"text": text, "numeric": index in numbers} for index, text in enumerate(head, start=1)]
    return {
        "caption": caption,
        "caption_size": caption_size,
        "columns": columns,
        "rows": [
            [
                {"text": cell, "column": column, "is_header": first_is_header and index == 0}
                for index, (cell, column) in enumerate(zip(row, columns, strict=False))
            ]
            for row in rows
        ],
        "responsive": responsive,
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def nhs_pagination(context: template.Context, page: PageOfRows, *, label: str = "Pagination") -> dict[str, Any]:
    """Page numbers for a Page object; what was filtered stays in the address."""
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request else None

    def address(number: int) -> str:
        if query is None:
            return f"?page={number}"
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    return {
        "label": label,
        "page": page,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
        "items": [
            {"number": number, "href": address(number), "current": number == page.number}
            if isinstance(number, int)
            else {"ellipsis": True}
            for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
        ]
        if page.paginator.num_pages > 1
        else [],
    }


@register.inclusion_tag("components/contents_list.html")
def nhs_contents(items: Iterable[Any], current: str = "", *, label: str = "Contents") -> dict[str, Any]:
    """A list of (text, address); the one whose address is `current` is not a link."""
    return {"items": items, "current": current, "label": label}


@register.inclusion_tag("components/action_link.html")
def nhs_action_link(text: str, href: str) -> dict[str, Any]:
    return {"text": text, "href": href}


@register.inclusion_tag("components/icon.html")
def nhs_icon(name: str, *, title: str = "", classes: str = "") -> dict[str, Any]:
    return {"path": f"components/icons/{name}.html", "name": name, "title": title, "classes": classes}


@register.inclusion_tag("components/messages.html", takes_context=True)
def nhs_messages(context: template.Context) -> dict[str, Any]:
    return {"messages": context.get("messages") or []}


# Forms --------------------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/error_summary.html")
def nhs_errors(form: BaseForm) -> dict[str, Any]:
    """The list of a form's errors, each a link to its field; nothing when there are none."""
    return {"errors": fields.errors_of(form)}


@register.inclusion_tag("components/error_summary.html")
def nhs_error_summary(errors: Iterable[Any], heading: str = "There is a problem") -> dict[str, Any]:
    """The same from a list of (text, address)."""
    return {"errors": list(errors), "heading": heading}


@register.inclusion_tag("components/form.html")
def nhs_form(form: BaseForm, *, summary: bool = True) -> dict[str, Any]:
    """All fields of a form. Pass `summary=False` where `nhs_errors` stands above the heading already."""
    return {"form": form, "summary": summary}


@register.simple_tag
def nhs_field(
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
) -> str:
    """One field with its label, hint and error; `hint=False` drops the field's own hint."""
    context = fields.context_of(
        field, label=label, hint=hint, label_size=label_size, page_heading=page_heading, hide_label=hide_label,
        classes=classes, inline=inline, small=small,
    )  # fmt: skip
    return block(f"fields/{context['kind']}", **context)


@register.filter
def has_file_field(form: BaseForm) -> bool:
    return form.is_multipart()


# The portal's own ---------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/date_block.html")
def date_block(value: date | datetime, *, cancelled: bool = False) -> dict[str, Any]:
    """The day of a meeting as a small calendar sheet."""
    return {"value": dates.local(value), "cancelled": cancelled}


@register.inclusion_tag("components/places.html")
def places(taken: int, capacity: int | None, waiting: int = 0, *, large: bool = False) -> dict[str, Any]:
    """How many places are left: words first, a bar second. Without a capacity there is always room."""
    left = None if capacity is None else max(capacity - taken, 0)
    return {
        "taken": taken,
        "capacity": capacity,
        "left": left,
        "waiting": waiting,
        "filled": 0 if not capacity else min(round(taken / capacity * 100), 100),
        "nearly": bool(capacity) and left is not None and 0 < left <= max(capacity // 10, 2),
        "large": large,
    }


@register.inclusion_tag("components/type_badge.html")
def type_badge(kind: str, label: str = "", *, tile: bool = False) -> dict[str, Any]:
    """What kind of thing this is, in the words people use; `tile` is the large square of a list."""
    return {**badges.badge(kind, label), "tile": tile}


@register.inclusion_tag("components/person.html")
def person_chip(
    user: Any = None,
    *,
    name: str = "",
    role: str = "",
    trust: Any = "",
    href: str = "",
    size: str = "",
    badge: str = "",
) -> dict[str, Any]:
    """A person: initials, name, role, trust. Pass an account, or the words of a guest's comment or a byline."""
    name = name or str(user or "")
    return {
        "name": name,
        "initials": getattr(user, "initials", "") or "".join(word[:1] for word in name.split()[:2]).upper(),
        "role": role or getattr(user, "byline", ""),
        "trust": trust or getattr(user, "trust", None) or "",
        "href": href,
        "size": size,
        "badge": badge,
    }


@register.inclusion_tag("components/region_map.html")
def region_map(
    *, highlight: Any = None, links: Iterable[Any] | None = None, size: str = "", label: str = "Regions of England"
) -> dict[str, Any]:
    """The seven regions as hexagons.

    `links` is a list with one dict (or object) a region: `slug`, `url`, `note` ("34 trusts") and `open` (False draws
    an outline: no network yet; then `url` leads to starting one). Without links the map is a mark that fills the
    tile of `highlight` (a region, its slug or name). `size`: "" (with names), "mark" (header), "small" (card).
    """
    return {"map": regions.region_map(highlight=highlight, links=links), "size": size, "label": label}


@register.simple_tag
def who_can_see(sentence: str, *, change_url: str = "") -> str:
    """Who can see this? In plain words, on top of what is not public."""
    return block("who_can_see", sentence=sentence, change_url=change_url)


@register.simple_block_tag(end_name="endempty_state")
def empty_state(content: str, heading: str, *, action: str = "", href: str = "", level: int = 2) -> str:
    """Nothing here yet: say so, and what to do next."""
    return block("empty_state", content=content, heading=heading, action=action, href=href, level=level)


@register.simple_block_tag(end_name="endside_panel")
def side_panel(content: str, heading: str = "", *, level: int = 2, accent: str = "", label: str = "") -> str:
    """A box of the side column. `accent="green"` is the one with the decision in it."""
    return block("side_panel", content=content, heading=heading, level=level, accent=accent, label=label)


# Words for dates ----------------------------------------------------------------------------------------------------


@register.filter
def nhs_date(value: date | datetime | None) -> str:
    """25 February 2015"""
    return dates.day(value) if value else ""


@register.filter
def nhs_weekday(value: date | datetime | None) -> str:
    """Wednesday 25 February 2015"""
    return dates.weekday(value) if value else ""


@register.filter
def nhs_short_date(value: date | datetime | None) -> str:
    """25 Feb 2015"""
    return dates.short(value) if value else ""


@register.filter
def nhs_time(value: datetime | time | None) -> str:
    """2pm, 2:20pm, midday, midnight"""
    return dates.clock(value) if value is not None else ""


@register.filter
def nhs_datetime(value: datetime | None) -> str:
    """25 February 2015, 2pm"""
    return f"{dates.day(value)}, {dates.clock(value)}" if value else ""


@register.filter
def nhs_ago(value: datetime | None) -> str:
    """5 minutes ago, 3 hours ago, yesterday, 4 days ago; after a week the date."""
    return dates.ago(value, now=timezone.now()) if value else ""


@register.simple_tag
def nhs_when(start: datetime, end: datetime | None = None, *, weekday: bool = True) -> str:
    """Wednesday 25 February 2015, 2pm to 4pm; over several days both dates are named."""
    return dates.span(start, end, with_weekday=weekday)
