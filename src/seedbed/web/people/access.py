"""How every page declares who may see it.

Each view is one of four: `allowed` (a permission on a scope that its address names), `signed_in` (anyone with an
account: the page itself shows only what they may see), `only` (people who are named for it, whatever roles others
hold), `public` (anyone). A house test walks all addresses and fails on a view that has declared nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from seedbed.errors import NotAllowedError
from seedbed.web.people.models import Grant, Scope, User
from seedbed.web.people.permissions import can
from seedbed.web.people.queries import site
from seedbed.web.people.roles import Permission

View = Callable[..., HttpResponseBase]
ScopeOf = Callable[..., Scope]
"""Called with what the address holds, by name; returns the scope the page belongs to, or raises Http404."""
AreThey = Callable[..., bool]
"""Called with an account and with what the address holds, by name; says whether the page is for them."""
Check = Callable[[HttpRequest, Mapping[str, Any]], None]
"""Called with the request of someone with an account and what the address holds; raises where they may not see it."""


@dataclass(frozen=True, slots=True)
class Access:
    """What a view has declared. ``permission`` is None where none is asked; ``only`` asks whether someone is named."""

    permission: Permission | None
    needs_account: bool
    only: AreThey | None = None


class SignedInRequest(HttpRequest):
    """A request of someone with an account: what every view behind `allowed` or `signed_in` is given."""

    user: User


def allowed(permission: Permission, scope_of: ScopeOf) -> Callable[[View], View]:
    """Let through those who may do a thing on the scope that the address names.

    Who is not signed in is sent to sign in, whatever the address names. Who has no role there gets the page that an
    address of nothing gets, so that they learn nothing. Who may see the place but not do this is told so.

    Parameters
    ----------
    permission
        What the page asks for.
    scope_of
        Called with the address' parts by name; returns the scope, or raises Http404.
    """

    def check(request: HttpRequest, address: Mapping[str, Any]) -> None:
        check_page(request, permission, scope_of(**address))

    return _with_account(Access(permission, needs_account=True), check)


def _with_account(access: Access, check: Check) -> Callable[[View], View]:
    """Let through those with an account for whom the check raises nothing; what they see is kept by nobody."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **address: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            check_text(address)
            check(request, address)
            return _kept_by_nobody(view(request, *args, **address))

        return _declare(guarded, access)

    return decorate


def check_page(request: HttpRequest, permission: Permission, scope: Scope) -> None:
    """Refuse a page as `allowed` does; for views whose scope is in what was sent, not in the address.

    Raises
    ------
    Http404
        If the visitor may not even see the place.
    NotAllowedError
        If they may see the place but not do this.
    """
    refused = NotAllowedError(
        "Your role here does not let you do this.",
        "You may see this place, but this page needs another role.",
        "Ask someone who manages people here.",
    )
    check_sees_and_may(cast("User", request.user), permission, scope, refused)


def check_sees_and_may(user: User, permission: Permission, scope: Scope, refused: NotAllowedError) -> None:
    """Ask the two questions of every page and operation: may they do it, and if not, may they know of the place.

    Parameters
    ----------
    refused
        What those are told who may see the place but not do this.

    Raises
    ------
    Http404
        If they may not even see the place.
    NotAllowedError
        If they may see the place but not do this.
    """
    if can(user, permission, scope):
        return
    if not can(user, Permission.SEE_PLACE, scope):
        raise Http404
    raise refused


def check_text(address: Mapping[str, Any]) -> None:
    """Refuse an address that holds a sign which is no text and which PostgreSQL cannot look for.

    Raises
    ------
    Http404
        If a part of it does.
    """
    if any(isinstance(part, str) and "\x00" in part for part in address.values()):
        raise Http404


def signed_in(view: View) -> View:
    """Let through anyone with an account; the page shows each what they may see."""
    return _with_account(Access(None, needs_account=True), lambda *_: None)(view)


def only(are_they: AreThey) -> Callable[[View], View]:
    """Let through those who are named for a page and nobody else: no role opens it, the owner's neither.

    Everybody else gets the page that an address of nothing gets, so that they do not learn whether there is something.

    Parameters
    ----------
    are_they
        Called with the account and the address' parts by name; says whether the page is for them.
    """

    def check(request: HttpRequest, address: Mapping[str, Any]) -> None:
        if not are_they(request.user, **address):
            raise Http404

    return _with_account(Access(None, needs_account=True, only=are_they), check)


def public(view: View) -> View:
    """Let through anyone: pages that hold nothing of anybody, such as signing in and health."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **address: Any) -> HttpResponseBase:
        check_text(address)
        return view(request, *args, **address)

    return _declare(guarded, Access(None, needs_account=False))


def declared(view: object) -> Access | None:
    """Return what a view has declared, or None."""
    return getattr(view, "access", None)


def by_scope(scope: int, **_address: Any) -> Scope:
    """Return the scope with this number, or raise Http404."""
    return get_object_or_404(Scope, pk=scope)


def by_grant(grant: int, **_address: Any) -> Scope:
    """Return the scope that the role with this number was given on, or raise Http404."""
    return get_object_or_404(Grant.objects.select_related("scope"), pk=grant).scope


def of_site(**_address: Any) -> Scope:
    """Return the scope of the whole site, whatever the address holds."""
    return site()


def _kept_by_nobody(response: HttpResponseBase) -> HttpResponseBase:
    """Tell browsers not to keep a page of somebody: the next person at a shared screen may press Back."""
    if "Cache-Control" not in response:
        response["Cache-Control"] = "private, no-store"
    return response


def _declare(view: View, access: Access) -> View:
    cast("Any", view).access = access
    return view


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    # What was sent with a form is not sent again after signing in, so only pages that are read are come back to.
    return redirect_to_login(request.get_full_path() if request.method in {"GET", "HEAD"} else "/")
