"""Pages from templates: everything is escaped, nothing is loaded from outside."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from seedbed import __version__
from seedbed.reports.care import level_text, limit_text, powers
from seedbed.reports.words import count, number, short_name


def is_web_address(url: str) -> bool:
    """Say whether a source's address may become a link: only http and https may."""
    return url.startswith(("https://", "http://"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("seedbed.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = files("seedbed.reports").joinpath("templates/page.css").read_text(encoding="utf-8")
    environment.globals.update(
        css=Markup(style),  # noqa: S704 - our own style sheet
        version=__version__,
        count=count,
        number=number,
        short_name=short_name,
        level_text=level_text,
        powers=powers,
        limit_text=limit_text,
        is_web=is_web_address,
    )
    return environment


def render(template: str, **values: Any) -> str:
    """Return a page as HTML, with our style sheet inside it."""
    return _environment().get_template(template).render(**values)
