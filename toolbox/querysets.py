"""Reads of the toolbox, as words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from wagtail.models import PageManager

from portal.cms.audience import SIGNED_IN, tokens_of
from portal.cms.querysets import BasePageQuerySet
from portal.organisations.models import Organisation


class EntryQuerySet(BasePageQuerySet):
    def for_audience_of(self, user: AbstractBaseUser | AnonymousUser) -> EntryQuerySet:
        """Live or not, for this person: a tool in the archive is no secret from those who could read it."""
        audience = self.model._meta.get_field("audience_rows").related_model.objects
        return self.filter(models.Exists(audience.filter(page=models.OuterRef("pk"), token__in=tokens_of(user))))

    def newest(self) -> EntryQuerySet:
        return self.order_by("-last_published_at", "-pk")

    def for_cards(self) -> EntryQuerySet:
        """With what a card shows, so that thirty cards cost as much as one."""
        return self.select_related("region").prefetch_related("themes")

    def inside(self, network_page: models.Model) -> EntryQuerySet:
        """Of this network and its sub-groups."""
        return self.descendant_of(network_page)

    def in_facet(self, facet: str, values: Iterable[str]) -> EntryQuerySet:
        """Carrying any of these values of a facet."""
        rows = self._facet_rows().filter(entry=models.OuterRef("pk"), facet=facet, value__in=list(values))
        return self.filter(models.Exists(rows))

    def in_facets(self, chosen: Mapping[str, Iterable[str]]) -> EntryQuerySet:
        """Any value within a facet, every facet that has a value."""
        found = self
        for facet, values in chosen.items():
            if values:
                found = found.in_facet(facet, values)
        return found

    def in_order(self, sort: str, *, best_first: Sequence[int] = ()) -> EntryQuerySet:
        """Best match first (given the keys in that order), newest first, by title, or most downloaded first."""
        if sort == "relevance":
            places = [models.When(pk=pk, then=place) for place, pk in enumerate(best_first)]
            return self.order_by(models.Case(*places, default=len(places)), "pk") if places else self.newest()
        if sort == "title":
            return self.order_by("title", "pk")
        if sort == "downloads":
            downloads = models.functions.Coalesce(models.Sum("files__document__downloads"), 0)
            return self.annotate(downloads=downloads).order_by("-downloads", "title", "pk")
        return self.newest()

    def updated_since(self, moment: datetime) -> EntryQuerySet:
        return self.filter(last_published_at__gte=moment)

    def overdue(self, today: date) -> EntryQuerySet:
        """Those whose review is late."""
        return self.filter(review_by__lt=today)

    def counted(self, facets: Iterable[str]) -> models.QuerySet:
        """Rows (facet, value, entries): how many of these entries carry each value of these facets."""
        return (
            self._facet_rows()
            .filter(facet__in=list(facets), entry__in=self.order_by().values("pk"))
            .values_list("facet", "value")
            .annotate(entries=models.Count("pk"))
            .order_by()
        )

    def related_to(self, entry: models.Model) -> EntryQuerySet:
        """Others on the same themes, those that share most first."""
        themes = self._facet_rows().filter(entry=entry, facet="theme").values("value")
        shared = models.Count(
            "facet_rows", filter=models.Q(facet_rows__facet="theme", facet_rows__value__in=themes), distinct=True
        )
        return (
            self.exclude(pk=entry.pk)
            .annotate(shared=shared)
            .filter(shared__gt=0)
            .order_by("-shared", "-last_published_at")
        )

    def used_like(self, *, trust: Organisation) -> EntryQuerySet:
        """Those in use at other trusts of its type or region, what most of them use first (`trusts_like` each)."""
        like = models.Q(adoptions__status__in=["piloting", "using"]) & ~models.Q(adoptions__organisation=trust.pk)
        alike = models.Q(adoptions__organisation__region=trust.region_id)
        if trust.trust_type:
            alike |= models.Q(adoptions__organisation__trust_type=trust.trust_type)
        counted = models.Count("adoptions", filter=like & alike, distinct=True)
        ours = self.model.objects.filter(adoptions__organisation=trust.pk).order_by().values("pk")
        return (
            self.exclude(pk__in=ours)
            .annotate(trusts_like=counted)
            .filter(trusts_like__gt=0)
            .order_by("-trusts_like", "title")
        )

    def _facet_rows(self) -> models.QuerySet:
        return self.model._meta.get_field("facet_rows").related_model.objects


EntryManager = PageManager.from_queryset(EntryQuerySet)


class DraftQuerySet(models.QuerySet):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> DraftQuerySet:
        """Drafts for comment that this person is asked to read, open or closed."""
        held = tokens_of(user)
        networks = [int(token.partition(":")[2]) for token in held if token.startswith("members:")]
        mine = models.Exists(
            self.model.networks.through.objects.filter(draftforcomment=models.OuterRef("pk"), network__in=networks)
        )
        return self.filter(models.Q(for_members=True) | mine if SIGNED_IN in held else mine)

    def open_now(self) -> DraftQuerySet:
        return self.filter(closed_at=None, closes_on__gte=timezone.localdate())

    def closing_by(self, day: date) -> DraftQuerySet:
        return self.open_now().filter(closes_on__lte=day)

    def with_counts(self) -> DraftQuerySet:
        """Each with how many remarks it has, and how many of them wait for an answer."""
        said, waits = "paragraphs__remarks", models.Q(paragraphs__remarks__answer="")
        return self.annotate(
            remarks=models.Count(said, filter=models.Q(paragraphs__remarks__isnull=False)),
            unanswered=models.Count(said, filter=waits),
        )


class RemarkQuerySet(models.QuerySet):
    def shown_to(self, user: AbstractBaseUser | AnonymousUser, *, edits: bool) -> RemarkQuerySet:
        """Readers see what does not wait for an editor; whoever wrote it sees their own."""
        return self if edits else self.filter(models.Q(held=False) | models.Q(writer=user.pk))


class ShelfQuerySet(models.QuerySet):
    def of(self, user: AbstractBaseUser) -> ShelfQuerySet:
        return self.filter(owner=user.pk)

    def readable_by(self, user: AbstractBaseUser | AnonymousUser) -> ShelfQuerySet:
        """Whoever has the address may open these."""
        by_link = models.Q(reach="link") if SIGNED_IN in tokens_of(user) else models.Q(pk__in=[])
        return self.filter(self._shown(user) | by_link)

    def listed_for(self, user: AbstractBaseUser | AnonymousUser) -> ShelfQuerySet:
        """Collections of others that this person comes across: of their networks, and those for everybody."""
        return self.filter(self._shown(user)).exclude(owner=user.pk).filter(is_bookmarks=False)

    def _shown(self, user: AbstractBaseUser | AnonymousUser) -> models.Q:
        held = tokens_of(user)
        networks = [int(token.partition(":")[2]) for token in held if token.startswith("members:")]
        shown = models.Q(reach="public") | models.Q(reach="network", network__in=networks)
        return shown | models.Q(owner=user.pk) if SIGNED_IN in held else shown

    def with_counts(self, user: AbstractBaseUser | AnonymousUser) -> ShelfQuerySet:
        """Each with how many tools on it this person may see: no other number is shown to anybody."""
        items = self.model._meta.get_field("items").related_model.objects
        entries = items.model._meta.get_field("entry").related_model.objects.visible_to(user)
        stands = items.filter(shelf=models.OuterRef("pk"), removed_at=None, entry__in=entries.values("pk"))
        number = stands.order_by().values("shelf").annotate(number=models.Count("pk")).values("number")
        return self.annotate(tools=models.functions.Coalesce(models.Subquery(number), 0))


class AdoptionQuerySet(models.QuerySet):
    def in_use(self) -> AdoptionQuerySet:
        """Tried out or used today."""
        return self.filter(status__in=["piloting", "using"])

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> AdoptionQuerySet:
        """Of tools that this person may see."""
        entries = self.model._meta.get_field("entry").related_model.objects.visible_to(user)
        return self.filter(entry__in=entries.order_by().values("pk"))

    def counted(self) -> dict[str, int]:
        """How many trusts stand where."""
        rows = self.order_by().values_list("status").annotate(trusts=models.Count("pk"))
        return dict(rows)


class ProblemQuerySet(models.QuerySet):
    def waiting(self) -> ProblemQuerySet:
        return self.filter(answered_at=None)

    def for_owner(self, user: AbstractBaseUser) -> ProblemQuerySet:
        """Those of the tools that this person answers for; of all of them for the programme's staff."""
        return self if getattr(user, "is_staff", False) else self.filter(entry__owned_by=user.pk)


