"""Forms that change only what whoever sends them changed: what others changed on the page meanwhile stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

SEEN = "seen"


class EditedForm(forms.Form):
    """A form of something that is there, which others may change while it is filled in."""

    def remember(self, held: Mapping[str, Any]) -> None:
        """Let the page carry the values that it shows."""
        self.fields[SEEN] = forms.JSONField(required=False, widget=forms.HiddenInput)
        self.initial[SEEN] = {name: held[name] for name in self.fields if name in held}

    @property
    def changed(self) -> dict[str, Any]:
        """What differs from what the page showed, once the form is valid; all of it where that is not known."""
        told = dict(self.cleaned_data)
        seen = told.pop(SEEN, None)
        known = seen if isinstance(seen, dict) else {}
        return {name: value for name, value in told.items() if name not in known or not _same(known[name], value)}


def _same(seen: Any, sent: Any) -> bool:
    return bool(_plain(seen) == _plain(sent))


def _plain(value: Any) -> Any:
    """Return a value as it was before a browser sent it: lines end otherwise there, and lists come in any order."""
    if isinstance(value, str):
        return "\n".join(value.splitlines()).strip()
    return sorted(map(str, value)) if isinstance(value, (list, dict)) else value
