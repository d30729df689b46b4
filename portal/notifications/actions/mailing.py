"""Tell people: one row a mail, written in the transaction of its cause."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import timezone

from portal.audit.actions import log
from portal.notifications.html import html_from
from portal.notifications.messages import address, clean, first_state, in_thread, inert, new_message_id, part
from portal.notifications.models import Bounce, Mail
from portal.notifications.outbox import put, wake
from portal.notifications.querysets import label_of
from portal.privacy.holdings import change_rows


@dataclass(frozen=True)
class Attachment:
    name: str
    type: str
    content: bytes

    def kept(self) -> dict[str, Any]:
        return part(name=self.name, type=self.type, content=self.content)


@dataclass(frozen=True)
class Recipient:
    """Somebody to tell: an address, a name, and the account if there is one.

    `unsubscribe_url`: where one press (POST) ends this kind of mail; becomes the List-Unsubscribe header.
    `target`, `words` and `attachments`: what is theirs alone, where many get the same mail in one go.
    """

    email: str
    name: str = ""
    user: AbstractBaseUser | None = None
    unsubscribe_url: str = ""
    target: models.Model | None = None
    words: dict[str, Any] = field(default_factory=dict)
    attachments: Sequence[Attachment] = ()

    @classmethod
    def of(cls, person: Any) -> Self:
        """Somebody with an account, by the name it has."""
        return cls(person.email, str(person), person)


def notify(
    *,
    recipients: Iterable[Recipient],
    kind: str,
    target: models.Model,
    context: dict[str, Any] | None = None,
    key: str = "",
    attachments: Iterable[Attachment] = (),
    about: models.Model | None = None,
    thread: str = "",
) -> list[Mail]:
    """Write one mail a recipient from `templates/<app>/email/<name>_subject.txt` and `_message.txt`.

    Its HTML is made of the text; a kind with more to show has a `_message.html`.

    `kind` is "app/name". The same kind, target, address and `key` never makes a second mail: give a `key` where the
    same thing may rightly happen twice (the time of the change, the number of the try). Returns the new rows only.
    The templates get `recipient`, `target`, `site_url`, `site_name` and the context. `about`: the thing whose mails
    somebody will want to see together (`Mail.objects.about(meeting)`).
    `thread`: the label of what mail programs show these mails under, where that is not the same thing.
    """
    parts = [attachment.kept() for attachment in attachments]
    templates = MailTemplates(kind)
    thread = thread or (label_of(about) if about else "")
    together = in_thread(thread) if thread else {}
    mails = []
    for recipient in recipients:
        email = inert(recipient.email)
        state, error = first_state(email)
        theirs = recipient.target or target
        subject, text, html = templates.render(recipient, theirs, context)
        mails.append(
            Mail(
                key=_unique_key(f"{kind}:{label_of(theirs)}:{email.lower()}:{key}"),
                kind=kind,
                to=email[:254],
                person=recipient.user,
                about=label_of(about) if about else "",
                subject=subject,
                text=text,
                html=html,
                headers=_headers_for(recipient, email) | together,
                attachments=[*parts, *(attachment.kept() for attachment in recipient.attachments)],
                message_id=new_message_id(),
                state=state,
                error=error,
                due_at=timezone.now(),
            )
        )
    return put(mails)


def retry_mail(*, actor: AbstractBaseUser, mail: Mail) -> None:
    """Send again what failed, or now what waits for its next try, with all its tries before it."""
    if not mail.can_retry(actor):
        raise PermissionDenied
    send_again(actor=actor, mail=mail)


@transaction.atomic
def send_again(*, actor: AbstractBaseUser, mail: Mail) -> None:
    """As `retry_mail`, for a caller that has asked whether this person may: the organiser of what it is about."""
    mail = Mail.objects.select_for_update().get(pk=mail.pk)
    if not mail.is_stuck:
        raise PermissionDenied("This mail is on its way or was sent.")
    mail.state, mail.attempts, mail.due_at = Mail.State.QUEUED, 0, timezone.now()
    mail.save(update_fields=["state", "attempts", "due_at"])
    # Somebody wants it tried: the address is open until mail comes back again.
    change_rows(Bounce.objects.to(mail.to), blocked_at=None)
    log(actor=actor, action="notifications/retried", target=mail)
    transaction.on_commit(lambda: wake([mail.pk]), robust=True)


def clean_mails(*, mails: models.QuerySet) -> int:
    """Take address and words out of these mails; what waits is not sent. Kind, state and dates stay. Safe to repeat."""
    change_rows(mails.filter(state__in=Mail.OPEN_STATES), state=Mail.State.SUPPRESSED)
    # The key names the address too: it becomes the row's own number.
    nameless = Concat(Value("cleaned:"), Cast(F("pk"), models.CharField()))
    empty = {"to": "", "from_email": "", "subject": "", "text": "", "html": "", "headers": {}, "attachments": []}
    return change_rows(mails.exclude(to=""), key=nameless, error="", **empty)


class MailTemplates:
    """The two or three templates of a kind, found once however many the recipients are."""

    def __init__(self, kind: str) -> None:
        app, _, name = kind.partition("/")
        base = f"{app}/email/{name}"
        self.subject = get_template(f"{base}_subject.txt").template  # type: ignore[attr-defined]
        self.text = get_template(f"{base}_message.txt").template  # type: ignore[attr-defined]
        try:
            self.html = get_template(f"{base}_message.html").template  # type: ignore[attr-defined]
        except TemplateDoesNotExist:
            self.html = None

    def render(
        self, recipient: Recipient, target: models.Model, context: dict[str, Any] | None = None
    ) -> tuple[str, str, str]:
        """Subject, text and HTML as this person gets them; HTML that nobody wrote is made of the text."""
        words = {"site_url": settings.PORTAL_URL, "site_name": settings.PORTAL_NAME, **(context or {})}
        words = {"target": target, **words, **recipient.words, "recipient": recipient}
        # Text is not HTML: "Smith & Sons" stays as it is.
        subject = inert(self.subject.render(Context(words, autoescape=False)))[:250]
        text = clean(self.text.render(Context(words, autoescape=False)))
        if not self.html:
            return subject, text, html_from(subject=subject, text=text)
        return subject, text, self.html.render(Context({**words, "subject": subject})).replace("\x00", "")


def _headers_for(recipient: Recipient, email: str) -> dict[str, str]:
    headers = {"To": address(recipient.name, email), "Auto-Submitted": "auto-generated"}
    if recipient.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{inert(recipient.unsubscribe_url)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _unique_key(cause: str) -> str:
    """As readable as its column allows."""
    return cause if len(cause) <= 200 else f"{cause[:135]}:{hashlib.sha256(cause.encode()).hexdigest()}"
