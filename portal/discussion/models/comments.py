"""Comments: what people say in a thread, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from portal.discussion.querysets import CommentQuerySet
from portal.privacy.guard import in_words
from portal.privacy.identifiers import Kind

from .threads import UNNAMED, Thread
from .waiting import Waiting

LONGEST_COMMENT = 5000


class Comment(Waiting):
    """Something that somebody said: a person with an account, or a guest."""

    class State(models.TextChoices):
        PUBLISHED = "published", "Published"
        HELD = "held", "Waiting for a moderator"
        REFUSED = "refused", "Refused"
        REMOVED = "removed", "Removed"

    class Hold(models.TextChoices):
        """Why a comment waits for a moderator."""

        GUEST = "guest", "Written by a guest"
        NEW_MEMBER = "new-member", "Among the first of a new member"
        OWN_CASE = "own-case", "About their own bill or care"
        IDENTIFIER = "identifier", "May identify a patient"
        LINKS = "links", "Holds many links"
        WATCHED = "watched", "Holds a watched phrase"
        RARE = "rare", "A combination so rare that it may identify somebody"
        PAUSED = "paused", "Publication is paused"
        REPORTED = "reported", "Reported by readers"
        CHANGED = "changed", "Changed by its writer"

    class Standing(models.TextChoices):
        """What an answer is worth."""

        UNMARKED = "", "An answer"
        PEER = "peer", "Helpful answer"
        CHECKED = "checked", "Checked against guidance"
        SUPERSEDED = "superseded", "Superseded"
        ASIDE = "aside", "Not an answer"

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    author_title = models.CharField(max_length=150, blank=True, help_text="The job title as it was then.")
    is_staff_reply = models.BooleanField(default=False)
    guest_name = models.CharField(max_length=80, blank=True)
    guest_email = models.EmailField(blank=True)
    guest_capacity = models.CharField(max_length=80, blank=True)
    wants_replies = models.BooleanField(default=False)
    about_own_case = models.BooleanField(default=False, help_text="Its writer says it is about their own bill or care.")
    body = models.TextField(max_length=LONGEST_COMMENT, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PUBLISHED)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was refused or removed.")
    suspected = models.CharField(
        max_length=250, blank=True, help_text="Kinds of patient identifier it may hold: it waits for that reason."
    )
    held_for = models.CharField(max_length=120, blank=True, help_text="The codes of `Hold`: why it waits or waited.")
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.UNMARKED, blank=True)
    is_unnamed = models.BooleanField(default=False, help_text="Members see role and region, moderators who.")
    unnamed_as = models.CharField(max_length=120, blank=True, help_text="The role and region as they were then.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="decided_comments"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    form_key = models.CharField(max_length=40, blank=True, help_text="The form it was sent with: taken once.")
    rests_on = models.JSONField(
        default=list, blank=True, help_text="What it cites: label, address and whether that must be checked, each."
    )
    source = models.CharField(max_length=64, blank=True, help_text="A keyed hash of where a guest wrote from, a day's.")

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["thread", "created_at"]),
            models.Index(fields=["state", "created_at"]),
            models.Index(fields=["source", "created_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "form_key"], condition=~models.Q(form_key=""), name="a_form_is_taken_once"
            )
        ]

    def __str__(self) -> str:
        return f"Comment {self.pk} in {self.thread_id}"

    def get_absolute_url(self) -> str:
        return reverse("discussion:comment", args=[self.pk])

    @property
    def writer(self) -> str:
        """The name shown beside it; nobody's when the account is closed, or where its writer asked not to be named."""
        return (self.unnamed_as or UNNAMED) if self.is_unnamed else self.named

    @property
    def named(self) -> str:
        """The name, also where members do not see it: only for those who `portal.discussion.naming` says may know."""
        return (str(self.author) if self.author else self.guest_name) or "A former member"

    @property
    def title_then(self) -> str:
        return "" if self.is_unnamed else self.author_title or self.guest_capacity

    @property
    def suspicion(self) -> str:
        """ "an NHS number and a date of birth": what the guard takes it to hold; empty when nothing."""
        return in_words(Kind(kind) for kind in self.suspected.split()) if self.suspected else ""

    @property
    def holds(self) -> list[str]:
        """Why it waits or waited, in words."""
        return [str(self.Hold(code).label) for code in self.held_for.split()]

    @property
    def was_published(self) -> bool:
        """Whether others could read it before it was hidden: because of reports, or of what its writer made of it."""
        return not {self.Hold.REPORTED, self.Hold.CHANGED}.isdisjoint(self.held_for.split())

    @property
    def was_deleted(self) -> bool:
        """Whether its writer took it back."""
        return self.is_removed() and self.author_id is not None and self.decided_by_id == self.author_id

    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    def is_held(self) -> bool:
        return self.state == self.State.HELD

    def is_removed(self) -> bool:
        return self.state == self.State.REMOVED