class SubmissionQuerySet(models.QuerySet):
    def of(self, user: AbstractBaseUser) -> SubmissionQuerySet:
        return self.filter(offered_by=user)

    def to_review(self) -> SubmissionQuerySet:
        """Those that wait for the staff, the longest due first."""
        return self.filter(state__in=["waiting", "reviewing"]).order_by("due", "pk")

    def for_lists(self) -> SubmissionQuerySet:
        return self.select_related("entry", "offered_by", "reviewer")

    def to_remind(self, today: date, *, again_before: date) -> SubmissionQuerySet:
        """Due or late, and nobody was reminded lately."""
        unheard = models.Q(reminded_on=None) | models.Q(reminded_on__lte=again_before)
        return self.to_review().filter(unheard, due__lte=today)


class ReadingQuerySet(models.QuerySet):
    def going_on(self) -> ReadingQuerySet:
        return self.filter(closed_at=None, entry__live=True)

    def asked_of(self, user: AbstractBaseUser | AnonymousUser) -> ReadingQuerySet:
        """Requests to this person: of their networks, their role or their trust, for tools that they may see."""
        held = tokens_of(user)
        if SIGNED_IN not in held:
            return self.none()
        networks = [int(token.partition(":")[2]) for token in held if token.startswith("members:")]
        mine = models.Q(network__in=networks)
        if role := getattr(user, "role", ""):
            mine |= models.Q(role=role)
        if trust := getattr(user, "trust_id", None):
            mine |= models.Q(trust=trust)
        entries = self.model._meta.get_field("entry").related_model.objects.visible_to(user)
        return self.going_on().filter(mine, entry__in=entries.values("pk"))


