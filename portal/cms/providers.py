"""What the page kit answers for Wagtail's own tables."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from wagtail.admin.models import EditingSession, FormState
from wagtail.models import APIToken, Comment, CommentReply, Page, PageSubscription, TaskState, UploadedFile
from wagtail.users.models import UserProfile

from portal.privacy.holdings import Exempt, Holding, erase, stay
from portal.privacy.retention import Rule

from .models import SafetyCorrection


def personal_data() -> list[Holding | Exempt]:
    return [
        Holding(
            name="Pages you made",
            table=Page,
            person=["owner"],
            others=["locked_by"],
            show=lambda page: {"page": page.title, "address": page.url_path, "made": page.first_published_at},
            becomes="Stay. The history of a page shows “Former member” for what you did.",
        ),
        Holding(
            name="Safety corrections you published in a pause",
            table=SafetyCorrection,
            person=["by"],
            show=lambda row: {"page": row.page.title, "reason": row.reason, "at": row.at},
            becomes="Stay, without your name.",
            related=["page"],
        ),
        Holding(
            name="Notes you wrote on drafts",
            table=Comment,
            person=["user"],
            others=["resolved_by"],
            show=lambda note: {"page": note.page.title, "text": note.text, "written": note.created_at},
            becomes="Stay, under the name “Former member”.",
            related=["page"],
        ),
        Holding(
            name="Replies you wrote to notes on drafts",
            table=CommentReply,
            person=["user"],
            show=lambda note: {"page": note.comment.page.title, "text": note.text, "written": note.created_at},
            becomes="Stay, under the name “Former member”.",
            related=["comment__page"],
        ),
        Holding(
            name="Reviews you decided",
            table=TaskState,
            person=["finished_by"],
            show=review,
            becomes="Stay, under the name “Former member”.",
        ),
        Holding(
            name="Your settings of the editor",
            table=UserProfile,
            person=["user"],
            show=editor_settings,
            becomes="Deleted.",
            close=erase_with_files,
            merge=stay,
            files=lambda profile: [profile.avatar] if profile.avatar else [],
        ),
        Holding(
            name="Pages whose changes you follow in the editor",
            table=PageSubscription,
            person=["user"],
            show=lambda row: {"page": row.page.title, "told of notes": row.comment_notifications},
            becomes="Deleted.",
            close=erase,
            related=["page"],
        ),
        *(
            Holding(
                name=name, table=table, person=[key], show=lambda row: {}, becomes="Deleted.", close=erase, merge=stay
            )
            for name, table, key in [
                ("Pages you have open in the editor", EditingSession, "user"),
                ("Forms the editor keeps for you", FormState, "user"),
                ("Keys that programs use in your name", APIToken, "user"),
                ("Files on their way into the editor", UploadedFile, "uploaded_by_user"),
            ]
        ),
        *(Exempt(table=table, fields=fields, because=because) for table, fields, because in KEPT_BY_NUMBER),
        *(
            Exempt(table=table, fields=["uploaded_by_user"], because="unused: the portal has models of its own")
            for table in ("wagtaildocs.Document", "wagtailimages.Image")
        ),
    ]


def retention() -> list[Rule]:
    return [
        Rule(
            key="cms/safety-corrections",
            record="Who published a safety correction in a pause",
            table=SafetyCorrection,
            keep_for=timedelta(days=730),
            counted_from="the day of the correction",
            date="at",
            happens="The name is taken out. What was corrected, when and why stays.",
            why="Whoever answers for publishing in a pause may be asked about it for two years.",
            rows=lambda before: SafetyCorrection.objects.exclude(by=None).filter(at__lt=before),
            away=lambda rows: rows.update(by=None),
        )
    ]


HISTORY = "the history of a page or setting names an account by its number; the account then has no name"
KEPT_BY_NUMBER = [
    ("wagtailcore.Revision", ["user"], HISTORY),
    ("wagtailcore.PageLogEntry", ["user"], HISTORY),
    ("wagtailcore.ModelLogEntry", ["user"], HISTORY),
    ("wagtailcore.WorkflowState", ["requested_by"], HISTORY),
]


def review(row: TaskState) -> dict[str, Any]:
    return {"state": row.get_status_display(), "comment": row.comment, "decided": row.finished_at}


def editor_settings(profile: UserProfile) -> dict[str, Any]:
    return {
        "language": profile.preferred_language,
        "time zone": profile.current_time_zone,
        "theme": profile.theme,
        "density": profile.density,
        "told of submissions": profile.submitted_notifications,
        "told of approvals": profile.approved_notifications,
        "told of rejections": profile.rejected_notifications,
    }


def erase_with_files(holding: Holding, person: Any) -> int:
    for profile in holding.about(person):
        profile.avatar.delete(save=False)
    return erase(holding, person)
