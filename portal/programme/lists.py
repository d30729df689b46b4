"""Lists of figures to take away: the template, the errors of a file, a trust's figures, a cohort."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property, partial
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.utils import timezone

from portal.cms.audience import takes_part
from portal.files.tables import Column, Table
from portal.organisations.models import Organisation

from . import figure_rows, rollup
from .balancing import beside_all, with_pounds
from .comparing import Row, listed
from .ledgers import Ledger, Stage
from .models import Cohort, Definition, FigureImport, Observation, SupportPackage
from .periods import financial_year, month
from .submitting import is_analyst, may_see_named, own_trusts

M = TypeVar("M", bound=models.Model)


def _amount(ledger: Ledger, stage: Stage, row: rollup.Row) -> Decimal:
    line = next(one for one in row.lines if one.ledger == ledger)
    return Decimal(next(one for one in line.stages if one.stage == stage).pence) / 100


def one_of(rows: models.QuerySet[M], key: str) -> M:
    """The row that an address names by its key; 404 where there is none."""
    found = rows.filter(pk=key).first() if key.isascii() and key.isdigit() and len(key) < 10 else None
    if found is None:
        raise Http404("There is no such list.")
    return found


class FigureTemplateTable(Table):
    """An example row for each measure in force, to write over: the columns are those that an import takes."""

    key = "programme/figure-template"
    title = "Template for figures"
    columns = [
        Column(figure_rows.TRUST, lambda row: row["trust"]),
        Column(figure_rows.MEASURE, lambda row: row["measure"].key),
        Column(figure_rows.PERIOD, lambda row: row["period"]),
        Column(figure_rows.AMOUNT, lambda row: ""),
        Column(figure_rows.WHOLE, lambda row: ""),
        Column(figure_rows.AS_AT, lambda row: timezone.localdate().isoformat()),
        Column(figure_rows.STATUS, lambda row: "provisional"),
        Column(figure_rows.REASON, lambda row: ""),
    ]

    def rows(self) -> list[dict[str, Any]]:
        trusts = own_trusts(self.user)
        if not is_analyst(self.user) and not trusts:
            raise PermissionDenied("Figures are handed in by those who keep them for a trust.")
        today = timezone.localdate()
        last_month = month(today.year - (today.month == 1), (today.month - 2) % 12 + 1)
        last_year = financial_year(today.year - (1 if today.month >= 4 else 2))
        found = []
        for measure in Definition.objects.newest_versions().filter(effective_to=None):
            period = last_month if measure.covers == Definition.Covers.MONTH else last_year
            found.append({"trust": trusts[0].code if trusts else "", "measure": measure, "period": str(period)})
        return found


class FigureErrorTable(Table):
    """The broken rows of a file: `?import=7`."""

    key = "programme/figure-errors"
    title = "Errors of a file of figures"
    columns = [
        Column("Line", lambda fault: fault["line"], "number"),
        Column("Column", lambda fault: fault["column"]),
        Column("Value", lambda fault: fault["value"]),
        Column("What is wrong", lambda fault: fault["why"]),
        Column("How to mend it", lambda fault: fault["mend"]),
    ]
    coded = ("import",)

    @cached_property
    def handed_in(self) -> FigureImport:
        found = one_of(FigureImport.objects.all(), self.asked.get("import", ""))
        if not is_analyst(self.user) and found.uploaded_by_id != self.user.pk:
            raise Http404("There is no such list.")
        return found

    def rows(self) -> list[dict]:
        return list(self.handed_in.faults)

    def target(self) -> FigureImport:
        return self.handed_in

    def filters(self) -> list[tuple[str, str]]:
        return []


class TrustFiguresTable(Table):
    """Every figure of one trust with what it restated: `?trust=12`."""

    key = "programme/trust-figures"
    title = "Figures of a trust"
    columns = [
        Column("Measure", "definition.name"),
        Column("Version", "definition.version", "number"),
        Column("Formula", "definition.formula"),
        Column("Period", lambda one: str(one.period)),
        Column("Above the line", lambda one: _in_unit(one, one.amount), "number"),
        Column("Below the line", lambda one: _in_unit(one, one.whole), "number"),
        Column("Per cent", "percent", "number"),
        Column("Status", "get_status_display"),
        Column("Read on", "as_at", "date"),
        Column("Stands", "current"),
        Column("Why restated", "reason"),
        Column("Handed in", "submitted_at", "moment"),
    ]
    coded = ("trust",)

    @cached_property
    def trust(self) -> Organisation:
        trust = one_of(Organisation.objects.all(), self.asked.get("trust", ""))
        if not takes_part(self.user) or not may_see_named(self.user, trust):
            raise Http404("There is no such list.")
        return trust

    def rows(self) -> models.QuerySet:
        figures = Observation.objects.filter(organisation=self.trust).select_related("definition")
        return figures.order_by("definition", "first_day", "pk")

    def target(self) -> Organisation:
        return self.trust

    def name(self) -> str:
        return f"Figures of {self.trust}"

    def filters(self) -> list[tuple[str, str]]:
        return []


class CohortTable(Table):
    """The trusts of a cohort with their figures: `?cohort=3`. For the programme's staff."""

    key = "programme/cohort"
    title = "Trusts of a cohort"
    columns = [
        Column("ODS code", lambda row: row.trust.code),
        Column("Trust", lambda row: row.trust.name),
        Column("Region", lambda row: row.trust.region),
        Column("Figure", lambda row: row.words),
    ]
    coded = ("cohort",)

    @cached_property
    def cohort(self) -> Cohort:
        if not takes_part(self.user) or not getattr(self.user, "is_staff", False):
            raise Http404("There is no such list.")
        return one_of(Cohort.objects.select_related("definition"), self.asked.get("cohort", ""))

    def rows(self) -> list[Row]:
        return listed(self.cohort)

    def target(self) -> Cohort:
        return self.cohort

    def name(self) -> str:
        return f"{self.cohort}: {self.cohort.rule}"

    def filters(self) -> list[tuple[str, str]]:
        return []


