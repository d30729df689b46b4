"""What the London convenor did this week: wrote to the members, put a comment right, and replaced a file."""

from __future__ import annotations

from django.core.files.base import ContentFile

from networks.actions import send_broadcast, write_broadcast
from networks.models import Broadcast
from portal.discussion import actions
from portal.discussion.models import Comment, Thread
from portal.files.actions import keep_document, keep_version

from .cast import Cast
from .tool_files import letter

SUBJECT = "Keep the afternoon of our next meeting free"
TEXT = (
    "Dear all,\n\nthe agenda of our next meeting is on the page of the network. Finance directors, please bring one "
    "figure: what was invoiced in the last quarter."
)
FIRST_WORDS = "We ask again at discharge. It finds a few whom the desk missed."
BETTER_WORDS = "We ask again before discharge, on the ward. It finds a few whom the desk missed."
AGREED = "What we agreed about the card reader"


def load(cast: Cast) -> None:
    london, convenor = cast.networks["london"], cast.people["convenor"]
    message = write_broadcast(network=london, actor=convenor, subject=SUBJECT, text=TEXT, to="all")
    Broadcast.objects.filter(pk=message.pk).update(created_at=cast.ago(days=2, minutes=10), send_at=cast.ago(days=2))
    send_broadcast(broadcast_id=message.pk, now=cast.ago(days=2))

    thread = Thread.objects.get(page=london.page, title="How do you ask everybody without slowing the desk?")
    said = actions.comment(page=london.page, user=convenor, thread=thread, body=FIRST_WORDS)
    Comment.objects.filter(pk=said.pk).update(created_at=cast.ago(hours=2))
    actions.edit_comment(comment=said, by=convenor, body=BETTER_WORDS)

    paper = keep_document(
        title=AGREED,
        name="card-reader.docx",
        content=letter(AGREED, "One reader stands at the main desk."),
        collection=london.collection,
        version="1",
        by=convenor,
    )
    keep_version(document_id=paper.pk, by=convenor)
    paper.version = "2"
    paper.file.save(
        "card-reader-2.docx", ContentFile(letter(AGREED, "One reader for two trusts, by turns.")), save=False
    )
    paper._set_document_file_metadata()
    paper.save()
