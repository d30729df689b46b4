"""Reads of threads and comments, as words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Page

from portal.cms.audience import tokens_of
from portal.cms.querysets import visible_pages

from .gathered import gathered

NEWS_FOR = timedelta(days=30)  # what somebody never opened is new to them for so long
MOST_WORDS = 8
BESIDE = ("mark__page", "mark__successor__author", "promotion__page")


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> ThreadQuerySet:
        """On a live page, and for this person; what only waits for a moderator is its writer's alone."""
        return self.in_sight_of(user).begun(user)

    def in_sight_of(self, user: AbstractBaseUser | AnonymousUser) -> ThreadQuerySet:
        """On a live page, and for this person: by the thread's own token, else by the page's."""
        held = tokens_of(user)
        page_rows = self.model._meta.apps.get_model("cms", "PageAudience").objects
        page_is_shared = models.Exists(page_rows.filter(page=models.OuterRef("page_id"), token__in=held))
        return self.filter(page__live=True).filter(
            models.Q(audience__in=held) | (models.Q(audience="") & models.Q(page_is_shared))
        )

    def begun(self, user: AbstractBaseUser | AnonymousUser) -> ThreadQuerySet:
        """Without those of which everything still waits for a moderator or was refused: its title waits with it."""
        said = self.model._meta.get_field("comments").related_model
        here = said.objects.filter(thread=models.OuterRef("pk"))
        waits = here.filter(state__in=[said.State.HELD, said.State.REFUSED])
        shown = here.filter(state__in=[said.State.PUBLISHED, said.State.REMOVED])
        begun = models.Q(kind=self.model.Kind.COMMENTS) | ~models.Exists(waits) | models.Exists(shown)
        return self.filter(begun | models.Q(created_by=user.pk) if user.is_authenticated else begun)

    def begun_for_all(self) -> ThreadQuerySet:
        """Those that others than their writer can read."""
        said = self.model._meta.get_field("comments").related_model
        published = said.objects.filter(thread=models.OuterRef("pk"), state=said.State.PUBLISHED)
        return self.filter(models.Exists(published))

    def titled(self) -> ThreadQuerySet:
        """Questions, discussions and announcements: not the comments under a page."""
        return self.exclude(kind=self.model.Kind.COMMENTS)

    def unanswered(self) -> ThreadQuerySet:
        """Questions that nobody has answered, the longest waiting first."""
        thread = self.model
        waiting = self.filter(kind=thread.Kind.QUESTION, status=thread.Status.OPEN, closed_at=None, merged_into=None)
        return waiting.order_by("created_at", "pk")

    def to_refer(self, now: datetime) -> ThreadQuerySet:
        """Unanswered questions whose two working days are over, and that nobody in particular was asked yet."""
        return self.unanswered().filter(referred_at=None, refer_at__lte=now)

    def to_escalate(self, now: datetime) -> ThreadQuerySet:
        """Those that a specialist has not answered by the promised time."""
        return self.unanswered().filter(specialist__isnull=False, escalated_at=None, answer_by__lte=now)

    def with_somebody_away(self, today: date) -> ThreadQuerySet:
        """Those that wait with a specialist who is away by now, or whose account is closed."""
        absences = self.model._meta.apps.get_model("users", "Absence").objects.on(today)
        away = models.Exists(absences.filter(person=models.OuterRef("specialist")))
        waiting = self.unanswered().filter(specialist__isnull=False, escalated_at=None)
        return waiting.filter(away | models.Q(specialist__is_active=False))

    def with_reading_of(self, user: AbstractBaseUser | AnonymousUser) -> ThreadQuerySet:
        """Each with `read_up_to`: until when this person has read there, if they ever have."""
        readings = self.model._meta.get_field("readings").related_model.objects
        mine = readings.filter(thread=models.OuterRef("pk"), person=user.pk).values("read_up_to")
        return self.annotate(read_up_to=models.Subquery(mine))

    def with_merged_for(self, user: AbstractBaseUser | AnonymousUser) -> ThreadQuerySet:
        """Each with `also_asked`, key and title of those that lead to it and that this person may read."""
        others = self.model.objects.visible_to(user)
        return self.annotate(also_asked=gathered(others, "pk", "title", by="merged_into"))

    def with_turns(self) -> ThreadQuerySet:
        """Each with what those who look after it did with it, for `turns.turns_of`."""
        turns = self.model._meta.get_field("turns").related_model.objects
        columns = ("at", "what", "by__first_name", "by__last_name", "reason")
        return self.annotate(turns_kept=gathered(turns, *columns, by="thread"))

    def with_counts(self) -> ThreadQuerySet:
        """Each with `comment_count`, how many comments may be read in it."""
        return self.annotate(comment_count=_number(self._said()))

    def with_news_for(self, user: AbstractBaseUser | AnonymousUser) -> ThreadQuerySet:
        """Each with `new_count`: how much others said there since this person last read it.

        What they never opened is news for a while, and then it is not.
        """
        if not user.is_authenticated:
            return self.annotate(new_count=models.Value(0))
        readings = self.model._meta.get_field("readings").related_model.objects
        mine = readings.filter(thread=models.OuterRef("thread"), person=user.pk).values("read_up_to")
        unless_opened = models.Value(timezone.now() - NEWS_FOR, output_field=models.DateTimeField())
        since = Coalesce(models.Subquery(mine), unless_opened)
        return self.annotate(new_count=_number(self._said().by_others(user).readable_since(since)))

    def joined_by(self, user: AbstractBaseUser) -> ThreadQuerySet:
        """Those that this person began or has said something in."""
        said = self.model._meta.get_field("comments").related_model.objects
        mine = models.Exists(said.filter(thread=models.OuterRef("pk"), author=user.pk))
        return self.filter(models.Q(created_by=user.pk) | mine)

    def saying(self, words: str) -> ThreadQuerySet:
        """Those with each of these words in the title, or in what may be read there."""
        found = self
        for word in words.split()[:MOST_WORDS]:
            said = models.Exists(self._said().filter(body__icontains=word))
            found = found.filter(models.Q(title__icontains=word) | said)
        return found

    def for_list(self) -> ThreadQuerySet:
        """Without those that became part of another."""
        shown = self.titled().filter(merged_into=None).with_counts()
        return shown.select_related("created_by", "page").order_by("-last_activity", "-pk")

    def _said(self) -> CommentQuerySet:
        """What may be read in each."""
        said = self.model._meta.get_field("comments").related_model.objects
        return said.published().filter(thread=models.OuterRef("pk"))


