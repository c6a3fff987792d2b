"""A form for phones to check the list of assets with: which one, whether it is still right, what is different."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from seedbed.formats.xlsform import Asked, Choice, FormWritten
from seedbed.web.phones import roles as meaning
from seedbed.web.phones.asset_list import FILE, NAME
from seedbed.web.places.models import Neighbourhood

_LANGUAGE = "en"
_SHOWN = ("address", "opening", "telephone", "step_free")
"""Columns of the list that whoever looks sees."""
_ROW = f"instance('{NAME}')/root/item[name=${{asset}}]"
_FOUND = {
    "right": "Yes, all of it",
    "changed": "No, something is different",
    "gone": "It is gone",
    "not_known": "I could not find out",
}
ROLES = {"asset": meaning.ASSET, "found": meaning.FOUND, "different": meaning.ASSET_NOTE}


def check_form(neighbourhood: Neighbourhood) -> FormWritten:
    """Return the form of a neighbourhood. It is for the team and its partners, and so in English."""
    survey = [
        Asked("start", "start"),
        Asked("end", "end"),
        _asked(
            f"select_one_from_file {FILE}", "asset", "Which one do you look at?", required="yes",
            appearance="minimal autocomplete",
        ),
        *[
            Asked("calculate", f"listed_{name}", more={"calculation": f"{_ROW}/{name}"})
            for name in _SHOWN
        ],
        _asked("note", "listed", _listed(), relevant="${asset} != ''"),
        _asked("select_one found", "found", "Is that still right?", required="yes"),
        _asked(
            "text", "different", "What is different? Nothing about anybody in particular.",
            relevant="${found} = 'changed' or ${found} = 'gone'", appearance="multiline",
        ),
    ]  # fmt: skip
    form = FormWritten(
        form_id=f"seedbed-assets-{neighbourhood.slug}"[:200],
        title=f"Check what is listed: {neighbourhood.name}"[:200],
        version="",
        languages=[(_LANGUAGE, "English")],
        survey=survey,
        choices=[Choice("found", name, {_LANGUAGE: words}) for name, words in _FOUND.items()],
    )
    return replace(form, version=hashlib.sha256(repr(form).encode()).hexdigest()[:12])


def _asked(kind: str, name: str, label: str, **more: str) -> Asked:
    return Asked(kind, name, {_LANGUAGE: label}, more=more)


def _listed() -> str:
    told = [f"{name.replace('_', ' ')}: ${{listed_{name}}}" for name in _SHOWN]
    return "The list says: " + "; ".join(told)
