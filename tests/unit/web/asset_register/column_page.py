"""The page on which people say what columns mean, as a browser sends it."""

from __future__ import annotations

from typing import Any

from django.test import Client


def as_shown(page: Any) -> dict[str, Any]:
    """Return what the form on a page would send if nothing on it were changed."""
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value()}


def go_on(browser: Client, address: str, **changed: Any) -> Any:
    """Press "Import" on the page, with some of its choices changed."""
    sent = {**as_shown(browser.get(address)), **changed, "do": "import"}
    return browser.post(address, {name: value for name, value in sent.items() if value not in (None, False, "")})
