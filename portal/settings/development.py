"""A developer's machine and `make run`: nothing to configure, mail readable at /dev/mail/."""

from __future__ import annotations

import sys

from .base import *  # noqa: F403
from .base import env
from .logs import logging_for

# Technical error pages belong to `manage.py runserver`; `make run` shows what a visitor would see.
DEBUG = env.bool("DEBUG", default="runserver" in sys.argv)
STATIC_ROOT = None  # style sheets are served from where they are written; nothing to collect
WHITENOISE_USE_FINDERS = True
SECRET_KEY = env.str("SECRET_KEY", default="development-only-and-refused-in-production")
ALLOWED_HOSTS = ["*"]
PORTAL_DEV_PAGES = True
LOGGING = logging_for(as_json=False, level=env.str("LOG_LEVEL", default="WARNING"))
