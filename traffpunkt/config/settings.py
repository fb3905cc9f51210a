# SPDX-License-Identifier: EUPL-1.2
"""All settings, read from the environment; docs/sla-upp/installningar.md names each of them."""

import importlib.util
import os
import secrets
import shutil
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from traffpunkt.config import version

BASE_DIR = Path(__file__).resolve().parents[2]


def switched_on(name: str, default: str) -> bool:
    """Whether an environment switch says on."""
    return os.environ.get(name, default).lower() in {"1", "on", "yes", "true", "ja"}


def kept_secret(folder: Path) -> str:
    """The installation's own key: made once, readable by its owner only."""
    path = folder / "secret-key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


def whole_number(name: str, default: str) -> int:
    """A setting that is a number; another is refused in words before anything starts."""
    written = os.environ.get(name, default)
    if not (written.isascii() and written.isdecimal()):
        raise SystemExit(f"{name} ska vara ett tal, men är ”{written}”. Rätta det och starta igen.")
    return int(written)


def database_at(address: str) -> dict[str, Any]:
    """Where a database address leads; one that leads nowhere is refused in words, without the address.

    It may hold a password.
    """
    try:
        return dict(dj_database_url.parse(address, conn_max_age=None))
    except ValueError:
        raise SystemExit(
            "DATABASE_URL går inte att förstå. Skriv den som postgres://användare:lösenord@dator:5432/namn, "
            "eller ta bort den för att använda den inbyggda databasen."
        ) from None


def saml_is_there(asked_for: bool) -> bool:
    """Whether SAML is used; what it needs and is not installed is said in words."""
    if asked_for and not (importlib.util.find_spec("saml2") and shutil.which("xmlsec1")):
        raise SystemExit(
            "TRAFFPUNKT_SAML är på, men det som SAML behöver finns inte här. "
            "Gör som det står i docs/gora/inloggning.md, eller ta bort inställningen."
        )
    return asked_for


def several(name: str, default: str = "") -> list[str]:
    """What a setting lists, with commas between."""
    return [each.strip() for each in os.environ.get(name, default).split(",") if each.strip()]


def counted_in(folder: Path | None) -> dict[str, str]:
    """Where processes lay their counters, as prometheus-client reads it when it is imported."""
    if folder is None:
        return {}
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {"PROMETHEUS_MULTIPROC_DIR": str(folder)}


VERSION = version.VERSION
VAR = Path(os.environ.get("TRAFFPUNKT_VAR", BASE_DIR / "var"))
SECRET_KEY = os.environ.get("TRAFFPUNKT_SECRET_KEY") or kept_secret(VAR)
SECRET_KEY_FALLBACKS = several("TRAFFPUNKT_OLD_SECRET_KEYS")
HTTPS = switched_on("TRAFFPUNKT_HTTPS", "on")
DEMO = switched_on("TRAFFPUNKT_DEMO", "off")
DEBUG = False
ALLOWED_HOSTS = several("TRAFFPUNKT_HOSTS", "localhost,127.0.0.1,[::1]")
TRUSTED_PROXIES = whole_number("TRAFFPUNKT_TRUSTED_PROXIES", "0")

INSTALLED_APPS = [
    "traffpunkt.demo",
    "traffpunkt.config",
    "traffpunkt.home",
    "traffpunkt.cafe",
    "traffpunkt.wishes",
    "traffpunkt.activities",
    "traffpunkt.outbox",
    "traffpunkt.channels",
    "traffpunkt.people",
    "traffpunkt.places",
    "traffpunkt.journal",
    "traffpunkt.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "traffpunkt.config.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "traffpunkt.places.middleware.MunicipalityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "traffpunkt.people.middleware.GuestFriendlyCsrfMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "traffpunkt.home.middleware.PageForAButtonMiddleware",
]

METRICS = switched_on("TRAFFPUNKT_METRICS", "off")
METRICS_FOLDER = VAR / "metrics" if METRICS else None
os.environ.update(counted_in(METRICS_FOLDER))
MIDDLEWARE = [*(["traffpunkt.config.metrics.MetricsMiddleware"] if METRICS else []), *MIDDLEWARE]

ROOT_URLCONF = "traffpunkt.config.urls"
WSGI_APPLICATION = "traffpunkt.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "traffpunkt.people.context.csrf",
                "traffpunkt.places.context.municipality",
                "traffpunkt.ui.context.display",
            ],
            "builtins": ["django.templatetags.i18n", "traffpunkt.ui.templatetags.ui"],
        },
    }
]

DATABASES = {
    "default": database_at(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'traffpunkt.sqlite3'}"
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue instead of failing half-way; a confirmed sign-up survives a power cut.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
    }
