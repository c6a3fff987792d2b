"""Barriers and listings in words."""

from __future__ import annotations

from django import template

from seedbed.thread.payloads.choices import BarrierKind, OrganisationForm
from seedbed.web.asset_register.models import Severity
from seedbed.web.asset_register.wording import BARRIERS, FORMS, SEVERITIES

register = template.Library()


@register.filter
def barrier_kind(kind: str) -> str:
    """Return a kind of barrier in words."""
    return str(BARRIERS[BarrierKind(kind)])


@register.filter
def severity(number: int) -> str:
    """Return how much a barrier keeps people away."""
    return str(SEVERITIES[Severity(number)])


@register.filter
def organisation_form(form: str) -> str:
    """Return what of an organisation is meant; what was written down before there was a choice is an organisation."""
    return str(FORMS[OrganisationForm(form or OrganisationForm.ORGANISATION.value)])
