"""Mail to test with."""

from __future__ import annotations

import factory
from django.utils import timezone

from portal.notifications.messages import new_message_id
from portal.notifications.models import Mail


class MailFactory(factory.django.DjangoModelFactory):
    """A mail nobody has come for yet."""

    class Meta:
        model = Mail

    key = factory.Sequence(lambda n: f"test:{n}")
    kind = "events/confirmed"
    to = factory.Sequence(lambda n: f"person{n}@trust-a.example")
    subject = "You have a place"
    text = "See you there.\n"
    message_id = factory.LazyFunction(new_message_id)
    due_at = factory.LazyFunction(timezone.now)
