"""What is sent and told: mails and their queue's leases; what happened, and who hears of it how."""

from __future__ import annotations

from .mails import Lease, Mail
from .news import Digest, Follow, Happening, Notice, Preference, Rhythm

__all__ = ["Digest", "Follow", "Happening", "Lease", "Mail", "Notice", "Preference", "Rhythm"]
