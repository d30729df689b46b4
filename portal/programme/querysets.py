"""Reads of the programme's figures, as words."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import functions

from portal.organisations.querysets import LockedQuerySet

from .periods import Period


class DefinitionQuerySet(LockedQuerySet):
    def newest_versions(self) -> Self:
        """Each measure once, by its last version."""
        later = self.model.objects.filter(key=models.OuterRef("key"), version__gt=models.OuterRef("version"))
        return self.filter(~models.Exists(later))

    def in_force_in(self, period: Period) -> Self:
        ends = models.Q(effective_to=None) | models.Q(effective_to__gte=period.last)
        return self.filter(ends, effective_from__lte=period.first)


class ObservationQuerySet(LockedQuerySet):
    def current(self) -> Self:
        """What stands now; what was restated is left out."""
        return self.filter(current=True)

    def of_trusts(self) -> Self:
        return self.filter(organisation__isnull=False)

    def national(self) -> Self:
        return self.filter(organisation=None)

    def covering(self, period: Period) -> Self:
        return self.filter(first_day=period.first, last_day=period.last)

    def named_to(self, user: AbstractBaseUser | AnonymousUser, *, trusts: list[int]) -> Self:
        """Those that this person sees beside a trust's name: all for the programme, else those of the own trusts."""
        if getattr(user, "is_staff", False) and user.is_active:
            return self
        return self.filter(organisation__in=trusts)

    def for_tables(self) -> Self:
        return self.select_related("definition", "organisation", "submitted_by", "replaces")


class CohortQuerySet(LockedQuerySet):
    def with_totals(self) -> Self:
        """Frozen ones with how many trusts they hold and what these add to, in the unit of their measure."""
        return self.annotate(
            trust_count=models.Count("trusts"), total=functions.Coalesce(models.Sum("trusts__amount"), 0)
        )


class QuestionnaireQuerySet(models.QuerySet):
    def in_use(self, day: date) -> models.Model | None:
        """The version for a new assessment on that day."""
        return self.filter(in_use_from__lte=day).first()


class AssessmentQuerySet(LockedQuerySet):
    def open(self) -> Self:
        return self.filter(finished_at=None)

    def finished(self) -> Self:
        """The latest first."""
        return self.exclude(finished_at=None)


class SuggestionQuerySet(LockedQuerySet):
    def offered(self) -> Self:
        return self.filter(state=self.model.State.OFFERED)

    def for_list(self) -> Self:
        return self.select_related("theme", "entry", "peer", "specialist", "meeting__meeting")


class PackageQuerySet(LockedQuerySet):
    def for_trust(self, organisation: models.Model) -> Self:
        """Those of a trust, the latest first: it may have been in more than one cohort."""
        return self.filter(place__organisation=organisation).order_by("-opened_at", "-pk")

    def managed_by(self, person: AbstractBaseUser) -> Self:
        return self.filter(manager=person.pk).select_related("place__organisation")

    def running(self) -> Self:
        return self.filter(closed_at=None)

    def for_list(self, today: date) -> Self:
        """With how much is late, what comes next and whether a challenge waits: constant in rows."""
        items = self.model._meta.get_field("items").related_model
        to_do = items.objects.filter(package=models.OuterRef("pk")).to_do().order_by()
        late = to_do.late(today).values("package").annotate(number=models.Count("pk")).values("number")
        coming = to_do.exclude(kind="risk").filter(due__gte=today).order_by("due", "pk")
        doubts = self.model._meta.get_field("challenges").related_model
        return self.select_related("place__organisation__region", "manager").annotate(
            late=functions.Coalesce(models.Subquery(late, output_field=models.IntegerField()), 0),
            next_due=models.Subquery(coming.values("due")[:1]),
            next_title=models.Subquery(coming.values("title")[:1]),
            doubted=models.Exists(doubts.objects.filter(package=models.OuterRef("pk"), replied_at=None)),
        )


class ItemQuerySet(LockedQuerySet):
    def to_do(self) -> Self:
        return self.filter(done_at=None)

    def late(self, today: date) -> Self:
        return self.to_do().filter(due__lt=today)

    def to_take(self) -> Self:
        """Work for a theme that nobody has taken."""
        return self.to_do().filter(owner=None, theme__isnull=False, package__closed_at=None)


class BenefitQuerySet(LockedQuerySet):
    def counted(self) -> Self:
        """Those that count: at a stage, and not the same pound as another row that counts."""
        gone = [self.model.Settled.REFUSED, self.model.Settled.WITHDRAWN]
        first = models.Q(overlaps=None) | models.Q(overlaps__stage__in=gone)
        return self.filter(first).exclude(stage__in=gone)

    def beside(self, *, organisation: models.Model, ledger: str, theme: models.Model, period: Period) -> Self:
        """Rows that may be the same money: of the trust, ledger and theme, in days that overlap."""
        alike = self.filter(organisation=organisation, ledger=ledger, theme=theme, overlaps=None)
        gone = [self.model.Settled.REFUSED, self.model.Settled.WITHDRAWN]
        return alike.filter(first_day__lte=period.last, last_day__gte=period.first).exclude(stage__in=gone)

    def for_list(self) -> Self:
        return self.select_related("organisation", "theme", "claimed_by", "overlaps")
