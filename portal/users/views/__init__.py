"""A person's own pages, and the pages about people."""

from __future__ import annotations

from . import messages
from .addresses import address_works
from .closing import close_my_account, closed, keep_by_link, keep_my_account
from .directory import directory, person, photo, preview, vouch_for
from .joining import approval, terms
from .my_data import my_data, request_my_data
from .profile import photo as my_photo
from .profile import photo_remove, profile
from .security import codes, end_session, second_factor, security
from .trusts import trust_add, trust_leave, trust_speak, trusts

__all__ = [
    "address_works",
    "approval",
    "close_my_account",
    "closed",
    "codes",
    "directory",
    "end_session",
    "keep_by_link",
    "keep_my_account",
    "messages",
    "my_data",
    "my_photo",
    "person",
    "photo",
    "photo_remove",
    "preview",
    "profile",
    "request_my_data",
    "second_factor",
    "security",
    "terms",
    "trust_add",
    "trust_leave",
    "trust_speak",
    "trusts",
    "vouch_for",
]
