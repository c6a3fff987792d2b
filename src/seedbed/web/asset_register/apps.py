"""The room as Django knows it."""

from django.apps import AppConfig


class AssetRegisterConfig(AppConfig):
    """Asset register."""

    name = "seedbed.web.asset_register"
    label = "asset_register"
    default_auto_field = "django.db.models.BigAutoField"
