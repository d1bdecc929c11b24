"""The settings of the site, in sections. README.md lists every environment variable.

Without SECRET_KEY the site runs locally: it answers to this machine only. With it the site is
in production and `manage.py check --deploy` says what is still unsafe.
"""

from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from nkdbcms import env

BASE_DIR = Path(__file__).resolve().parent.parent

# --- Where it runs --------------------------------------------------------------------------

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
SECRET_KEY = env.text("SECRET_KEY")
IS_LOCAL = not SECRET_KEY
if IS_LOCAL:
    if env.words("ALLOWED_HOSTS"):
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is set, but SECRET_KEY is not. Set SECRET_KEY to 50 or more random "
            "characters, for example from: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    SECRET_KEY = "django-insecure-for-this-machine-only"  # noqa: S105 - answers to loopback only
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
DEBUG = env.flag("DEBUG")
if DEBUG and not IS_LOCAL:
    raise ImproperlyConfigured("DEBUG=1 shows secrets to visitors. Unset DEBUG or SECRET_KEY.")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", LOOPBACK)
BEHIND_PROXY = env.flag("BEHIND_PROXY")
SITE_URL = env.web_address("SITE_URL", "http://localhost:8000")
SECURITY_CONTACT = env.contact("SECURITY_CONTACT")
#: Other ways to reach the staff, named on the page before the testimony form.
CONTACT = {
    "onion": env.text("ONION_ADDRESS"),
    "phone": env.text("CONTACT_PHONE"),
    "email": env.text("CONTACT_EMAIL"),
}

# --- Parts ----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "articles",
    "nkdbcms.apps.NkdbcmsConfig",
    "nkdbcms.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp_webauthn",
    "django_prose_editor",
    "reversion",
    "taggit",
]
MIDDLEWARE = [
    "nkdbcms.no_trace.NoTraceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "nkdbcms.middleware.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "nkdbcms.middleware.ReadingCompressionMiddleware",
    "nkdbcms.middleware.StaffSessionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "nkdbcms.middleware.StaffAuthenticationMiddleware",
    "nkdbcms.middleware.StaffSecondFactorMiddleware",
    "nkdbcms.middleware.StaffMessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "nkdbcms.middleware.FormerAddressMiddleware",
]
ROOT_URLCONF = "nkdbcms.urls"
WSGI_APPLICATION = "nkdbcms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "nkdbcms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nkdbcms.context.site",
            ],
        },
    },
]

# --- Data -----------------------------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        env.database_address("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Not WAL: SQLite before 3.51.3 can lose commits when a WAL is reset while two write.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; "
        # What is deleted is overwritten, so that an erased testimony is gone from the file.
        "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
    }
else:
    # Pages ask short questions, for which starting helpers of PostgreSQL takes longer than it saves.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options", "-c max_parallel_workers_per_gather=0"
    )
REDIS_URL = env.cache_address("REDIS_URL")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "nkdbcms",
            "OPTIONS": {"socket_connect_timeout": 5, "socket_timeout": 5},
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TAGGIT_CASE_INSENSITIVE = True

# --- Language and time ----------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ko", _("Korean"))]
LOCALE_PATHS = [BASE_DIR / "nkdbcms" / "locale"]
FORMAT_MODULE_PATH = ["nkdbcms.formats"]
TIME_ZONE = "Asia/Seoul"
USE_TZ = True

