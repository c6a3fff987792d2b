"""Form fields in the markup of the design system. Django renders them; this says which classes they wear."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm, BoundField, CheckboxSelectMultiple, RadioSelect

BLOCKS = {"textarea": "nhsuk-textarea", "select": "nhsuk-select"}
"""Class of widgets that have no type, by the name of their template."""

CLASSES = {
    "checkbox": "nhsuk-checkboxes__input",
    "radio": "nhsuk-radios__input",
    "file": "nhsuk-file-upload__input",
    "hidden": "",
    "number": "nhsuk-input nhsuk-input--width-10",
    "date": "nhsuk-input nhsuk-input--width-10",
    "time": "nhsuk-input nhsuk-input--width-5",
    "password": "nhsuk-input nhsuk-password-input__input nhsuk-js-password-input-input",
}
"""Classes of widgets by their type; others are plain inputs."""

LEFT_OUT = {"required", "cols"}
"""Attributes that are not written: the server's own errors are better read than the browser's."""


def attributes_of(widget: dict[str, Any]) -> dict[str, Any]:
    """Return the attributes of a widget with its classes added.

    Parameters
    ----------
    widget
        What Django hands to the widget's template.
    """
    given = dict(widget["attrs"])
    kind = widget.get("type") or _name(widget)
    own = BLOCKS.get(kind) or CLASSES.get(kind, "nhsuk-input")
    wrong = str(given.get("aria-invalid", "")).lower() == "true"
    if kind == "radio":
        given.pop("aria-invalid", None)
    classes = [own, _error_class(own) if wrong else "", str(given.pop("class", ""))]
    written = {name: value for name, value in given.items() if value is not False and name not in LEFT_OUT}
    joined = " ".join(each for each in classes if each)
    return {"class": joined, **written} if joined else written


def _name(widget: dict[str, Any]) -> str:
    return str(widget["template_name"]).rsplit("/", 1)[-1].removesuffix(".html")


def _error_class(own: str) -> str:
    first = own.split(" ", maxsplit=1)[0]
    return f"{first}--error" if first in {"nhsuk-input", *BLOCKS.values()} else ""


def choice_block(widget: dict[str, Any]) -> str:
    """Return the block that a set of choices, or one of them, belongs to: radios or checkboxes."""
    kind = widget.get("type") or _name(widget)
    return "nhsuk-radios" if kind == "radio" else "nhsuk-checkboxes"


def _about(label: str, message: str) -> str:
    """Return a message with the field it is about; a question needs no colon after it."""
    return f"{label} {message}" if label.endswith(("?", "؟", "!", ".", ":")) else f"{label}: {message}"


def first_input(field: BoundField) -> str:
    """Return the id of a field's first input."""
    if isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


def wrongs(form: BaseForm) -> list[dict[str, str]]:
    """Return each message about a form with the id of the input it is about, none if it is about the whole."""
    if not form.is_bound or not form.errors:
        return []
    whole = [{"message": str(message), "input": ""} for message in form.non_field_errors()]
    each = [
        {"message": _about(str(field.label), str(message)), "input": "" if field.is_hidden else first_input(field)}
        for field in form
        for message in field.errors
    ]
    return whole + each