class CitationQuerySet(models.QuerySet):
    def with_editions(self) -> CitationQuerySet:
        return self.select_related("edition__entry", "edition__version", "page", "comment__thread")

    def to_check(self) -> CitationQuerySet:
        """Whose edition was followed by another, or whose paragraph changed, and nobody has looked."""
        return self.exclude(check_since=None)


class OwnCopyQuerySet(models.QuerySet):
    def for_lists(self, user: AbstractBaseUser | AnonymousUser) -> OwnCopyQuerySet:
        """Of tools that this person may see; each with its parent then (`was`), and now (`file_now`)."""
        entries = self.model._meta.get_field("entry").related_model.objects.visible_to(user)
        versions = (
            self.model._meta.get_field("document").related_model._meta.get_field("versions").related_model.objects
        )
        files = self.model._meta.get_field("entry").related_model._meta.get_field("files").related_model.objects
        then = versions.filter(document=models.OuterRef("document"), file_hash=models.OuterRef("file_hash"))
        now = files.filter(document=models.OuterRef("document"), entry=models.OuterRef("entry"))
        return (
            self.filter(entry__in=entries.order_by().values("pk"))
            .select_related("organisation", "document", "entry")
            .annotate(was=models.Subquery(then.values("pk")[:1]), file_now=models.Subquery(now.values("pk")[:1]))
        )
