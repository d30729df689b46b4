"""Tests: like production where it matters, quick where it does not.

Reads what `make services` started (variables that are set win) and prefers PostgreSQL where it is found.
"""

from __future__ import annotations

import os
from pathlib import Path

import environ

environ.Env.read_env(Path(__file__).resolve().parents[2] / ".var" / "services" / "env")
if "DATABASE_URL_POSTGRES" in os.environ:
    os.environ.setdefault("DATABASE_URL", os.environ["DATABASE_URL_POSTGRES"])

from .base import *  # noqa: E402, F403
from .base import DATABASES, VAR_DIR  # noqa: E402
from .logs import logging_for  # noqa: E402

DEBUG = False
SECRET_KEY = "test-only"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGGING = logging_for(as_json=False, level="WARNING")
STATIC_ROOT = None  # nothing is collected for tests
MEDIA_ROOT = str(VAR_DIR / "test-media")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}}
DATABASES["default"]["CONN_MAX_AGE"] = 0  # a test's database is thrown away under whoever keeps a connection
ELASTICSEARCH_URL = ""  # a test that wants the engine asks for the fixture `elasticsearch_url`
ACCOUNT_RATE_LIMITS = False
PORTAL_DEV_PAGES = True
PORTAL_PAGE_CACHE = 0  # budgets count what a page costs when nobody asked before
