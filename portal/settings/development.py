"""A developer's machine and `make run`: nothing to configure, mail readable at /dev/mail/."""

from __future__ import annotations

from .base import *  # noqa: F403
from .base import env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="development-only-and-refused-in-production")
ALLOWED_HOSTS = ["*"]
PORTAL_DEV_PAGES = True
