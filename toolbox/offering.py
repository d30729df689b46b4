"""Offering a tool from elsewhere (a meeting's slides): what is asked, and who may."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import QueryDict
from django.urls import reverse

from portal.cms.actions import may_have_file
from portal.files.models import PortalDocument

from .vocabulary import EntryType

NEEDS_MORE = {EntryType.GUIDANCE, EntryType.EXTERNAL_LINK}  # chapters, an address: for the editors


class OfferForm(forms.Form):
    """As little as a colleague can say in two minutes; the toolbox's editors do the rest."""

    title = forms.CharField(
        label="Title", max_length=150, error_messages={"required": "Enter the title people will find it by."}
    )
    type = forms.ChoiceField(
        label="What is it?",
        choices=[choice for choice in EntryType.choices if choice[0] not in NEEDS_MORE],
        initial=EntryType.TRAINING,
    )
    summary = forms.CharField(
        label="What does it help with?",
        help_text="One or two sentences.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say in a sentence what it helps with."},
    )
    contact_name = forms.CharField(
        label="Whom to ask about it",
        help_text="A team, for example “Overseas visitors team”.",
        max_length=120,
        error_messages={"required": "Enter whom to ask, for example a team."},
    )
    contact_email = forms.EmailField(
        label="Their shared mailbox",
        help_text="It is shown in public. Not a person's own address.",
        error_messages={"required": "Enter a shared mailbox."},
    )


def offer_address(*, title: str, document: int | None, source: str) -> str:
    """Where somebody offers this file. Nothing in it is believed: the view asks again who may have the file."""
    return f"{reverse('toolbox:offer')}?{urlencode({'title': title, 'document': document or '', 'source': source})}"


def document_for(user: AbstractBaseUser, asked: QueryDict) -> PortalDocument | None:
    """The file that is offered, if this person may have it."""
    key = asked.get("document", "")
    document = PortalDocument.objects.filter(pk=key).first() if key.isdecimal() and len(key) < 10 else None
    if document is None or not may_have_file(user=user, collection_id=document.collection_id):
        return None
    return document


def source_of(asked: QueryDict) -> str:
    """Where it comes from: an address of this portal or nothing."""
    source = asked.get("source", "")
    inside = source.startswith("/") and not source.startswith("//") and len(source) <= 300
    return source if inside and source.isprintable() and not set(source) & set("\\ <>\"'") else ""


def beginning(asked: QueryDict) -> dict[str, Any]:
    return {"title": asked.get("title", "")[:150]}
