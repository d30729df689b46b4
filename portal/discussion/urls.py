"""Addresses of talking. Each verb shows its form on GET and acts on POST."""

from __future__ import annotations

from django.urls import path

from .views import looking_after, talking

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
    path("moderation/<int:pk>/approve/", looking_after.approve, name="approve"),
    path("moderation/<int:pk>/refuse/", looking_after.refuse, name="refuse"),
    path("replies/<str:token>/stop/", looking_after.stop_replies, name="stop_replies"),
]
