"""Where a factor or link comes from, as a sign, a word and how many."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from seedbed.web.step5_agenda.opinions.origin_words import LOOKS
from seedbed.web.step5_agenda.opinions.origins import Behind

register = template.Library()


@register.simple_tag
def origin(behind: Behind) -> SafeString:
    """Return every source of a factor or link, what weighs most first."""
    return _told(behind, get_language())


@lru_cache(maxsize=4096)
def _told(behind: Behind, _language: str | None) -> SafeString:
    """Return it once for all of thousands of lines that say the same, in one language."""
    told = [kind for kind in LOOKS if kind in behind.sources] or [""]
    many = {"residents": behind.residents, "professionals": behind.professionals, "data": behind.data}
    return format_html_join(" ", "{}", ((_one(kind, many.get(kind, 0)),) for kind in told))


def _one(kind: str, many: int) -> SafeString:
    look = LOOKS[kind]
    word = gettext(look.word)
    return format_html(
        '<span class="sb-origin sb-origin--{}"><span class="sb-origin__sign" aria-hidden="true">{}</span> {}{}</span>',
        kind or "unsaid",
        look.symbol,
        word,
        f" {many}" if many else "",
    )
