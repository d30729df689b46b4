"""Counting what is asked and opened, without keeping who asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.privacy import guard

from .asked import ENOUGH, AskedDay, AskedPhrase, SearchAnswer
from .results import Results

LONGEST = 200
SALT = "search.opened"
FORGET_UNKNOWN = timedelta(days=30)  # phrases that only one or two asked


def count_search(request: HttpRequest, results: Results) -> str:
    """Count a search for words as it was first shown; the marker by which an opened result is counted.

    What the guard only doubts is not counted either, nor what a browser fetched ahead or a machine asked.
    """
    words = results.plan.folded[:LONGEST]
    if not words or request.method != "GET" or request.headers.get("Sec-Purpose") or guard.inspect(words):
        return ""
    today = timezone.localdate()
    with transaction.atomic():
        phrase = _phrase(words, request)
        row, _ = AskedDay.objects.get_or_create(phrase=phrase, day=today, engine=results.engine)
        AskedDay.objects.filter(pk=row.pk).update(
            times=F("times") + 1, nothing=F("nothing") + (0 if results.total else 1), hits=results.total
        )
    return signing.dumps(row.pk, salt=SALT)


def count_opened(marker: str) -> None:
    """One result of the search with this marker was opened. A marker counts on its day and the next."""
    try:
        pk = signing.loads(marker, salt=SALT, max_age=timedelta(days=1))
    except signing.BadSignature:
        return
    AskedDay.objects.filter(pk=pk).update(opened=F("opened") + 1)


def keep_answer(*, found: bool, phrase: str, words: str) -> SearchAnswer:
    """What somebody says of a search."""
    return SearchAnswer.objects.create(day=timezone.localdate(), found=found, phrase=phrase, words=words)


def forget_unknown(now: Any) -> int:
    """Phrases that too few asked within a month go, with the digests of who asked."""
    before = timezone.localdate(now) - FORGET_UNKNOWN
    return AskedPhrase.objects.filter(words="", first_on__lt=before).delete()[0]


def _phrase(words: str, request: HttpRequest) -> AskedPhrase:
    """Its row. With the asker who is enough the words come in, and the digests of the askers go."""
    today = timezone.localdate()
    key = _digest("phrase", words)
    given = {"first_on": today, "last_on": today}
    phrase, _ = AskedPhrase.objects.select_for_update(no_key=True).get_or_create(digest=key, defaults=given)
    asker = _digest("asker", f"{key}:{_who(request)}")
    if not phrase.words and asker not in phrase.askers:
        phrase.askers = [*phrase.askers, asker]
        if len(phrase.askers) >= ENOUGH:
            phrase.words, phrase.askers = words, []
        phrase.last_on = today
        phrase.save()
    elif phrase.last_on != today:
        AskedPhrase.objects.filter(pk=phrase.pk).update(last_on=today)
    return phrase


def _who(request: HttpRequest) -> str:
    """Somebody signed in, or a connection: a trust behind one address counts as one."""
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    try:
        return str(get_adapter().get_client_ip(request))
    except (ImproperlyConfigured, PermissionDenied):
        return ""


def _digest(kind: str, value: str) -> str:
    return salted_hmac(f"search.{kind}", value, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()