class PackagesTable(Table):
    """The running support packages by name. For the programme's staff."""

    key = "programme/packages"
    title = "Support packages"
    columns = [
        Column("ODS code", lambda row: row.organisation.code),
        Column("Trust", lambda row: row.organisation.name),
        Column("Region", lambda row: row.organisation.region),
        Column("Stands", lambda row: row.get_rag_display()),
        Column("Support", lambda row: row.get_tier_display()),
        Column("Project manager", lambda row: row.manager),
        Column("Late items", lambda row: row.late),
        Column("Next", lambda row: row.next_title),
        Column("By", lambda row: row.next_due),
        Column("Agreed target, cash in a year", lambda row: row.target),
        Column("Funding ends", lambda row: row.funding_ends),
    ]

    def rows(self) -> models.QuerySet:
        if not takes_part(self.user) or not getattr(self.user, "is_staff", False):
            raise Http404("There is no such list.")
        return SupportPackage.objects.running().for_list(timezone.localdate())

    def filters(self) -> list[tuple[str, str]]:
        return []


class BenefitsTable(Table):
    """What support brought: `?by=region`. For staff, and only where the balancing measures beside it are complete."""

    key = "programme/benefits"
    title = "What support brought"
    columns = [
        Column("By", lambda row: row.name),
        *(
            Column(f"{ledger.value.capitalize()}, {stage.value}, in pounds", partial(_amount, ledger, stage))
            for ledger in Ledger
            for stage in Stage
        ),
        Column("Validated income of the opportunity", lambda row: row.of_opportunity),
        Column("Validated cash of the agreed target", lambda row: row.of_target),
    ]
    coded = ("by",)

    def rows(self) -> list[rollup.Row]:
        by = self.asked.get("by", "trust")
        for_staff = takes_part(self.user) and getattr(self.user, "is_staff", False)
        if not for_staff or by not in rollup.BY or not beside_all(with_pounds(), timezone.localdate()).is_complete:
            raise Http404("There is no such list.")
        return rollup.roll_up(by)

    def filters(self) -> list[tuple[str, str]]:
        return []


def _in_unit(one: Observation, amount: int | None) -> str:
    return "" if amount is None else one.definition.in_words(amount)