def _number(rows: models.QuerySet) -> Coalesce:
    """How many rows there are for each of an outer query."""
    counted = rows.order_by().values("thread").annotate(number=models.Count("pk")).values("number")
    return Coalesce(models.Subquery(counted), 0)


def _page_seen(key: str, user: AbstractBaseUser | AnonymousUser) -> models.Exists:
    """Whether the live page that a key leads to is one of those that this person may see."""
    pages = Page.objects.filter(pk=models.OuterRef(key))
    return models.Exists(visible_pages(pages, user))


class CommentQuerySet(models.QuerySet):
    def published(self) -> CommentQuerySet:
        return self.filter(state=self.model.State.PUBLISHED)

    def held(self) -> CommentQuerySet:
        return self.filter(state=self.model.State.HELD)

    def waiting(self) -> CommentQuerySet:
        """For a moderator: held, or reported and still there."""
        state, reports = self.model.State, self.model._meta.get_field("reports").related_model.objects
        reported = models.Exists(reports.open().filter(comment=models.OuterRef("pk")))
        return self.filter(models.Q(state=state.HELD) | models.Q(reported, state=state.PUBLISHED))

    def decided_against(self, user: AbstractBaseUser) -> CommentQuerySet:
        """Of this person's: what somebody else refused or took down, the latest first."""
        state = self.model.State
        against = self.filter(author=user, state__in=[state.REFUSED, state.REMOVED], decided_by__isnull=False)
        return against.exclude(decided_by=user.pk).order_by("-decided_at", "-pk")

    def refused(self) -> CommentQuerySet:
        return self.filter(state=self.model.State.REFUSED)

    def shown_to(self, user: AbstractBaseUser | AnonymousUser) -> CommentQuerySet:
        """What stands in a thread: published, removed (as a tombstone), and what is held of one's own.

        What may hold a patient identifier is shown to nobody but moderators, in their queue.
        """
        state = self.model.State
        shown = models.Q(state__in=[state.PUBLISHED, state.REMOVED])
        if user.is_authenticated:
            shown |= models.Q(state=state.HELD, author=user, suspected="")
        return self.filter(shown)

    def in_threads_visible_to(self, user: AbstractBaseUser | AnonymousUser) -> CommentQuerySet:
        threads = self.model._meta.get_field("thread").related_model.objects
        return self.filter(thread__in=threads.visible_to(user))

    def replies_to(self, user: AbstractBaseUser) -> CommentQuerySet:
        """What others answered to something of this person's, the latest first."""
        mine = models.Q(parent__author=user) | models.Q(thread__created_by=user)
        return self.published().filter(mine).exclude(author=user).order_by("-created_at", "-pk")

    def with_what_is_shown(self, user: AbstractBaseUser | AnonymousUser) -> CommentQuerySet:
        """Each with its people, the names it calls, its files and how useful it was: one query for all of it."""
        field = self.model._meta.get_field
        useful = field("useful").related_model.objects.filter(comment=models.OuterRef("pk")).order_by()
        found = useful.values("comment").annotate(number=models.Count("pk")).values("number")
        return self.with_people().annotate(
            names_called=gathered(field("mentions").related_model.objects, "name", by="comment"),
            files_kept=gathered(field("attachments").related_model.objects, "pk", "name", "size", by="comment"),
            useful_count=Coalesce(models.Subquery(found), 0),
            found_useful=models.Exists(useful.filter(person=user.pk)),
            sees_basis=_page_seen("mark__page", user),
            sees_tool=_page_seen("promotion__page", user),
        )

    def with_people(self) -> CommentQuerySet:
        """With all that stands beside them: who wrote them, what they answer, and what they are worth."""
        return self.select_related("author", "parent__author", "mark__by", *BESIDE)

    def answers_in(self, thread: models.Model) -> CommentQuerySet:
        """What others than whoever asked have said there."""
        said = self.published().filter(thread=thread)
        if thread.created_by_id:  # type: ignore[attr-defined]
            return said.exclude(author=thread.created_by_id)  # type: ignore[attr-defined]
        opening = self.filter(thread=thread).order_by("pk").values("pk")[:1]
        return said.exclude(pk__in=models.Subquery(opening))

    def counts_of_pages(self, pages: Iterable[int]) -> dict[int, int]:
        """How many comments may be read under each of these pages, in one query."""
        kind = self.model._meta.get_field("thread").related_model.Kind.COMMENTS
        rows = self.published().filter(thread__page_id__in=list(pages), thread__kind=kind)
        return dict(rows.values_list("thread__page_id").annotate(models.Count("pk")).order_by())

    def by_the_same_person(self, comment: models.Model) -> CommentQuerySet:
        """Of an account, or of a guest's address."""
        if comment.author_id:  # type: ignore[attr-defined]
            return self.filter(author=comment.author_id)  # type: ignore[attr-defined]
        return self.filter(author=None, guest_email__iexact=comment.guest_email)  # type: ignore[attr-defined]

    def by_others(self, user: AbstractBaseUser) -> CommentQuerySet:
        return self.exclude(author=user.pk)

    def readable_since(self, moment: Any) -> CommentQuerySet:
        """Those that others can read since then: a held one since a moderator let it through."""
        return self.with_time().filter(readable_at__gt=moment)

    def with_time(self) -> CommentQuerySet:
        """Each with `readable_at`."""
        return self.annotate(readable_at=Coalesce("decided_at", "created_at"))

    def since(self, moment: datetime) -> CommentQuerySet:
        return self.filter(created_at__gte=moment)


