"""Addresses of talking. Each verb shows its form on GET and acts on POST."""

from __future__ import annotations

from django.urls import path

from .views import (
    answering,
    appealing,
    appreciating,
    asking,
    attaching,
    cases,
    drafting,
    editing,
    looking_after,
    marking,
    mentioning,
    merging,
    reporting,
    steering,
    talking,
)

app_name = "discussion"
urlpatterns = [
    path("<int:pk>/", talking.thread, name="thread"),
    path("<int:pk>/comment/", talking.comment_in_thread, name="comment_in_thread"),
    path("comments/<int:pk>/", talking.comment, name="comment"),
    path("comments/<int:pk>/reply/", talking.reply, name="reply"),
    path("comments/<int:pk>/remove/", looking_after.remove, name="remove"),
    path("pages/<int:pk>/comment/", talking.comment_on_page, name="comment_on_page"),
    path("pages/<int:pk>/thanks/", talking.thanks, name="thanks"),
    path("pages/<int:pk>/start/", talking.start, name="start"),
    path("moderation/", looking_after.queue, name="queue"),
    path("moderation/blocks/", appealing.blocks, name="blocks"),
    path("moderation/blocks/<int:pk>/lift/", appealing.lift, name="lift"),
    path("moderation/<slug:kind>/<int:pk>/", looking_after.item, name="item"),
    path("moderation/<slug:kind>/<int:pk>/take/", looking_after.take, name="take"),
    path("moderation/<slug:kind>/<int:pk>/release/", looking_after.release, name="release"),
    path("comments/<int:pk>/report/", reporting.report_comment, name="report_comment"),
    path("comments/<int:pk>/appeal/", appealing.appeal_comment, name="appeal_comment"),
    path("people/<int:pk>/report/", reporting.report_person, name="report_person"),
    path("reported/", reporting.reported, name="reported"),
    path("decisions/", appealing.my_blocks, name="my_blocks"),
    path("decisions/<int:pk>/appeal/", appealing.appeal_block, name="appeal_block"),
    path("appeals/<str:token>/", appealing.appeal_by_link, name="appeal_by_link"),
    path("moderation/<int:pk>/approve/", looking_after.approve, name="approve"),
    path("moderation/<int:pk>/refuse/", looking_after.refuse, name="refuse"),
    path("replies/<str:token>/stop/", looking_after.stop_replies, name="stop_replies"),
    # questions
    path("unanswered/", answering.unanswered, name="unanswered"),
    # verbs
    path("comments/<int:pk>/edit/", editing.edit, name="edit"),
    path("comments/<int:pk>/delete/", editing.delete, name="delete"),
    path("comments/<int:pk>/history/", editing.history, name="history"),
    path("comments/<int:pk>/useful/", appreciating.useful, name="useful"),
    path("comments/<int:pk>/mark/", marking.mark, name="mark"),
    path("comments/<int:pk>/helped/", marking.helped, name="helped"),
    path("<int:pk>/merge/", merging.merge, name="merge"),
    path("<int:pk>/unmerge/", merging.unmerge, name="unmerge"),
    path("similar/", asking.similar, name="similar"),
    path("<int:pk>/people/", mentioning.people_of_thread, name="people_of_thread"),
    path("pages/<int:pk>/people/", mentioning.people_of_page, name="people_of_page"),
    path("<int:pk>/pin/", steering.pin, name="pin"),
    path("<int:pk>/close/", steering.close, name="close"),
    path("<int:pk>/reopen/", steering.reopen, name="reopen"),
    path("<int:pk>/move/", steering.move, name="move"),
    # words
    path("pages/<int:pk>/case/", cases.case, name="case"),
    path("attachments/<int:pk>/", attaching.attachment, name="attachment"),
    path("drafts/", drafting.keep, name="keep_draft"),
    path("drafts/<int:pk>/discard/", drafting.discard, name="discard_draft"),
]
