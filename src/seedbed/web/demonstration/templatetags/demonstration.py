"""Amounts and choices as the decision maker's page prints them."""

from __future__ import annotations

from django import template

from seedbed.web.demonstration.decisions import pounds as printed_pounds

register = template.Library()


@register.filter
def pounds(value: float | None) -> str:
    """Print an amount in pounds."""
    return printed_pounds(value)


@register.filter
def in_words(value: str) -> str:
    """Print a choice: ``staff_time`` as "staff time"."""
    return str(value).replace("_", " ")
