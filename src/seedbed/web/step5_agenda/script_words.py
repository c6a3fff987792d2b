"""What the island of a map says."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _

from seedbed.web.step5_agenda.forms import FactorForm, LinkForm


def words() -> dict[str, str]:
    """Return the words in the language of the page."""
    return {
        "name": _("Name of a factor: what can go up or down?"),
        "polarity": _("How the next link works"),
        "same": _("Raises (+)"),
        "opposite": _("Lowers (−)"),
        "uncertain": _("Not known (?)"),
        "add": _("Add factor"),
        "rename": _("Rename"),
        "link": _("Link two factors"),
        "first": _("Press the factor that changes first."),
        "second": _("Now press the factor that changes with it."),
        "remove": _("Take off"),
        "open": _("Open its page"),
        "choose": _("First press a factor or a link."),
        "undo": _("Undo mine"),
        "redo": _("Redo mine"),
        "whole": _("Show all"),
        "kept": _("All changes are kept."),
        "keeping": _("Keeping changes …"),
        "offline": _("No connection: go on drawing, it is kept on this device and sent later."),
        "again": _("Load the page anew."),
        "here": _("Also here:"),
        "unnamed": _("A factor without a name"),
        **_looks(),
        "alike": _("Looks like the same"),
        "merge": _("Merge “{name}”"),
        "note": _("Note on"),
        "because": _("Why do we think so?"),
        **_arranging(),
        "does_same": _("raises"),
        "does_opposite": _("lowers"),
        "does_uncertain": _("changes, in a way that is not known,"),
    }


def _looks() -> dict[str, str]:
    return {
        "colours": _("Colours show"),
        "by_role": _("what each factor is"),
        "by_subsystem": _("parts of the system"),
        "by_origin": _("who says so"),
        "means_outcome": _("Outcome: thick edge"),
        "means_intervention": _("Something that is done: cut corners"),
        "contrast": _("Contrast"),
        "contrast_device": _("as this device asks"),
        "contrast_usual": _("usual"),
        "contrast_high": _("high: black on white"),
        "contrast_dark": _("light on dark"),
        "show": _("Show"),
        "picture": _("Save as a picture (PNG)"),
        "all_of_it": _("all of it"),
    }


def _arranging() -> dict[str, str]:
    return {
        "part_name": _("Name of a part, a smaller map or an arrangement"),
        "new_part": _("Add as a part, with the chosen factors"),
        "new_submap": _("Keep the chosen factors as a smaller map"),
        "new_layout": _("Keep the arrangement"),
        "put_into": _("Put the chosen factors into"),
        "use_layout": _("Use the arrangement"),
        "choose_one": _("Choose"),
        "no_part": _("no part"),
        "choose_factors": _("First press one or more factors; with the shift key, more than one."),
        "tidy": _("Tidy up"),
        "tidying": _("Tidying up …"),
        "tidied": _('Tidied up. "Undo mine" puts every factor back.'),
        "not_tidied": _("It could not be tidied up: that needs a connection."),
    }


def choices() -> dict[str, list[dict[str, Any]]]:
    """Return what of a factor or link can be chosen beside the drawing, in the words of its form."""
    asked = ("polarity", "strength", "delay", "confidence")
    return {"factors": [_choice(FactorForm, "role")], "links": [_choice(LinkForm, each) for each in asked]}


def _choice(form: type[FactorForm | LinkForm], name: str) -> dict[str, Any]:
    field = form.base_fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    values = [[value, str(words)] for value, words in cast("list[tuple[str, str]]", field.choices)]
    return {"field": name, "label": str(field.label), "values": values, "usual": field.initial}
