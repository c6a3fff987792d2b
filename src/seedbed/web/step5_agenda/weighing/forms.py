"""The form in which somebody says how strong links are: one choice a link, each may be left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seedbed.web.step5_agenda.forms import STRENGTHS
from seedbed.web.step5_agenda.weighing.actions import Answer
from seedbed.web.step5_agenda.weighing.queries import NONE, SIZES

NO_ANSWER = ("", _("No answer"))


def _choices() -> list[tuple[str, Any]]:
    """Return the words for strengths with what each counts for."""
    named = [(NONE, gettext("Nothing")), *STRENGTHS]
    return [NO_ANSWER, *((value, f"{words} ({SIZES[value]:g})") for value, words in named)]


class WeightsForm(forms.Form):
    """A choice for each link; the name of its field says which way the link ran when the page was shown."""

    def __init__(self, sent: Any, *, links: Mapping[str, Answer], named: Mapping[str, str]) -> None:
        """Take by key how strong somebody says that a link is and which way it runs, and what it is called."""
        super().__init__(sent)
        for key, (strength, polarity) in links.items():
            field = forms.ChoiceField(choices=_choices, required=False, initial=strength)
            field.widget.attrs["aria-label"] = gettext("How strong is it? {link}").format(link=named.get(key, key))
            self.fields[_name(key, polarity)] = field

    def field_of(self, key: str, polarity: str) -> forms.BoundField | None:
        """Return the field of a link, if it has one."""
        name = _name(key, polarity)
        return self[name] if name in self.fields else None

    def said(self) -> dict[str, Answer]:
        """Return what was sent by key of the link, once the form is valid."""
        sent = {name: strength for name, strength in self.cleaned_data.items() if name in self.data}
        return {name.partition("-")[2]: (strength, name.partition("-")[0]) for name, strength in sent.items()}


def sent_for(sent: Iterable[str], keys: Iterable[str]) -> dict[str, str]:
    """Return, by key of each link that was answered, which way it was shown to run."""
    shown = {name.partition("-")[2]: name.partition("-")[0] for name in sent}
    return {key: shown[key] for key in keys if key in shown}


def _name(key: str, polarity: str) -> str:
    return f"{polarity}-{key}"
