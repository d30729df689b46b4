"""What is sent and told: mails, what came back, their queue's leases; what happened, and who hears of it how."""

from __future__ import annotations

from .bounces import Bounce
from .mails import Lease, Mail
from .news import Digest, Follow, Happening, Notice, Preference, Rhythm

__all__ = ["Bounce", "Digest", "Follow", "Happening", "Lease", "Mail", "Notice", "Preference", "Rhythm"]
