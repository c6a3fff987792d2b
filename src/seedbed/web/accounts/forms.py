"""What people type and what their devices answer when they sign in; each form counts its tries first."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seedbed.errors import UserError
from seedbed.web.accounts import limits
from seedbed.web.accounts.addresses import Asked
from seedbed.web.people.models import User
from seedbed.web.people.wording import LONGEST_NAME, clean_name
from seedbed.web.ui.refusals import in_one_line

LONGEST_CODE = 40
LONGEST_ANSWER = 20_000
"""Characters of what a device may answer."""
CODE_BOX = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}


def _check(counted: dict[limits.Limit, str]) -> None:
    """Count a try; refuse it if there were too many."""
    now = timezone.now()
    until = limits.count_tries(counted, now)
    if until is not None:
        raise ValidationError(limits.wait_in_words(until, now))


def _here() -> str:
    return limits.place_of(context.request)


class CodeRequest(RequestLoginCodeForm):  # type: ignore[misc]
    """Whose e-mail address a code goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"})
        self.fields["email"] = forms.EmailField(label=_("E-mail address"), widget=widget)

    def clean_email(self) -> str:
        """Look for the account; whether there is one shows in nothing."""
        email = str(self.cleaned_data["email"]).lower()
        self.cleaned_data["email"] = email
        # The place first: once it must wait, it neither uses up what others may ask for nor fills the table.
        _check(
            {
                limits.CODES_OF_PLACE: _here(),
                limits.CODES_HERE: f"{email} from {_here()}",
                limits.CODES_OF_ACCOUNT: email,
            }
        )
        return str(super().clean_email())


class CodeAnswer(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code that came by e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field(_("Code"))

    def clean_code(self) -> str:
        """Compare it."""
        _check({limits.WRONG_FROM_PLACE: _here()})
        return str(super().clean_code())


def _code_field(label: Any, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={**CODE_BOX, "class": "nhsuk-input--width-10"})
    return forms.CharField(label=label, help_text=help_text, max_length=LONGEST_CODE, widget=widget)


class _CountedFactor(forms.Form):
    """A code of an authenticator app, or a recovery code: each is good once."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field(_("Code"), _("From your authenticator app, or one of your recovery codes."))

    def clean_code(self) -> str:
        """Count the try, refuse a code that was tried a moment ago, then compare it."""
        account = str(self.user.pk)
        counted = {limits.FACTOR_OF_ACCOUNT: account, limits.FACTOR_OF_ACCOUNT_A_DAY: account}
        _check({**counted, limits.WRONG_FROM_PLACE: _here()})
        code = normalize_user_code(self.cleaned_data["code"])
        if limits.count_try(limits.SAME_CODE, f"{account} {code}", timezone.now()):
            raise ValidationError(_("This code was used a moment ago. Wait for the next one."))
        found = str(super().clean_code())  # type: ignore[misc]
        for limit in counted:
            limits.forget_tries(limit, account)
        return found


class SecondFactor(_CountedFactor, AuthenticateForm):  # type: ignore[misc]
    """The second factor while signing in."""


class SecondFactorAgain(_CountedFactor, ReauthenticateForm):  # type: ignore[misc]
    """The second factor before something that matters, or after a one-time link."""


class NewAuthenticator(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an authenticator app shows that it was set up well."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code_field(_("Code that the app shows"))

    def clean_code(self) -> str:
        """Compare it."""
        _check({limits.FACTOR_OF_ACCOUNT: str(self.user.pk)})
        return str(super().clean_code())


class AnswerField(forms.JSONField):
    """What a device answers: a table, and no longer than it need be."""

    def to_python(self, value: Any) -> Any:
        """Read it; whatever else was sent is refused."""
        if isinstance(value, str) and len(value) > LONGEST_ANSWER:
            raise _unusable()
        try:
            answer = super().to_python(value)
        except (ValueError, RecursionError) as error:  # such as a number of five thousand digits
            raise _unusable() from error
        if answer is not None and not isinstance(answer, dict):
            raise _unusable()
        return answer


def _answer_field() -> AnswerField:
    return AnswerField(label=_("Passkey"), widget=forms.HiddenInput)


class _Answer(forms.Form):
    """What a device answers. Whatever else it is, it is a table with texts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = _answer_field()

    def clean_credential(self) -> Any:
        """Count the try, then let allauth check the answer."""
        _check({limits.PASSKEYS_OF_PLACE: _here()})
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (TypeError, ValueError, KeyError, AttributeError, LookupError) as error:
            raise _unusable() from error


def _unusable() -> ValidationError:
    return ValidationError(_("The passkey could not be used here. Try again, or sign in with a code."))


class PasskeySignIn(_Answer, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey alone."""


class PasskeySecond(_Answer, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after a code."""


class PasskeyAgain(_Answer, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before something that matters."""


class NewPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey and what to call it. It always signs in by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        self.fields["name"] = _name_field()
        self.fields["name"].required = False
        self.fields["credential"] = _answer_field()

    def clean_name(self) -> str:
        """Return the name, or the one that is offered."""
        return _cleaned_name(str(super().clean_name()))

    def clean(self) -> dict[str, Any]:
        """Check the answer of the device, which must have checked who holds it."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except (TypeError, ValueError, KeyError, AttributeError, LookupError) as error:
            raise _unusable() from error
        return cleaned


class PasskeyName(EditWebAuthnForm):  # type: ignore[misc]
    """What a passkey is called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = _name_field()

    def clean_name(self) -> str:
        """Return the name."""
        return _cleaned_name(str(self.cleaned_data["name"]))


def _name_field() -> forms.CharField:
    help_text = _("So that you know it again, such as “Work laptop”.")
    return forms.CharField(label=_("Name of the passkey"), help_text=help_text, max_length=100)


def _cleaned_name(name: str) -> str:
    try:
        return clean_name(name, longest=100)
    except UserError as error:
        raise ValidationError(in_one_line(error)) from error


class NewName(forms.Form):
    """A name that an account is to have."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        help_text=_("As the people you work with know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class NewAddress(forms.Form):
    """An e-mail address that an account is to have."""

    email = forms.EmailField(label=_("New e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        """Count the try: each sends an e-mail."""
        _check({limits.NEW_ADDRESSES: str(self.user.pk)})
        return str(self.cleaned_data["email"]).lower()


def too_many_codes(user: User) -> str:
    """Count a code that is sent to somebody who is signed in; return what they are told if it is one too many."""
    now = timezone.now()
    until = limits.count_try(limits.CODES_AGAIN, str(user.pk), now)
    return limits.wait_in_words(until, now) if until else ""


class AddressCode(forms.Form):
    """The code that went to a mailbox of somebody who is signed in."""

    def __init__(self, *args: Any, asked: Asked, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.user = asked, user
        self.fields["code"] = _code_field(_("Code"))

    def clean_code(self) -> str:
        """Compare it."""
        _check({limits.FACTOR_OF_ACCOUNT: f"{self.user.pk} {self.asked.what.key}", limits.WRONG_FROM_PLACE: _here()})
        code = str(self.cleaned_data["code"])
        if not self.asked.is_code(code):
            raise ValidationError(_("Incorrect code."))
        return code
