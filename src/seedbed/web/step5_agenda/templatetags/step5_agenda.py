"""Lists of factors and links, and where each comes from, as a sign, a word and how many.

Lists of thousands are written here: a template would take longer over them than over all the rest of a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from seedbed.web.step5_agenda.models import SystemMap
from seedbed.web.step5_agenda.opinions.origin_words import LOOKS
from seedbed.web.step5_agenda.opinions.origins import Behind
from seedbed.web.step5_agenda.opinions.queries import Opinions
from seedbed.web.step5_agenda.pages import pages_of

register = template.Library()
ITEM = '<li><a href="{}">{}</a>{} {}</li>'


@register.simple_tag
def listed_factors(found: SystemMap, rows: Iterable[Any]) -> SafeString:
    """Return factors as items of a list: name, part, who says so and what the team says."""
    page, unnamed = pages_of(found, "factor"), gettext("A factor without a name")
    items = (
        (
            page(row.key),
            _isolated(row.name) if row.name else unnamed,
            format_html(' <span class="sb-part"><bdi>{}</bdi></span>', row.part) if row.part else "",
            _beside(row.behind, row.said, False, get_language()),
        )
        for row in rows
    )
    return format_html_join("", ITEM, items)


@register.simple_tag
def listed_links(found: SystemMap, rows: Iterable[Any]) -> SafeString:
    """Return links as items of a list: a sentence, who says so and what the team says."""
    page, does = pages_of(found, "link"), _does()
    items = (
        (
            page(row.key),
            _sentence(row.cause.name, does.get(row.polarity, does["uncertain"]), row.effect.name),
            "",
            _beside(row.behind, row.said, True, get_language()),
        )
        for row in rows
    )
    return format_html_join("", ITEM, items)


@register.simple_tag
def answered_factors(lines: Iterable[Mapping[str, str]]) -> SafeString:
    """Return the factors of an answer as items of a list, each with its number if it has one."""
    items = (
        (each["address"], each["name"], format_html(" <strong>{}</strong>", each["value"]) if each["value"] else "")
        for each in lines
    )
    return format_html_join("", '<li><a href="{}"><bdi>{}</bdi></a>{}</li>', items)


@register.simple_tag
def answered_links(lines: Iterable[Mapping[str, str]]) -> SafeString:
    """Return the links of an answer as items of a list."""
    does = _does()
    items = ((each["address"], each["cause"], does[each["polarity"]], each["effect"]) for each in lines)
    return format_html_join("", '<li><a href="{}"><bdi>{}</bdi> {} <bdi>{}</bdi></a></li>', items)


def _does() -> dict[str, str]:
    """Return what a link says, by polarity."""
    return {
        "same": gettext("raises"),
        "opposite": gettext("lowers"),
        "uncertain": gettext("changes, in a way that is not known,"),
    }


def _isolated(name: str) -> SafeString:
    return format_html("<bdi>{}</bdi>", name)


def _sentence(cause: str, does: str, effect: str) -> SafeString:
    return format_html("<bdi>{}</bdi> {} <bdi>{}</bdi>", cause, does, effect)


@lru_cache(maxsize=4096)
def _beside(behind: Behind, said: Opinions, is_link: bool, _language: str | None) -> SafeString:
    """Return what stands beside a factor or link in lists: once for all that say the same, in one language."""
    told = {"each": {"behind": behind, "said": said}, "is_link": is_link}
    return SafeString(render_to_string("step5_agenda/beside.html", told).strip())


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
