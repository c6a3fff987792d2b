"""How every operation declares who may use it: a permission on the scope that its address names, as pages do."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from seedbed.errors import NotAllowedError
from seedbed.web.api.actions import note_use
from seedbed.web.api.models import ApiToken
from seedbed.web.api.queries import holder_of, living_token
from seedbed.web.people.access import Access, ScopeOf, SignedInRequest, check_sees_and_may, check_text
from seedbed.web.people.models import User
from seedbed.web.people.roles import PERMISSION_NAMES, Permission

Operation = Callable[..., Any]


class AskedRequest(SignedInRequest):
    """A request with a token: what every operation is given. ``user`` is its holder, narrowed by the token."""

    auth: ApiToken


class Bearer(HttpBearer):
    """Takes the token from the header ``Authorization: Bearer …``, never from an address, which logs would keep."""

    openapi_description = "A token from the page Your tokens, which your account leads to."

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Return the token that opens something now."""
        now = timezone.now()
        found = living_token(token, now)
        if found is not None:
            note_use(token=found, at=now)
            request.user = holder_of(found)
        return found


def allowed(permission: Permission, scope_of: ScopeOf) -> Callable[[Operation], Operation]:
    """Let through tokens that may do a thing on the scope that the address names.

    Who may not even see the place is answered as for an address of nothing.
    """

    def decorate(operation: Operation) -> Operation:
        @wraps(operation)
        def guarded(request: AskedRequest, **asked: Any) -> Any:
            check(request.user, permission, scope_of, asked)
            return operation(request, **asked)

        # Names in annotations are those of the operation's module, not of this one.
        cast("Any", guarded).__signature__ = inspect.signature(operation, eval_str=True)
        return _declared(guarded, Access(permission, needs_account=True))

    return decorate


def any_token(operation: Operation) -> Operation:
    """Let through any token: the operation answers each what it may see."""
    return _declared(operation, Access(None, needs_account=True))


def check(user: User, permission: Permission, scope_of: ScopeOf, asked: dict[str, Any]) -> None:
    """Refuse as `allowed` does.

    Raises
    ------
    Http404
        If the token may not even see the place.
    NotAllowedError
        If it may see the place but not do this.
    """
    check_text(asked)
    refused = NotAllowedError(
        "This token may not do this.",
        f"It, or the account it acts for, may not do this here: {PERMISSION_NAMES[permission]}.",
        "Make a token that may, or ask someone who manages people there for a role.",
    )
    check_sees_and_may(user, permission, scope_of(**asked), refused)


def _declared(operation: Operation, access: Access) -> Operation:
    cast("Any", operation).access = access
    return operation
