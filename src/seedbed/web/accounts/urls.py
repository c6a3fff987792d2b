"""Addresses of this room: only those of allauth's that we use, under the names that allauth asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.urls import path

from seedbed.web.accounts import views
from seedbed.web.accounts.access import before_second_factor, shown_again
from seedbed.web.people.access import public, signed_in

View = Callable[..., HttpResponseBase]


def _own(view: View) -> View:
    """Let through anyone with an account, also before their second factor: these pages set it up and ask for it.

    What a form changes and its entry in the audit trail are one transaction.
    """

    @wraps(view)
    def whole(request: HttpRequest, *args: Any, **address: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **address)
        with transaction.atomic():
            return view(request, *args, **address)

    return before_second_factor(signed_in(whole))


_BY_CODE = public(account.request_login_code)

urlpatterns = [
    path("sign-in/", _BY_CODE, name="account_login"),
    path("sign-in/", _BY_CODE, name="account_request_login_code"),
    path("sign-in/code/", public(account.confirm_login_code), name="account_confirm_login_code"),
    path("sign-in/passkey/", public(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/second-factor/", public(mfa.authenticate), name="mfa_authenticate"),
    path("sign-in/no-account/", views.no_account, name="account_signup"),
    path("sign-out/", public(account.logout), name="account_logout"),
    path("account/", views.account, name="mfa_index"),
    path("account/again/", _own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("account/again/passkey/", _own(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("account/authenticator/add/", _own(shown_again(totp.activate_totp)), name="mfa_activate_totp"),
    path("account/authenticator/remove/", _own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/recovery-codes/", _own(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "account/recovery-codes/new/", _own(recovery_codes.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path(
        "account/recovery-codes/file/",
        _own(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("account/passkeys/", _own(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("account/passkeys/add/", _own(shown_again(passkeys.add_webauthn)), name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/name/", _own(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/remove/", _own(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("account/again/code/", views.again, name="account_again"),
    path("account/name/", views.new_name, name="account_new_name"),
    path("account/address/", views.new_address, name="account_new_address"),
    path("account/address/code/", views.confirm_address, name="account_confirm_address"),
    path("account/sessions/", views.sessions, name="account_sessions"),
    path("account/sessions/end-all/", views.end_all_sessions, name="account_end_all_sessions"),
    path("account/sessions/<int:number>/end/", views.end_session, name="account_end_session"),
    path("people/roles/<int:grant>/forget-second-factor/", views.forget_second_factor, name="forget_second_factor"),
]
