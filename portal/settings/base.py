"""What every place shares. Values come from the environment; docs/configuration.md lists them."""

from __future__ import annotations

from pathlib import Path

import environ

from .sign_on import origins_of, providers_in

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# What the running portal writes: database, media, logs. Ignored by version control.
VAR_DIR = Path(env.str("PORTAL_VAR", default=str(BASE_DIR / ".var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# The map of the code, from roof to foundation (see docs/architecture.md).
PORTAL_APPS = [
    "portal.demo",
    "portal.home",
    "portal.programme",
    "events",
    "toolbox",
    "portal.blog",
    "networks",
    "portal.discussion",
    "portal.users",
    "portal.search",
    "portal.notifications",
    "portal.cms",
    "portal.organisations",
    "portal.privacy",
    "portal.audit",
    "portal.files",
]

INSTALLED_APPS = [
    *PORTAL_APPS,
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_htmx",
    "django_tasks",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "portal.home.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.cms.public_cache.PublicPages",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.users.viewing.ViewAs",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.users.middleware.LastSeen",
    "portal.users.middleware.SecondFactor",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.cms.middleware.PrivateResponses",
    "portal.users.agreement.AskForTerms",
    "portal.privacy.middleware.GuardNotes",
    "networks.middleware.AdminWithinReach",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["portal.cms.templatetags.nhs"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.cms.context_processors.site",
            ],
        },
    },
]

# Database: an embedded SQLite file unless DATABASE_URL names PostgreSQL.
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for a writer, writers queue instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }
    INSTALLED_APPS.append("django_tasks_db")
else:
    INSTALLED_APPS.append("procrastinate.contrib.django")
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Compiling a statement takes longer than any of ours runs.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by every process of one machine: files, or Redis where there are several machines. Never the database:
# Wagtail asks the cache on every page.
CACHES = {"default": env.cache_url("CACHE_URL", default=f"filecache://{VAR_DIR / 'cache'}")}
if CACHES["default"]["BACKEND"].endswith("FileBasedCache"):
    CACHES["default"]["BACKEND"] = "portal.cms.file_cache.SharedFileCache"

# The web server (manage.py serve)
WEB_HOST = env.str("HOST", default="127.0.0.1")
WEB_PORT = env.int("PORT", default=8000)
WEB_WORKERS = env.int("WEB_WORKERS", default=2)
WEB_THREADS = env.int("WEB_THREADS", default=4)

