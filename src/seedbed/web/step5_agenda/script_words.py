"""What the island of a map says."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _

from seedbed.web.step5_agenda.forms import FactorForm, LinkForm


def words() -> dict[str, str]:
    """Return the words in the language of the page."""
    return {
        **_drawing(),
        "polarity": _("How the next link works"),
        "same": _("Raises (+)"),
        "opposite": _("Lowers (−)"),
        "uncertain": _("Not known (?)"),
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
        **_sight(),
        "alike": _("Looks like the same"),
        "merge": _("Merge “{name}”"),
        "note": _("Note on"),
        "because": _("Why do we think so?"),
        **_arranging(),
        "does_same": _("raises"),
        "does_opposite": _("lowers"),
        "does_uncertain": _("changes, in a way that is not known,"),
    }


def _drawing() -> dict[str, str]:
    return {
        "name": _("Name of a factor: what can go up or down?"),
        "add": _("Add factor"),
        "link": _("Link two factors"),
        "name_short": _("What can go up or down?"),
        "name_here": _("Write its name: it goes where you pressed."),
        "added": _("{name} is on the map."),
        "first": _("Press the factor that changes first; press “Link two factors” again to stop."),
        "second": _("Now press the factor that changes with it."),
        "linked": _("They are linked. Press the factor that changes first in the next link."),
        "add_link": _("Add link"),
        "changes": _("What does it change? A new name becomes a factor."),
        "called": _("Name"),
        "chosen_many": _("Chosen:"),
        "taken_off": _("Off the map; “Undo mine” brings it back:"),
        "remove": _("Take off"),
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


def _sight() -> dict[str, str]:
    return {
        "find": _("Find a factor"),
        "found_none": _("No factor has this in its name."),
        "nearer": _("Nearer"),
        "farther": _("Farther"),
        "screen": _("Whole screen"),
        "around": _("Highlight"),
        "around_none": _("nothing"),
        "around_to": _("what leads to it"),
        "around_from": _("what it leads to"),
        "around_both": _("both"),
        "around_steps": _("as far as"),
        "around_nothing": _("There is nothing."),
        "steps_1": _("1 link"),
        "steps_2": _("2 links"),
        "steps_3": _("3 links"),
        "steps_all": _("any number of links"),
        "kinds": _("Show"),
        "kind_same": _("links that raise"),
        "kind_opposite": _("links that lower"),
        "kind_uncertain": _("links not known"),
        "kind_outcome": _("outcomes"),
        "kind_intervention": _("things that are done"),
        "kind_ordinary": _("other factors"),
        "some_hidden": _("Not all of the map is shown: see “View”."),
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
        "several": _("Choose several, one press each"),
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
