"""What templates of every room may ask: printed numbers, islands, and the marks of form fields."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxInput
from django.template import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi

from seedbed.errors import UsageError
from seedbed.formats.said import Said
from seedbed.thread import identifiers
from seedbed.thread.kinds import reads_this
from seedbed.web.ui import brand, built, fields
from seedbed.web.ui.languages import PageLanguages, interface_language
from seedbed.web.ui.navigation import Of, ShownItem, items_for

register = template.Library()
NO_LETTERS = re.compile(r"[0-9 .,:%+\N{MINUS SIGN}-]*")
"""What runs with any page, as most cells of tables do: there is no need to look at every sign."""


@register.filter(name="printed")
@register.simple_tag(name="printed")
def printed(number: int) -> SafeString:
    """Return a bead's number as people write it, kept left to right in every language."""
    return format_html('<span class="sb-number" dir="ltr">{}</span>', identifiers.printed(int(number)))


@register.filter
def of_this(reads: str) -> str:
    """Return a link in words with "this" for its target: "belongs to this theme"."""
    return reads_this(reads)


@register.filter
def plainly_printed(number: int) -> str:
    """Return a bead's printed number as plain text, for addresses and hidden labels."""
    return identifiers.printed(int(number))


@register.filter
def said(words: object) -> SafeString:
    """Put somebody's words into a sentence: in their own direction, marked with their language where it is known."""
    if not isinstance(words, Said):
        return format_html("<bdi>{}</bdi>", words)
    before, own, after = words[: words.start], words[words.start : words.until], words[words.until :]
    return format_html('{}<bdi lang="{}">{}</bdi>{}', before, words.language, own, after)


@register.filter
def isolated(text: object) -> object:
    """Keep a text that runs against the page in its own order; other text is left as it is.

    For labels, cells and messages of components, which may hold anything: what somebody said among them.
    """
    if isinstance(text, Said):
        return said(text)
    written = text if isinstance(text, str) else str(text)
    if NO_LETTERS.fullmatch(written):
        return text
    ways = {unicodedata.bidirectional(letter) for letter in written}
    against = ways & {"L"} if get_language_bidi() else ways & {"R", "AL"}
    return format_html("<bdi>{}</bdi>", text) if against else text


@register.filter
def evidence(told: str) -> SafeString:
    """Write what is known about something line by line, each in its own direction, words in their own language."""
    lines, at = [], 0
    until = told.until if isinstance(told, Said) else 0
    for line in told.split("\n"):
        lines.append(_line(line, told.language if isinstance(told, Said) and at < until else ""))
        at += len(line) + 1
    return mark_safe("".join(lines))  # noqa: S308 - every line was escaped


def _line(line: str, language: str) -> SafeString:
    if language:
        return format_html('<span class="sb-words__line" lang="{}" dir="auto">{}</span>', language, line)
    label, colon, value = line.partition(": ")
    if colon:
        return format_html('<span class="sb-words__line" dir="auto">{}: <bdi>{}</bdi></span>', label, value)
    return format_html('<span class="sb-words__line" dir="auto">{}</span>', line)


@register.filter
def drawing(svg: str) -> SafeString:
    """Put a drawing of the library on the page; whatever draws there escapes all that goes in."""
    return mark_safe(svg)  # noqa: S308 - made by seedbed.reports alone


@register.simple_tag
def island(name: str) -> SafeString:
    """Put a script of ``ui/islands`` on the page, with its own styles if it has some.

    Raises
    ------
    UsageError
        If the name is not one an island can have.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise UsageError(
            f"There is no island '{name:.40}'.", "Names are small letters and dashes.", "Look at its name."
        )
    script = format_html('<script type="module" src="{}"></script>', static(f"dist/{name}.js"))
    if not built.is_built(f"dist/{name}.css"):
        return script
    return format_html('<link rel="stylesheet" href="{}">{}', static(f"dist/{name}.css"), script)


@register.simple_tag
def island_ahead(name: str) -> SafeString:
    """Have a browser fetch an island with all that it imports while it still reads a long page."""
    parts = built.parts_of(f"{name}.js") if built.is_built(f"dist/{name}.js") else []
    return format_html_join("", '<link rel="modulepreload" href="{}">', ((static(f"dist/{part}"),) for part in parts))


@register.simple_block_tag
def landmark(content: str, label: str) -> SafeString:
    """Let screen readers find what stands above the page's main part, if there is anything."""
    inner = SafeString(content.strip())  # what a template wrote is safe already
    if not inner or inner.startswith("<nav"):
        return inner
    return format_html('<nav aria-label="{}">{}</nav>', label, inner)


