"""Say that something happened: one row for the event, one notice for each person who hears of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.utils import timezone

from portal.cms.audience import may_see
from portal.cms.models import BasePage
from portal.notifications.models import Follow, Happening
from portal.notifications.querysets import label_of
from portal.notifications.quiet import is_quiet
from portal.notifications.spreading import give_notices
from portal.notifications.tasks import spread_news


@transaction.atomic
def happened(
    *,
    kind: str,
    about: models.Model,
    title: str,
    url: str,
    audience: Iterable[str],
    key: str,
    to: Iterable[AbstractBaseUser] = (),
    excerpt: str = "",
    group: models.Model | None = None,
    by: AbstractBaseUser | None = None,
    spread: bool = False,
    touches: Iterable[models.Model] = (),
    mailed: Iterable[int] = (),
) -> Happening:
    """Tell people, each the way they chose. Called in the transaction of the change; the same `key` happens once.

    `kind` is declared by its app (`PORTAL_PROVIDERS["news"]`). `about` is what a reader would open (a thread, a
    meeting), `group` the network it belongs to. `to` are those whom it concerns by name: an answer, a decision.
    `spread` lets everybody hear who follows `about`, `group` or one of `touches` (a theme, a named writer) or belongs
    to `group`; that is written by a task soon after. `mailed` are keys of people to whom a mail of its own says it:
    it stands in their news, and no mail of news comes of it. Whoever did it (`by`) hears nothing of it; nor does
    anybody who may not see it (`audience`: tokens) or has muted it.
    """
    to = list(to)
    happening, is_new = Happening.objects.get_or_create(
        key=f"{kind}:{key}"[:200],
        defaults={
            "kind": kind,
            "about": label_of(about),
            "group": label_of(group) if group else "",
            "touches": sorted({label_of(thing) for thing in touches}),
            "title": title[:200],
            "excerpt": excerpt[:300],
            "url": url[:300],
            "by": by,
            "audience": sorted(audience),
            "spread_at": None if spread and not is_quiet() else timezone.now(),
        },
    )
    if is_quiet():
        return happening
    muted = Follow.objects.filter(about=happening.about, muted=True, person__in=to)
    named = {person.pk for person in to if person.is_active and may_see(person, happening.audience)}
    named -= {*muted.values_list("person", flat=True), happening.by_id}
    give_notices(happening, sorted(named), by_name=True)
    if is_new:
        give_notices(happening, sorted(set(mailed) - named - {happening.by_id}), mailed=True)
    if spread and is_new:
        # A hint that may be lost: the sweep finds what was not spread.
        transaction.on_commit(partial(spread_news.enqueue, happening.pk), robust=True)
    return happening


def tell_of_page(
    *,
    kind: str,
    page: BasePage,
    title: str,
    key: str,
    by: AbstractBaseUser | None = None,
    excerpt: str = "",
    mailed: Iterable[int] = (),
) -> Happening:
    """Something happened to a page: whoever follows it, or what it touches, or belongs to its network hears."""
    return happened(
        kind=kind,
        about=page,
        title=title,
        excerpt=excerpt or page.summary,
        url=page.get_url() or "/",
        audience=page.audience(),
        key=key,
        group=page.news_group(),
        touches=page.news_touches(),
        by=by,
        spread=True,
        mailed=mailed,
    )


def keep_in_sight(*, page: BasePage) -> None:
    """What is told of a page is for those who may see it now: nobody while it is taken down."""
    group = page.news_group()
    Happening.objects.about(page).update(
        audience=sorted(page.audience()) if page.live else [],
        group=label_of(group) if group else "",
        url=(page.get_url() or "/")[:300],
    )