# --- Static files, media --------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = env.text("STATIC_ROOT") or (None if IS_LOCAL else str(BASE_DIR / ".static"))
STATICFILES_DIRS = [BASE_DIR / "nkdbcms" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.text("MEDIA_ROOT", str(BASE_DIR / "media" / "public"))
PRIVATE_ROOT = env.text("PRIVATE_ROOT", str(BASE_DIR / "media" / "private"))
WHITENOISE_USE_FINDERS = IS_LOCAL
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What the public sends lies here as ciphertext. It has no address and is never served.
    "sealed": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": env.text("SEALED_ROOT", str(BASE_DIR / "media" / "sealed")),
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    # Copies of other people's pages: for the staff alone.
    "private": {
        "BACKEND": "nkdbcms.storage.PrivateFolder",
        "OPTIONS": {
            "location": PRIVATE_ROOT,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if IS_LOCAL
        else "nkdbcms.storage.HashedStaticFiles"
    },
}
S3_BUCKET = env.bucket("S3_BUCKET")
if S3_BUCKET:
    _store = {
        "bucket": S3_BUCKET,
        "endpoint": env.web_address("S3_ENDPOINT", "https://s3.amazonaws.com"),
        "region": env.text("S3_REGION", "us-east-1"),
        "access_key": env.needed("S3_ACCESS_KEY", by="S3_BUCKET"),
        "secret_key": env.needed("S3_SECRET_KEY", by="S3_BUCKET"),
    }
    STORAGES |= {
        name: {
            "BACKEND": "nkdbcms.object_storage.ObjectStorage",
            "OPTIONS": _store | {"prefix": prefix, "base_url": base_url},
        }
        for name, prefix, base_url in (
            ("default", "public", MEDIA_URL),
            ("sealed", "sealed", None),
            ("private", "private", None),
        )
    }
elif env.text("S3_ENDPOINT") or env.text("S3_ACCESS_KEY") or env.text("S3_SECRET_KEY"):
    raise ImproperlyConfigured("S3_ENDPOINT or an S3 key is set, but S3_BUCKET is not.")
FILE_UPLOAD_PERMISSIONS = 0o640

# --- Links ----------------------------------------------------------------------------------

# Archives that are asked for copies of the pages that public items link to, in this order.
ARCHIVES = env.some_of("ARCHIVES", ("wayback", "archive.today", "arquivo.pt"))

# --- Mail -----------------------------------------------------------------------------------

MAIL_SERVER = env.mail_server("EMAIL_URL")
DEFAULT_FROM_EMAIL = env.mail_address("EMAIL_FROM", "nkdbcms@localhost" if IS_LOCAL else "")
if MAIL_SERVER:
    if not env.text("EMAIL_FROM"):
        raise ImproperlyConfigured(
            "EMAIL_URL is set, but EMAIL_FROM is not. Set EMAIL_FROM to the address that notices "
            "come from. Example: EMAIL_FROM=notices@example.org"
        )
    EMAIL_BACKEND = "nkdbcms.mail.QuietBackend"
    EMAIL_HOST, EMAIL_PORT = MAIL_SERVER.host, MAIL_SERVER.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_SERVER.user, MAIL_SERVER.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL_SERVER.is_tls, MAIL_SERVER.starts_tls
    EMAIL_TIMEOUT = 20
elif IS_LOCAL:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
SENDS_MAIL = bool(MAIL_SERVER) or IS_LOCAL

# --- Staff accounts and sessions ------------------------------------------------------------

LOGIN_URL = "admin:login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
OTP_TOTP_ISSUER = "NKDB"
OTP_TOTP_SYNC = False  # telephones know the time
OTP_WEBAUTHN_HELPER_CLASS = "articles.accounts.passkeys.SiteHelper"
OTP_WEBAUTHN_RP_ID = urlsplit(SITE_URL).hostname
OTP_WEBAUTHN_RP_NAME = "NKDB"
OTP_WEBAUTHN_ALLOWED_ORIGINS = [SITE_URL]
OTP_WEBAUTHN_ALLOW_PASSWORDLESS_LOGIN = False
OTP_WEBAUTHN_EXCEPTION_LOGGER_NAME = ""
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_PATH = "/admin/"
SESSION_COOKIE_SECURE = not IS_LOCAL
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_PATH = "/admin/"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = not IS_LOCAL
CSRF_TRUSTED_ORIGINS = [SITE_URL]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- What browsers are told -----------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_SSL_REDIRECT = not IS_LOCAL
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 0 if IS_LOCAL else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = not IS_LOCAL
SECURE_HSTS_PRELOAD = not IS_LOCAL
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- Logs -----------------------------------------------------------------------------------

DEFAULT_EXCEPTION_REPORTER = "nkdbcms.no_trace.NoTraceReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "nkdbcms.no_trace.NoTraceReporterFilter"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "filters": {"no_trace": {"()": "nkdbcms.no_trace.NoTraceFilter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["no_trace"],
        }
    },
    # Django's own logger would send reports by mail, too. runserver logs each request with it.
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": [], "propagate": False},
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
}