else:
    # The database reads the values by themselves: a sign-up takes a fifth less than when they are
    # written into each question, and nothing is kept between questions that a pooler could lose.
    DATABASES["default"].setdefault("OPTIONS", {})["server_side_binding"] = True
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "config_cache",
        # The counts of tries stand here: none may be pushed out by others. What is over goes hourly.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    },
    # Counted in each process by itself: ceilings that need not be exact and must cost nothing.
    "near": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "near",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # Printed programmes, some hundred kilobytes each; nothing that names a person.
    "paper": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "paper",
        "TIMEOUT": 60 * 60 * 24,
        "OPTIONS": {"MAX_ENTRIES": 100},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska")]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "traffpunkt.ui.files.FilesByTheirContent"},
}
MEDIA_ROOT = VAR / "media"
BACKUPS = Path(os.environ.get("TRAFFPUNKT_BACKUPS", VAR / "backups"))
BACKUP_RECIPIENTS = several("TRAFFPUNKT_BACKUP_RECIPIENTS")
BACKUP_DAYS = max(1, whole_number("TRAFFPUNKT_BACKUP_DAYS", "35"))

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "home:today"

# Signing in is a code by e-mail, nothing else of django-allauth is open (people/codes.py).
ACCOUNT_ADAPTER = "traffpunkt.outbox.codes.CodeSender"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 60 * 10
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_TIMEOUT = 60 * 60
# The second step: codes from an app, keys in a device, codes on paper (people/factors.py).
MFA_ADAPTER = "traffpunkt.people.keyring.Keyring"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# Clocks differ by some seconds, and people write slowly: the code before and after fit too, once.
MFA_TOTP_TOLERANCE = 1
# Without HTTPS, as on one's own machine, a browser gives keys to localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

SESSION_COOKIE_NAME = "traffpunkt_session"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "traffpunkt_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "traffpunkt.home.views.failures.csrf_failure"

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# SAML is an extra: the one module that needs it is imported by this name, and only where it is on.
SAML_ON = saml_is_there(switched_on("TRAFFPUNKT_SAML", "off"))
SAML_PEER = "traffpunkt.people.saml_peer"
SAML_KEYS = VAR / "saml"

# "files": each letter is a file that one can read, as in a demo without a mail server.
MAIL = os.environ.get("TRAFFPUNKT_MAIL") or (
    "files" if DEMO and "TRAFFPUNKT_SMTP_HOST" not in os.environ else "smtp"
)
EMAIL_BACKEND = (
    f"django.core.mail.backends.{'filebased' if MAIL == 'files' else 'smtp'}.EmailBackend"
)
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST = os.environ.get("TRAFFPUNKT_SMTP_HOST", "localhost")
EMAIL_PORT = whole_number("TRAFFPUNKT_SMTP_PORT", "25")
EMAIL_HOST_USER = os.environ.get("TRAFFPUNKT_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TRAFFPUNKT_SMTP_PASSWORD", "")
EMAIL_USE_TLS = switched_on("TRAFFPUNKT_SMTP_TLS", "off")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("TRAFFPUNKT_FROM", "traffpunkt@localhost")

# Text messages by 46elks: off until all three are given.
SMS_USER = os.environ.get("TRAFFPUNKT_SMS_USER", "")
SMS_PASSWORD = os.environ.get("TRAFFPUNKT_SMS_PASSWORD", "")
SMS_SENDER = os.environ.get("TRAFFPUNKT_SMS_SENDER", "")
SMS_ON = bool(SMS_USER and SMS_PASSWORD and SMS_SENDER)
SMS_GATEWAY = os.environ.get("TRAFFPUNKT_SMS_GATEWAY", "https://api.46elks.com/a1").rstrip("/")
# Where the gateway reports what became of them, as it reaches us from outside.
SITE = os.environ.get("TRAFFPUNKT_SITE", "").rstrip("/")

DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400

# Who watches over the accessibility of public sites; the task may move to another authority.
SUPERVISOR_NAME = os.environ.get(
    "TRAFFPUNKT_SUPERVISOR_NAME", "Digg, Myndigheten för digital förvaltning"
)
SUPERVISOR_ADDRESS = os.environ.get(
    "TRAFFPUNKT_SUPERVISOR_ADDRESS", "https://www.digg.se/tdosanmalan"
)

# "json": one line of JSON for each event, for whoever gathers logs.
LOG = os.environ.get("TRAFFPUNKT_LOG", "text")
FORMATTER = "JsonFormatter" if LOG == "json" else "HushFormatter"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"hushed": {"()": f"traffpunkt.config.hushing.{FORMATTER}"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "hushed"},
        "silence": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # What it writes when it doubts an answer is the answer itself: a person's name and numbers.
    "loggers": {"saml2": {"handlers": ["silence"], "propagate": False}},
}
# Our own middleware is Django's with more to it (ADR 0008); the check knows only Django's by name.
# Quiet until eight is a rule, not the moment when somebody happens to run the check at eight.
SILENCED_SYSTEM_CHECKS = ["security.W003", "fields.W161"]
