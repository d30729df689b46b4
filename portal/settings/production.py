"""Production: refuses to start without a secret and hosts of its own, and speaks HTTPS only."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import DATABASES, PORTAL_MAIL_TRANSPORT, PORTAL_URL, STORAGES, env
from .logs import logging_for

DEBUG = False


def _own_secret() -> str:
    secret = env.str("SECRET_KEY", default="")
    if (
        len(secret) < 50
        or len(set(secret)) < 10
        or secret.startswith(("development-only", "django-insecure", "change"))
    ):
        raise ImproperlyConfigured(
            "SECRET_KEY must be a secret of your own, at least 50 characters long. Make one: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(60))'"
        )
    return secret


def _own_hosts() -> list[str]:
    hosts = [host for host in env.list("ALLOWED_HOSTS", default=[]) if host]
    if not hosts or "*" in hosts:
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts of this portal, for example portal.example.")
    return hosts


SECRET_KEY = _own_secret()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # the secret before this one, while it is replaced
ALLOWED_HOSTS = _own_hosts()
if not PORTAL_URL.startswith("https://"):
    raise ImproperlyConfigured("PORTAL_URL must be the address people see, for example https://portal.example.")
CSRF_TRUSTED_ORIGINS = [PORTAL_URL.rstrip("/")]

# HTTPS only. The proxy in front ends TLS and says so in this header, which it must set itself on every request.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # asked from inside, without TLS
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
# Wagtail shows previews in a frame of our own, so DENY (W019) cannot be; other sites may not frame us either way.
SILENCED_SYSTEM_CHECKS = ["security.W019"]

# Style sheets and scripts by content hash, compressed, kept by browsers for ever.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # A lock that hangs must not hang the portal.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c jit=off -c lock_timeout=10000"

if PORTAL_MAIL_TRANSPORT == "keep" and not env.str("PORTAL_MAIL_TRANSPORT", default=""):
    raise ImproperlyConfigured(
        "EMAIL_URL must name the mail server, for example smtp+tls://user:secret@mail.example:587."
    )
LOGGING = logging_for(as_json=True, level=env.str("LOG_LEVEL", default="INFO"))
