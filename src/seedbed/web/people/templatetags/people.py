"""How pages name roles, show where they are, and ask what their reader may do."""

from __future__ import annotations

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext

from seedbed.web.people.audit_words import in_words
from seedbed.web.people.guarding import LOOK_PEOPLE_UP, a_link_would_open, nothing_would_tell_apart
from seedbed.web.people.mail import gets_mail
from seedbed.web.people.models import AuditEvent, Grant, Scope, User
from seedbed.web.people.permissions import can
from seedbed.web.people.queries import seen_above
from seedbed.web.people.roles import ROLE_NAMES, Permission, Role

register = template.Library()


@register.filter
def role_title(role: str) -> str:
    """Return a role as people say it."""
    return ROLE_NAMES[Role(role)].title


@register.filter
def what_was_done(action: str) -> str:
    """Return an action of the audit trail in plain words; one that an older or newer release recorded, by its name."""
    return in_words(action)


@register.filter
def about_what(event: AuditEvent) -> str:
    """Return what an entry of the audit trail is about: numbers of things and plain settings."""
    told = [f"{name.replace('_', ' ')} {_plain(value)}" for name, value in event.detail.items()]
    parts = [event.subject.replace(":", " ").replace("_", " "), *told]
    return ", ".join(part for part in parts if part) or "–"


def _plain(value: object) -> str:
    """Return a setting without the signs of programs."""
    if isinstance(value, list):
        return " and ".join(_plain(each) for each in value)
    return str(value).replace("_", " ")


@register.filter
def without_address(email: str) -> bool:
    """Say whether an address was made up for someone who gave none: nobody can own one that ends so (RFC 2606)."""
    return email.endswith(".invalid")


register.filter("gets_mail", gets_mail)


@register.filter
def needs_link(user: User) -> bool:
    """Say whether a link lets someone in, and nothing else does: no code reaches them by e-mail."""
    return not gets_mail(user.email) and not a_link_would_open(user)


@register.filter
def may_lose_second_factor(user: User) -> bool:
    """Say whether someone who lost their phone can be let in again from a page."""
    return not nothing_would_tell_apart(user)


@register.filter
def looks_people_up(grant: Grant) -> bool:
    """Say whether a role may look up what one person told, or how to reach them."""
    return grant.role in LOOK_PEOPLE_UP


@register.simple_tag(takes_context=True)
def trail_to(context: Context, scope: Scope, own: bool = False) -> list[tuple[str, str]]:
    """Return the way from home to a page of a scope, through those above it that the reader may see.

    Parameters
    ----------
    own
        Whether it is the scope's own page, which then is not part of the way.
    """
    places = [place for place in seen_above(context["user"], scope) if not own or place != scope]
    steps = [(place.name, reverse("places:at", args=[place.pk])) for place in places]
    return [(gettext("Home"), reverse("places:home")), *steps]


@register.simple_tag(takes_context=True)
def may(context: Context, permission: str, scope: Scope) -> bool:
    """Say whether the reader may do a thing on a scope."""
    return can(context["user"], Permission(permission), scope)
