"""The audit trail of signing in: what Django and allauth tell of, in the transaction where it happens."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import login_code_rejected
from allauth.core import context
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest

from seedbed.web.accounts import actions
from seedbed.web.accounts.access import note_came_in
from seedbed.web.people.actions import note_sign_in
from seedbed.web.people.models import User


def listen() -> None:
    """Note from now on."""
    user_logged_in.connect(_signed_in, dispatch_uid="accounts.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="accounts.signed_out")
    login_code_rejected.connect(_failed, dispatch_uid="accounts.code_rejected")
    mfa.authentication_failed.connect(_failed, dispatch_uid="accounts.factor_failed")
    post_save.connect(_factor_saved, sender=Authenticator, dispatch_uid="accounts.factor_saved")
    post_delete.connect(_factor_deleted, sender=Authenticator, dispatch_uid="accounts.factor_deleted")


def _signed_in(*, user: User, request: HttpRequest | None = None, **_: Any) -> None:
    note_sign_in(user=user)
    if request is not None:
        note_came_in(request)


def _signed_out(*, user: User | None, **_: Any) -> None:
    if user is not None:
        actions.note_sign_out(user=user)


def _failed(*, user: User, **_: Any) -> None:
    actions.note_failed_sign_in(user=user)


def _factor_saved(*, instance: Authenticator, created: bool, **_: Any) -> None:
    if not created:
        return
    actions.note_factor(by=_who(), user=instance.user, kind=instance.type, added=True)
    if instance.type != Authenticator.Type.RECOVERY_CODES and _who() == instance.user:
        # What was just set up was just shown: nobody is asked for it twice in a minute.
        shown = {"id": instance.pk, "type": instance.type, "reauthenticated": True}
        record_authentication(context.request, instance.user, "mfa", **shown)


def _factor_deleted(*, instance: Authenticator, **_: Any) -> None:
    if instance.type != Authenticator.Type.RECOVERY_CODES:
        actions.note_factor(by=_who(), user=instance.user, kind=instance.type, added=False)


def _who() -> User | None:
    """Return who asked for the page that changed a factor; nobody at the console."""
    asked = getattr(context.request, "user", None)
    return asked if isinstance(asked, User) else None
