"""Django's settings, from the typed environment."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO

from seedbed.web.config import navigation
from seedbed.web.config.collecting import collect_seldom
from seedbed.web.config.environment import Environment, database_settings, read_environment
from seedbed.web.config.logs import logging_settings
from seedbed.web.config.mailing import mail_settings, site_root
from seedbed.web.ui.offered import OFFERED, UNKNOWN_TO_DJANGO

collect_seldom()  # Here, because every process of a site begins with its settings.
ENVIRONMENT = read_environment(os.environ)


def _kept_secret(environment: Environment) -> str:
    """Return the key that was given, or one that is made once and kept in the data folder."""
    if environment.secret_key:
        return environment.secret_key
    path = environment.data_folder / "secret-key"
    if not path.exists():
        environment.data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


SECRET_KEY = _kept_secret(ENVIRONMENT)
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = [*ENVIRONMENT.hosts, "localhost", "127.0.0.1", "[::1]"]
ROOT_URLCONF = "seedbed.web.config.urls"
ASGI_APPLICATION = "seedbed.web.config.asgi.application"
WSGI_APPLICATION = "seedbed.web.config.wsgi.application"
AUTH_USER_MODEL = "people.User"
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Where people come by https a browser takes these names from this very host alone, by https, for the whole site.
COOKIE_PREFIX = "__Host-" if ENVIRONMENT.secure else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}seedbed"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}django_language"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # Counted from signing in, however much is done: accounts.middleware.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENVIRONMENT.secure
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "seedbed.web.ui.errors.not_ours"
# Not in a cookie: a message may hold a participant's number, and must not meet the next person at this browser.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SITE_ADDRESS = site_root(ENVIRONMENT)
globals().update(mail_settings(ENVIRONMENT))
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ENVIRONMENT.hosts] if ENVIRONMENT.https else []
# The proxy in front must set this header itself, whatever a browser sent.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https else None

ROOMS = [
    "ui",
    "people",
    "invitations",
    "accounts",
    "jobs",
    "places",
    "consent",
    "translations",
    "contacts",
    "safeguarding",
    "media",
    "golden_thread",
    "listening",
    "asset_register",
    "capture",
    "reach",
    "step1_profile",
    "step2_listen",
    "who_is_heard",
    "outreach",
    "kiosk",
    "paper_maps",
    "walks",
    "phones",
    "messages_in",
    "step5_agenda",
    "walking_skeleton",
    "demonstration",
    "operations",
    "api",
    "assurance",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *[f"seedbed.web.{room}" for room in ROOMS],
    # After ui, whose form field template must win.
    "django.forms",
    # After accounts, whose pages and e-mails must win.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "csp",
]
MIDDLEWARE = [
    "seedbed.web.config.noting.RequestsNoted",
    "seedbed.web.config.headers.SafeHeaders",
    "django.middleware.security.SecurityMiddleware",
    # Above the files, so that they carry the policy too.
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "seedbed.web.config.static_files.WholeFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "seedbed.web.ui.languages.PageLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "seedbed.web.people.permissions.GrantsKeptWhileReading",
    "seedbed.web.accounts.middleware.SessionsSeen",
    "seedbed.web.accounts.middleware.SecondFactor",
    "seedbed.web.api.problems.ProblemsAsJson",
    "seedbed.web.ui.errors.UserErrorMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "seedbed.web.ui.context.every_page",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DATABASES = {"default": database_settings(ENVIRONMENT)}
# Nobody has a password: who signs in shows an e-mailed code or a passkey, and a backend only finds the account again.
AUTHENTICATION_BACKENDS = ["seedbed.web.people.sign_in.AccountBackend"]
LOGIN_URL = "enter_demonstration" if ENVIRONMENT.demonstration else "account_login"
LOGIN_REDIRECT_URL = "places:home"
ACCOUNT_ADAPTER = "seedbed.web.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # A code that was typed in is the proof.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"length": 8, "dashed": True}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Ours hold across processes: seedbed.web.accounts.limits.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "request_login_code": "seedbed.web.accounts.forms.CodeRequest",
    "confirm_login_code": "seedbed.web.accounts.forms.CodeAnswer",
}
MFA_ADAPTER = "seedbed.web.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Seedbed"
MFA_TOTP_TOLERANCE = 1  # Half a minute either way: clocks of phones differ.
MFA_RECOVERY_CODE_DIGITS = 10
MFA_FORMS = {
    "authenticate": "seedbed.web.accounts.forms.SecondFactor",
    "authenticate_webauthn": "seedbed.web.accounts.forms.PasskeySecond",
    "reauthenticate": "seedbed.web.accounts.forms.SecondFactorAgain",
    "reauthenticate_webauthn": "seedbed.web.accounts.forms.PasskeyAgain",
    "login_webauthn": "seedbed.web.accounts.forms.PasskeySignIn",
    "activate_totp": "seedbed.web.accounts.forms.NewAuthenticator",
    "add_webauthn": "seedbed.web.accounts.forms.NewPasskey",
    "edit_webauthn": "seedbed.web.accounts.forms.PasskeyName",
}
LANGUAGES = OFFERED
FORMAT_MODULE_PATH = "seedbed.web.ui.formats"
LANG_INFO.update(UNKNOWN_TO_DJANGO)
NAVIGATION = navigation.NAVIGATION
MAY_OPEN = "seedbed.web.config.menu.may_open"
IS_SIGNED = "seedbed.web.translations.queries.is_signed"
STATIC_URL = "/static/"
# Styles and scripts are served from where they are installed, already compressed: nothing to collect.
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/dist/.+[.-][A-Z0-9]{8}\."
STORAGES = {
    "default": {"BACKEND": "seedbed.web.media.storing.WholeFiles"},
    "staticfiles": {"BACKEND": "seedbed.web.ui.built.BuiltFiles"},
}
MEDIA_ROOT = ENVIRONMENT.data_folder / "files"
FEED_HOSTS = ENVIRONMENT.feed_hosts
"""Where in a private network lists of assets may be fetched from."""
LOGGING = logging_settings(ENVIRONMENT)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        # What was just recorded, to be listened to before it is kept.
        "media-src": [SELF, "blob:"],
        "worker-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENVIRONMENT.hsts else 0
X_FRAME_OPTIONS = "DENY"
PACKS_FOLDER: Path | None = ENVIRONMENT.data_folder / "packs"