class CaseQuerySet(models.QuerySet):
    def asked(self) -> CaseQuerySet:
        """Those that members read: something of them is published."""
        said = self.model._meta.get_field("thread").related_model._meta.get_field("comments").related_model.objects
        return self.filter(models.Exists(said.published().filter(thread=models.OuterRef("thread"))))

    def like(self, case: models.Model) -> CaseQuerySet:
        """Those that say the same; what does not matter in this one may be anything in them."""
        bands = {name: getattr(case, name) for name in ("rule_group", "age_band", "setting")}
        return self.filter(**{name: value for name, value in bands.items() if value})


class ReportQuerySet(models.QuerySet):
    def open(self) -> ReportQuerySet:
        """Those that no moderator has answered."""
        return self.filter(outcome="")

    def by_the_same_reader(self, report: models.Model) -> ReportQuerySet:
        if report.reporter_id:  # type: ignore[attr-defined]
            return self.filter(reporter=report.reporter_id)  # type: ignore[attr-defined]
        return self.filter(reporter=None, guest_email__iexact=report.guest_email)  # type: ignore[attr-defined]

    def count_readers(self) -> int:
        """How many different readers reported: an account counts once, and so does a place that guests write from."""
        return len(
            {(reporter, "" if reporter else source) for reporter, source in self.values_list("reporter", "source")}
        )


