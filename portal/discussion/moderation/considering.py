"""What becomes of an idea: said with a reason by whoever looks after its page, and asked again when its day passes."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.audit.actions import log
from portal.cms.audience import may_see
from portal.discussion import news
from portal.discussion.ideas import owners_of
from portal.discussion.models import Idea, IdeaStep
from portal.discussion.refusals import NotTaken
from portal.discussion.telling import moderators_for
from portal.notifications.actions import Recipient, notify

from .deciding import may_moderate

AT_ONCE = 500  # a minute's work; the rest comes with the next
MEANWHILE = "Somebody has changed this meanwhile: read the history below before you decide."


@transaction.atomic
def decide_idea(
    *,
    idea: Idea,
    by: AbstractBaseUser,
    state: str,
    reason: str,
    owner: AbstractBaseUser,
    due: date | None = None,
    seen: int | None = None,
) -> Idea:
    """Say how far it has come, why, who has it and until when. `seen`: how many steps the decider had before them."""
    rows = Idea.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "thread__page", "thread__created_by"
    )
    idea = rows.get(pk=idea.pk)
    if state not in Idea.State.values or not may_moderate(user=by, thread=idea.thread):
        raise PermissionDenied
    if not reason.strip():
        raise NotTaken("Say why, so that whoever put it forward can read it.")
    if state == Idea.State.CONSIDERING and due is None:
        raise NotTaken("Say by when you will have considered it.")
    if not any(person.pk == owner.pk for person in owners_of(idea.thread, by=by)):
        raise NotTaken("The owner must be somebody who looks after this place.")
    if seen is not None and idea.steps.count() != seen:
        raise NotTaken(MEANWHILE)
    idea.state, idea.reason, idea.owner, idea.due = state, reason.strip()[:500], owner, due  # type: ignore[assignment]
    idea.changed_at, idea.reminded_at = timezone.now(), None
    idea.save(update_fields=["state", "reason", "owner", "due", "changed_at", "reminded_at"])
    step = IdeaStep.objects.create(idea=idea, state=state, reason=idea.reason, owner=owner, due=due, by=by)  # type: ignore[misc]
    log(actor=by, action=f"discussion/idea_{state}", target=idea, page=idea.thread.page_id, owner=owner.pk)
    news.tell_of_idea(idea, step)
    return idea


@transaction.atomic
def give_idea(*, idea: Idea, giver: AbstractBaseUser, taker: AbstractBaseUser) -> bool:
    """Let a successor have it. False: somebody else has it by now, or the successor does not look after its place."""
    idea = Idea.objects.select_for_update(no_key=True, of=("self",)).select_related("thread__page").get(pk=idea.pk)
    if idea.owner_id != giver.pk or not may_moderate(user=taker, thread=idea.thread):
        return False
    idea.owner = taker  # type: ignore[assignment]
    idea.save(update_fields=["owner"])
    log(actor=taker, action="discussion/idea_given", target=idea, page=idea.thread.page_id, giver=giver.pk)
    return True


def remind_of_ideas(now: datetime) -> int:
    """Once, when the day has passed: its owner; where there is none, whoever looks after the page."""
    told: dict[AbstractBaseUser, int] = defaultdict(int)
    late = list(Idea.objects.late(timezone.localdate(now)).for_list()[:AT_ONCE])
    for idea in late:
        with transaction.atomic():
            idea.reminded_at = now
            idea.save(update_fields=["reminded_at"])
            log(actor=None, action="discussion/idea_reminded", target=idea, page=idea.thread.page_id)
        for person in answering_for(idea):
            told[person] += 1
    for person, number in told.items():
        context = {"number": number, "queue_url": reverse("ideas:queue")}
        key = f"{now:%Y%m%d%H%M}"
        notify(recipients=[Recipient.of(person)], kind="discussion/ideas_late", target=person, context=context, key=key)
    return len(late)


def answering_for(idea: Idea) -> list[AbstractBaseUser]:
    owner, tokens = idea.owner, idea.thread.tokens()
    if owner is not None and owner.is_active and may_see(owner, tokens):
        return [owner]
    return moderators_for(idea.thread.page, besides=[], tokens=tokens)
