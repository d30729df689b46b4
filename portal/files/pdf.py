"""A tagged PDF from a template of ours and a style sheet of ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

VARIANT = "pdf/ua-1"


def tagged_pdf(*, template: str, context: Mapping[str, Any], sheet: str) -> bytes | None:
    """None where the system's Pango is missing: the page can be printed.

    Nothing is fetched: the sheet is read from our files, and no address in the page is followed.
    """
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError):
        return None
    html = HTML(string=render_to_string(template, dict(context)), url_fetcher=URLFetcher(allowed_protocols=()))
    return html.write_pdf(stylesheets=[CSS(filename=finders.find(sheet))], pdf_variant=VARIANT)