class BlockQuerySet(models.QuerySet):
    def in_force(self) -> BlockQuerySet:
        return self.filter(lifted_at=None).filter(models.Q(until=None) | models.Q(until__gt=timezone.now()))

    def on(self, person: AbstractBaseUser | AnonymousUser, page: Page) -> BlockQuerySet:
        """Those that keep this person from writing on a page: everywhere, or in a network it stands in."""
        around = [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
        here = models.Q(page=None) | models.Q(page__path__in=around)
        return self.in_force().filter(here, person=person.pk).select_related("page")

    def everywhere(self, person: AbstractBaseUser) -> BlockQuerySet:
        """Those that keep this person from writing to anybody."""
        return self.in_force().filter(page=None, person=person.pk)

    def in_places(self, places: Iterable[Page], *, anywhere: bool) -> BlockQuerySet:
        """Those of networks with these homes; and, if asked, those that hold anywhere."""
        here = models.Q(page__in=[place.pk for place in places])
        return self.filter(here | models.Q(page=None) if anywhere else here)


class IdeaQuerySet(models.QuerySet):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> IdeaQuerySet:
        """Whoever may see where it came from; what waits for a moderator is its writer's alone."""
        return self.filter(thread__in=self._threads().visible_to(user))

    def heard(self) -> IdeaQuerySet:
        """Those that others than their writer can read: what waits for a moderator waits in their queue."""
        return self.filter(thread__in=self._threads().begun_for_all(), thread__merged_into=None)

    def open(self) -> IdeaQuerySet:
        """Those that want a decision, the one that is due first before the others."""
        waiting = self.heard().exclude(state__in=self.model.DECIDED).filter(thread__closed_at=None)
        return waiting.order_by("due", "pk")

    def decided(self) -> IdeaQuerySet:
        """What became of ideas, the latest first."""
        return self.heard().filter(state__in=self.model.DECIDED).order_by("-changed_at", "-pk")

    def late(self, today: date) -> IdeaQuerySet:
        """Open ones whose day has passed and of which nobody was reminded since it was named."""
        return self.open().filter(due__lt=today, reminded_at=None)

    def for_list(self) -> IdeaQuerySet:
        return self.select_related("thread__page", "thread__created_by", "owner")

    def _threads(self) -> ThreadQuerySet:
        return self.model._meta.get_field("thread").related_model.objects
