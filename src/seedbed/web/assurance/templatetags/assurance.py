"""The mark where people must fill in what the software cannot know."""

from __future__ import annotations

from html import unescape

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from seedbed.web.assurance.documents import Gap

register = template.Library()


@register.simple_tag(takes_context=True)
def fill_in(context: Context, who: str, what: str) -> SafeString:
    """Mark something as open, and note it for the list at the top.

    Parameters
    ----------
    context
        Of a document.
    who
        Who can know it.
    what
        What is missing.
    """
    gap = Gap(_plain(who), _plain(what))
    context["gaps"].append(gap)
    return format_html("<mark>{}</mark>", gap)


def _plain(text: str) -> str:
    """Return text as it was before a template made it ready for a page; a gap is made ready where it is shown."""
    return unescape(text) if isinstance(text, SafeString) else str(text)
