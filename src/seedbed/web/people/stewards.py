"""Telling who works in a place that somebody new may look people up there.

Whoever gives roles cannot give one to themselves, but could invite themselves under another name. A second account that
confirms would be theirs too, so nobody confirms: everybody who works there is shown who may look people up, and who
gave them that, and those who manage people or keep contacts get an e-mail.
"""

from __future__ import annotations

import logging

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from seedbed.errors import UserError
from seedbed.web.people.guarding import GUARDED
from seedbed.web.people.mail import gets_mail, send, site_address
from seedbed.web.people.models import Grant, User
from seedbed.web.people.roles import ROLE_NAMES, Role

LOG = logging.getLogger(__name__)


def tell_of_who_looks_people_up(given: Grant) -> int:
    """Send word of a new role that looks people up to the others it concerns; return how many it went to.

    They are those who manage people or look people up there, above it or below it, but who gave and who got it.
    """
    scope = given.scope
    near = Q(scope__in=scope.ids_above()) | Q(scope__path__startswith=scope.path)
    others = Grant.objects.living().filter(near, role__in=GUARDED).values("user")
    people = User.objects.filter(pk__in=others, is_active=True).exclude(
        pk__in=[given.user_id, given.granted_by_id or 0]
    )
    return sum(_told(given, person) for person in people if gets_mail(person.email))


def _told(given: Grant, person: User) -> bool:
    context = {
        "name": given.user.name,
        "role": ROLE_NAMES[Role(given.role)].title,
        "place": given.scope.name,
        "by": given.granted_by.name if given.granted_by else "",
        "address": site_address(reverse("people:roles", args=[given.scope_id])),
    }
    subject = gettext("Somebody new may look people up in %(place)s") % {"place": given.scope.name}
    try:
        send(person.email, subject, "people/mail/looks_people_up.txt", context)
    except UserError:
        LOG.exception("The e-mail about a new role did not go out.")
        return False
    return True