@register.simple_tag
def brand_address() -> str:
    """Return the address of the brand's stylesheet; it changes with the colour, so that browsers may keep it."""
    return brand.address()


@register.simple_tag(takes_context=True)
def invented_here(context: Context) -> bool:
    """Say whether the page shows something invented: the demonstration, or a programme made up for practice."""
    programme = context.get("programme") or getattr(context.get("neighbourhood"), "programme", None)
    return bool(context.get("invented") or context.get("demonstration") or getattr(programme, "invented", False))


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[ShownItem]:
    """Return the items of the menu for this page and its reader; none where there is no reader, as in a fault."""
    request = context.get("request")
    if request is None or not hasattr(request, "user"):
        return []
    neighbourhood = context.get("neighbourhood")
    programme = None if neighbourhood else context.get("programme")
    about = {Of.PROGRAMME: programme, Of.NEIGHBOURHOOD: neighbourhood}
    return items_for(path=request.path, user=request.user, about=about)


@register.simple_tag(takes_context=True)
def pages_of_step(context: Context, step: int) -> list[ShownItem]:
    """Return the pages of one of the seven steps that the reader of a neighbourhood's page may open."""
    request = context["request"]
    about = {Of.NEIGHBOURHOOD: context["neighbourhood"]}
    return items_for(path=request.path, user=request.user, about=about, step=step)


@register.simple_tag(takes_context=True)
def page_languages(context: Context) -> PageLanguages:
    """Return the language of menu, banner and footer, and that of the page's own words."""
    chosen = context.get("interface_language") or interface_language(None)
    return PageLanguages(interface=chosen, words=get_language() or settings.LANGUAGE_CODE)


@register.simple_tag
def other_languages() -> list[dict[str, str]]:
    """Return the languages that are not on, each by its own name, and where to ask for it."""
    try:
        address = reverse("set_language")
    except NoReverseMatch:
        return []
    now = get_language()
    return [{"code": code, "name": name, "address": address} for code, name in settings.LANGUAGES if code != now]


@register.simple_tag(takes_context=True)
def widget_attributes(context: Context) -> SafeString:
    """Write a widget's attributes with the classes of the design system, and its error mark."""
    attributes = fields.attributes_of(context["widget"])
    plain = format_html_join("", ' {}="{}"', [(k, v) for k, v in attributes.items() if v is not True])
    bare = format_html_join("", " {}", [(k,) for k, v in attributes.items() if v is True])
    return mark_safe(plain + bare)  # noqa: S308 - both parts were escaped above


@register.filter
def choice_block(widget: dict[str, Any]) -> str:
    """Return the name of the block that a choice belongs to."""
    return fields.choice_block(widget)


@register.filter
def is_lone_checkbox(field: BoundField) -> bool:
    """Say whether a field is one box to tick, whose label stands after it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def first_input(field: BoundField) -> str:
    """Return the id of the first input of a field: where a link from the error summary goes."""
    return fields.first_input(field)


@register.simple_tag(takes_context=True)
def with_errors(context: Context) -> list[dict[str, str]]:
    """Return what is wrong with the page's form, or forms, and which input each message belongs to."""
    forms = [context.get("form"), *(context.get("forms") or ())]
    return [wrong for form in forms if isinstance(form, BaseForm) for wrong in fields.wrongs(form)]


@register.filter
def shown_pages(page: Page[Any]) -> list[int | str]:
    """Return the numbers of pages to offer around this one."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))


@register.simple_tag(takes_context=True)
def address_of_page(context: Context, number: int) -> str:
    """Return the address of another page of the same list."""
    parameters = context["request"].GET.copy()
    parameters[context.get("key") or "page"] = str(number)
    return f"?{parameters.urlencode()}"