# People and signing in: every door is allauth's.
AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = [
    "portal.users.backends.PermissionBackend",
    "portal.users.backends.SignInBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "portal.users.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "portal.users.forms.SignupDetails"
ACCOUNT_FORMS = {
    "signup": "portal.users.signup.SignUpForm",
    "reset_password": "portal.users.signup.ForgottenPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a mail for every change of what an account is secured by
ACCOUNT_CHANGE_EMAIL = True  # one address; a new one counts once it is confirmed, and the old one is told
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# Second factors. Whoever may open the editor must have one (portal.users.middleware.SecondFactor).
MFA_ADAPTER = "portal.users.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = env.str("PORTAL_NAME", default="Overseas Visitor Network")
# Nobody signs in before an address is confirmed, so the factor always is the owner's; without this, somebody with a
# second factor could not change their address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "activate_totp": "portal.users.factors.ActivateTOTPForm",
    "authenticate": "portal.users.factors.AuthenticateForm",
    "reauthenticate": "portal.users.factors.ReauthenticateForm",
    "add_webauthn": "portal.users.factors.AddPasskeyForm",
    "edit_webauthn": "portal.users.factors.RenamePasskeyForm",
}
USERSESSIONS_ADAPTER = "portal.users.adapters.SessionsAdapter"

# Single sign-on: off until OIDC_PROVIDERS names a provider.
SIGN_ON_APPS = providers_in(env.str("OIDC_PROVIDERS", default=""))
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"provider_class": "portal.users.sso.provider.Provider", "APPS": SIGN_ON_APPS}
}
SOCIALACCOUNT_ADAPTER = "portal.users.sso.adapter.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(VAR_DIR / "static"))
MEDIA_URL = "/media/"
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(VAR_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Headers. The Wagtail admin carries a policy of its own (portal.cms.middleware).
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows previews in a frame of its own
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'", *origins_of(SIGN_ON_APPS)],
        "frame-ancestors": ["'self'"],
        "base-uri": ["'self'"],
        "manifest-src": ["'self'"],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "camera": [],
    "geolocation": [],
    "microphone": [],
    "payment": [],
    "usb": [],
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.home.views.csrf_failure"

# Wagtail
WAGTAIL_SITE_NAME = env.str("PORTAL_NAME", default="Overseas Visitor Network")
WAGTAILADMIN_BASE_URL = env.str("PORTAL_URL", default=f"http://localhost:{WEB_PORT}")
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
# Addresses and passwords are changed at one door: /me/security/.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAIL_I18N_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "files.PortalImage"
WAGTAILDOCS_DOCUMENT_MODEL = "files.PortalDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.privacy.uploads.DocumentForm"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # every document is an attachment
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.privacy.uploads.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
TAGGIT_CASE_INSENSITIVE = True
FORM_RENDERER = "portal.cms.forms.NhsRenderer"

# The portal's own
PORTAL_NAME = WAGTAIL_SITE_NAME
PORTAL_STRAPLINE = env.str("PORTAL_STRAPLINE", default="for people who recover the cost of care")
PORTAL_URL = WAGTAILADMIN_BASE_URL
PORTAL_PAGE_CACHE = env.int("PORTAL_PAGE_CACHE", default=60)  # seconds; 0 switches it off
PORTAL_BANNER = env.str("PORTAL_BANNER", default="")  # a sentence shown on top of every page
PORTAL_FILE_MAX_BYTES = env.int("PORTAL_FILE_MAX_MB", default=20) * 1024 * 1024
PORTAL_SCANNER = env.str("PORTAL_SCANNER", default="")  # clamd://host:3310 or clamd:///socket; none: no virus scan
PORTAL_TRUSTED_PROXIES = env.int("PORTAL_TRUSTED_PROXIES", default=0)  # in front of us, each adding X-Forwarded-For
ALLAUTH_TRUSTED_PROXY_COUNT = PORTAL_TRUSTED_PROXIES
# "weekly": what the retention rules say is due goes by itself; else somebody of the programme presses the button
PORTAL_RETENTION_PURGE = env.str("PORTAL_RETENTION_PURGE", default="")
PORTAL_DEV_PAGES = False  # /dev/mail/ and its like; never on in production

# Providers: one list a question, by dotted path. Each app answers for its own rows (providers.py).
PORTAL_PROVIDERS: dict[str, list[str]] = {
    # (user) -> iterable of audience tokens the user holds
    "audience": ["networks.providers.audience_tokens"],
    # (token) -> the people who hold it as a condition on people, or None where it is none of this app's
    "holders": ["portal.users.holding.holders", "networks.providers.holders"],
    # (viewer) -> {reach: keys of the people to whom this viewer is nearer than everybody}; see portal.users.visibility
    "near": ["networks.providers.near"],
    # (user, collection_id) -> whether this person may have the files of a collection; one
    "file_audience": ["portal.cms.actions.may_have_file"],
    # (document_id) -> None; the words of a document were read: whoever shows it tells search
    "document_read": ["toolbox.providers.document_read"],
    # () -> iterable of things to index; see portal.search
    "search": ["portal.search.providers.pages", "portal.users.providers.people", "toolbox.providers.terms"],
    # () -> the kinds of news of an app: portal.notifications.kinds
    "news": [
        "portal.discussion.providers.news",
        "networks.providers.news",
        "portal.blog.providers.news",
        "events.providers.news",
        "toolbox.providers.news",
        "portal.search.providers.news",
    ],
    # (network, user) -> the chapters of a network's archive, as this person may see them: portal.files.bundle
    "network_archive": [
        "networks.archived.chapters",
        "portal.discussion.archived.chapters",
        "events.archived.chapters",
        "portal.blog.archived.chapters",
        "toolbox.archived.chapters",
    ],
    # (network, convenor, actor, starts_at) -> what a room drafts for a new network: networks.starting.Draft
    "network_started": ["events.providers.network_started", "portal.blog.providers.network_started"],
    # (network, since) -> (rows, person, moment): who was active in a network, and the names of the two columns
    "network_activity": ["events.providers.network_activity"],
    # (bounce) -> None; mail to this address comes back and is not sent any more: whoever relies on it hears of it
    "bounced": ["networks.providers.bounced"],
    # (group) -> keys of the people who hear of what happens in it, or None where it is none of this app's
    "belonging": ["networks.providers.belonging"],
    # (user) -> label and name of each group this person belongs to
    "groups": ["networks.providers.groups"],
    # (user) -> the words for somebody whom moderators keep from writing anywhere, or nothing
    "silences": ["portal.discussion.providers.silence"],
    # (looked_after_by=None) -> the home pages of networks, of all or of those that somebody looks after; one
    "places": ["networks.providers.places"],
    # (words) -> a condition on entries of the log: what happened in the networks that are called so; one
    "log_of": ["networks.log.called"],
    # things manage.py tick does when due; (now) -> number of things done
    "tick": [
        "portal.search.providers.tell_saved",  # first: mails of news follow
        "portal.notifications.providers.publish_scheduled",
        "portal.notifications.providers.sweep_mail",
        "portal.notifications.providers.spread_news",
        "portal.notifications.providers.tell_news",
        "portal.notifications.providers.send_digests",
        "portal.notifications.providers.mend_queue",
        "portal.files.providers.read_waiting_documents",
        "networks.providers.compare_groups",
        "networks.providers.broadcasts_due",
        "portal.discussion.providers.remind",
        "portal.discussion.providers.refer",
        "portal.discussion.providers.remind_of_ideas",
        "portal.discussion.providers.sweep_files",
        "toolbox.providers.remind",
        "toolbox.providers.reviews_due",
        "networks.providers.invitations_due",
        "networks.providers.keep_led",
        "networks.providers.requests_due",
        "portal.search.providers.sweep",
        "events.providers.tick",
        "toolbox.providers.readings_due",
        "events.providers.reminders",
        "events.providers.mails_due",
        "portal.privacy.providers.sweep_exports",
        "portal.privacy.providers.sweep_lists",
        "networks.providers.sweep_archives",
        "portal.privacy.providers.sweep_purges",
        "portal.users.providers.tick",
        "toolbox.providers.remind_of_offers",
        "toolbox.providers.packs_due",
    ],
    # () -> what this app holds about a person: portal.privacy.holdings. In the order in which an account closes: people
    # come last, for the others find what is theirs by somebody's addresses
    "personal_data": [
        "portal.programme.providers.personal_data",
        "portal.home.providers.personal_data",
        "events.holdings.personal_data",
        "toolbox.providers.personal_data",
        "toolbox.holdings.personal_data",
        "portal.blog.providers.personal_data",
        "networks.holdings.personal_data",
        "portal.discussion.providers.personal_data",
        "portal.search.providers.personal_data",
        "portal.notifications.providers.personal_data",
        "portal.cms.providers.personal_data",
        "portal.organisations.providers.personal_data",
        "portal.privacy.providers.personal_data",
        "portal.users.correspondence.personal_data",
        "portal.users.holdings.personal_data",
    ],
    # (person) -> what somebody must do before their account can close, each with its address
    "before_closing": ["networks.providers.before_closing"],
    # () -> how long this app keeps what: portal.privacy.retention
    "retention": [
        "portal.home.providers.retention",
        "events.providers.retention",
        "toolbox.holdings.retention",
        "portal.cms.providers.retention",
        "networks.providers.retention",
        "portal.discussion.providers.retention",
        "portal.users.correspondence.retention",
        "portal.users.providers.retention",
        "portal.notifications.providers.retention",
        "portal.privacy.providers.retention",
        "portal.search.providers.retention",
    ],
    # portal.files.tables.Table: the lists that may be taken away
    "lists": [
        "portal.programme.lists.FigureTemplateTable",
        "portal.programme.lists.FigureErrorTable",
        "portal.programme.lists.TrustFiguresTable",
        "portal.programme.lists.CohortTable",
        "portal.programme.lists.PackagesTable",
        "portal.programme.lists.BenefitsTable",
        "networks.lists.NetworkLogTable",
        "portal.audit.lists.LogTable",
        "portal.search.lists.AskedTable",
        "portal.search.lists.AnswerTable",
        "portal.notifications.lists.MailTable",
        "portal.organisations.lists.ImportErrorTable",
        "portal.discussion.lists.HeldTable",
        "networks.lists.MemberTable",
        "networks.lists.InvitationTable",
        "networks.lists.ProposalTable",
        "events.agreed.AgreedTable",
        "toolbox.lists.DraftRemarksTable",
        "toolbox.lists.ReadingsTable",
        "toolbox.lists.ReviewsTable",
        "events.lists.RosterTable",
        "events.reply_lists.RepliesTable",
        "events.lists.AttendanceTable",
        "events.invited.InvitedTable",
        "events.survey_list.SurveyTable",
        "portal.users.lists.SeatTable",
    ],
    # (export_id) -> None; a list that took a while is ready: whoever ordered it hears of it
    "export_ready": ["portal.notifications.providers.export_ready"],
    # () -> what goes with a seat to a successor, and what does not: portal.users.charges
    "hand_over": [
        "portal.programme.providers.hand_over",
        "events.providers.hand_over",
        "toolbox.providers.hand_over",
        "toolbox.holdings.hand_over",
        "networks.providers.hand_over",
        "portal.blog.providers.hand_over",
        "portal.discussion.providers.hand_over",
        "portal.home.providers.hand_over",
        "portal.users.correspondence.hand_over",
        "portal.users.providers.hand_over",
    ],
    # () -> portal.home.health.Finding: is this part of the portal well?
    "health": [],
}

# Mail: every message becomes a row first; a worker hands it to the transport. With EMAIL_URL that is the server it
# names; without, mail is kept and counts as sent (in development it is read at /dev/mail/).
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="dummymail://")
PORTAL_MAIL_TRANSPORT = env.str(
    "PORTAL_MAIL_TRANSPORT", default=EMAIL_CONFIG["EMAIL_BACKEND"] if env.str("EMAIL_URL", default="") else "keep"
)
vars().update(EMAIL_CONFIG)
EMAIL_BACKEND = "portal.notifications.backends.OutboxBackend"
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"{PORTAL_NAME} <no-reply@portal.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Work later: `manage.py work` runs it, on whichever queue the database carries best.
ON_SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
TASK_BACKEND = (
    "django_tasks_db.DatabaseBackend" if ON_SQLITE else "portal.notifications.queues.procrastinate.ProcrastinateBackend"
)
TASKS = {"default": {"BACKEND": TASK_BACKEND, "QUEUES": []}}

# Search: with ELASTICSEARCH_URL the portal uses it; without, the database does everything.
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
ELASTICSEARCH_INDEX = env.str("ELASTICSEARCH_INDEX", default="portal")
ELASTICSEARCH_REPLICAS = env.int("ELASTICSEARCH_REPLICAS", default=0)
ELASTICSEARCH_PATIENCE = env.float("ELASTICSEARCH_PATIENCE", default=2)  # seconds until the database answers instead
