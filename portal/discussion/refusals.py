"""A sentence for somebody whose comment cannot be taken as it is."""

from __future__ import annotations


class NotTaken(Exception):  # noqa: N818  a sentence, not an error
    """Says why in words for the person; a view shows it beside the form, with what was typed kept."""
