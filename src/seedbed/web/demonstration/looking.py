"""Looking as someone of the cast, to see what each may see: on demonstration sites only."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.http import Http404, HttpRequest

from seedbed.demo.story.shapes import Person
from seedbed.web.demonstration.queries import cast
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.queries import holds_real_programmes

MYSELF = "myself"
KEPT = "demonstration.myself"
"""Where a session keeps who is really sitting there."""


def may_look() -> bool:
    """Say whether this site has the switch: a demonstration without anybody's real programme."""
    return bool(settings.ENVIRONMENT.demonstration) and not holds_real_programmes()


def look_as(request: HttpRequest, user: User, chosen: str) -> User:
    """Go on as someone of the cast, or as oneself again.

    Raises
    ------
    Http404
        If this site is no demonstration, or the choice is not one of the cast.
    """
    if not may_look():
        raise Http404
    myself = request.session.get(KEPT, user.pk)
    target = _myself(myself) if chosen == MYSELF else _of_the_cast(chosen)
    with transaction.atomic():
        record(by=user, action="demonstration.look_as", scope=None, subject=f"user:{target.pk}")
    # Signing in as someone else makes a new session, so who is really there is written into that.
    login(request, target)
    if target.pk != myself:
        request.session[KEPT] = myself
    return target


def _of_the_cast(chosen: str) -> User:
    found = {person.value: account for person, account in cast()}
    if chosen not in set(Person) or chosen not in found:
        raise Http404
    return found[chosen]


def _myself(number: int) -> User:
    found = User.objects.filter(pk=number, is_active=True).first()
    if found is None:
        raise Http404
    return found


def choices(request: HttpRequest, user: User) -> list[tuple[str, str, bool]]:
    """Return whom one may look as: the value, the name, and whether one does so now."""
    shown = [(person.value, account.name, account.pk == user.pk) for person, account in cast()]
    if KEPT in request.session:
        shown.append((MYSELF, "Yourself again", False))
    return shown
