"""Django's settings, from the typed environment."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from seedbed.web.config import navigation
from seedbed.web.config.environment import Environment, database_settings, read_environment
from seedbed.web.config.mailing import mail_settings, site_root

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
SESSION_COOKIE_NAME = "seedbed"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENVIRONMENT.https
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
    "jobs",
    "places",
    "consent",
    "golden_thread",
    "listening",
    "step1_profile",
    "walking_skeleton",
    "demonstration",
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
    "django_tasks",
    "django_tasks_db",
    "csp",
]
MIDDLEWARE = [
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
    "seedbed.web.people.permissions.GrantsKeptWhileReading",
    "seedbed.web.ui.errors.UserErrorMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
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
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["seedbed.web.people.sign_in.EmailBackend"]
LOGIN_URL = "enter_demonstration" if ENVIRONMENT.demonstration else "people:sign_in"
LOGIN_REDIRECT_URL = "places:home"
LANGUAGES = [("en-gb", "English"), ("ar", "العربية")]
NAVIGATION = navigation.NAVIGATION
MAY_OPEN = "seedbed.web.config.menu.may_open"
STATIC_URL = "/static/"
# Styles and scripts are served from where they are installed, already compressed: nothing to collect.
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/dist/.+[.-][A-Z0-9]{8}\."
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "seedbed.web.ui.built.BuiltFiles"},
}
MEDIA_ROOT = ENVIRONMENT.data_folder / "files"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    # Django's own handlers would show faults on a developer's screen or mail them; here they go to stderr, always.
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        # Tells of every rule of our styles that is for screens alone, and of fonts: dozens of lines a document.
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "worker-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PACKS_FOLDER: Path | None = ENVIRONMENT.data_folder / "packs"
