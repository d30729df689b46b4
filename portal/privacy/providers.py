"""What privacy answers for its own rows, and for the log and the files, which stand below it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q

from portal.audit.models import LogEntry
from portal.files.models import FileVersion, PortalDocument, PortalImage

from . import actions, jobs
from .actions.purging import purge_is_due
from .holdings import Exempt, Holding, blank, stay
from .models import Closing, Export, Finding, PurgeRun
from .retention import Rule


def sweep_exports(now: datetime) -> int:
    """Due in every tick: files whose time is up go."""
    return actions.drop_expired_exports(now=now)


def sweep_lists(now: datetime) -> int:
    """Due in every tick: ordered lists that no task came for. The queue may have forgotten them."""
    forgotten = Export.objects.wanted().filter(order__isnull=False, created_at__lt=now - timedelta(minutes=10))
    keys = [str(key) for key in forgotten.values_list("pk", flat=True)[:20]]
    for key in keys:
        jobs.write_list.enqueue(key)
    return len(keys)


def sweep_purges(now: datetime) -> int:
    """Due in every tick: purges whose worker died go on; and where it is configured, one begins by itself each week."""
    if settings.PORTAL_RETENTION_PURGE == "weekly" and purge_is_due(now=now, every=timedelta(days=7)):
        actions.ask_for_purge(actor=None)
    lost = list(PurgeRun.objects.abandoned(now).values_list("pk", flat=True))
    for pk in lost:
        jobs.run_purge.enqueue(pk)
    return len(lost)


def personal_data() -> list[Holding | Exempt]:
    return [
        Holding(
            name="Documents you added",
            table=PortalDocument,
            person=["uploaded_by_user"],
            show=lambda document: {"title": document.title, "file": document.filename, "added": document.created_at},
            becomes="Stay: colleagues use them.",
            files=lambda document: [document.file],
        ),
        Holding(
            name="Documents you replaced by another version",
            table=FileVersion,
            person=["replaced_by"],
            show=lambda row: {"title": row.document.title, "file": row.filename, "replaced": row.replaced_at},
            becomes="Stay, without your name.",
            related=["document"],
        ),
        Holding(
            name="Pictures you added",
            table=PortalImage,
            person=["uploaded_by_user"],
            show=lambda image: {"title": image.title, "file": image.filename, "added": image.created_at},
            becomes="Stay: pages show them.",
            files=lambda image: [image.file],
        ),
        Holding(
            name="Lists and archives made for you",
            table=Export,
            person=["person"],
            show=export,
            becomes="Deleted, with their files.",
            close=lambda holding, person: actions.drop_exports(exports=holding.about(person)),
            merge=stay,
        ),
        Holding(
            name="When you asked to close your account",
            table=Closing,
            person=["person"],
            emails=["last_address"],
            others=["asked_by"],
            show=lambda row: {"asked": row.asked_at, "due": row.due_at, "kept": row.kept_at, "done": row.done_at},
            becomes="Stays for 3 years, without your name: it shows that it was done.",
            merge=stay,
        ),
        Exempt(table="privacy.PurgeRun", fields=["by"], because="who started a purge, by the number of an account"),
        Holding(
            name="When the guard stopped something you typed",
            table=Finding,
            person=["person"],
            show=finding,
            becomes="Stays without your name. It never said what you typed.",
            close=blank(person=None),
        ),
        Holding(
            name="What you did, as the log says",
            table=LogEntry,
            person=["actor"],
            show=entry,
            becomes="Stays until its month is purged: the log cannot be changed. It names your account by a number.",
            merge=stay,
        ),
    ]


def export(row: Export) -> dict[str, Any]:
    return {"file": row.name, "asked for": row.created_at, "ready": row.ready_at, "expires": row.expires_at}


def finding(row: Finding) -> dict[str, Any]:
    return {
        "when": row.at,
        "kind": row.get_kind_display(),
        "where": row.place,
        "what happened": row.get_outcome_display(),
    }


def entry(row: LogEntry) -> dict[str, Any]:
    return {"when": row.at, "did": row.action, "to": f"{row.target_type} {row.target_id}"}


def retention() -> list[Rule]:
    return [
        Rule(
            key="privacy/exports",
            record="Lists and archives made for one person",
            table=Export,
            keep_for=timedelta(days=365),
            counted_from="the day its file expired",
            date="expires_at",
            happens="The row is deleted. Its file went when it expired, after 7 days.",
            why="Shows for a year who took which list; the log says it longer.",
            rows=lambda before: Export.objects.filter(expires_at__lt=before),
            away=lambda exports: actions.drop_exports(exports=exports),
        ),
        Rule(
            key="privacy/closings",
            record="Requests to close an account",
            table=Closing,
            keep_for=timedelta(days=3 * 365),
            counted_from="the day it was done or taken back",
            date="asked_at",
            happens="The row is deleted.",
            why="Shows that a request was met, and when.",
            source="NHS Records Management Code of Practice: subject access requests, 3 years after closure",
            rows=lambda before: Closing.objects.filter(Q(done_at__lt=before) | Q(kept_at__lt=before)),
        ),
        Rule(
            key="privacy/findings",
            record="That the guard found something",
            table=Finding,
            keep_for=timedelta(days=365),
            counted_from="the day it was found",
            date="at",
            happens="The row is deleted.",
            why="Shows for a year where people need better words or a better guard.",
            rows=lambda before: Finding.objects.filter(at__lt=before),
        ),
    ]
