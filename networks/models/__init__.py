"""Regional networks: the page people see, the group behind it, who belongs to it, and what people propose."""

from __future__ import annotations

from .archive import NetworkArchive
from .broadcast import Broadcast
from .departure import Departure
from .invitation import Invitation
from .membership import Bar, JoinRequest, Membership
from .network import Network
from .pages import NetworkContentMixin, NetworkIndexPage, NetworkPage, nearest_network
from .proposal import Proposal

__all__ = [
    "Bar",
    "Broadcast",
    "Departure",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Network",
    "NetworkArchive",
    "NetworkContentMixin",
    "NetworkIndexPage",
    "NetworkPage",
    "Proposal",
    "nearest_network",
]
