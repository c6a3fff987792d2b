"""The room as Django knows it."""

from django.apps import AppConfig


class TranslationsConfig(AppConfig):
    """Translations."""

    name = "seedbed.web.translations"
    label = "translations"
    default_auto_field = "django.db.models.BigAutoField"
