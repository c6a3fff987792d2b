"""Widgets that Django does not have."""

from __future__ import annotations

from typing import Any

from django.forms import SelectDateWidget
from django.utils.translation import gettext_lazy

PARTS = (("day", gettext_lazy("Day"), 2), ("month", gettext_lazy("Month"), 2), ("year", gettext_lazy("Year"), 4))
"""The boxes of a day: name, label, how many letters wide."""


class DayInput(SelectDateWidget):
    """A day in three boxes: easier to type and to read out than one, and no picker is needed."""

    template_name = "ui/widgets/day.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template shows: three boxes."""
        written = self.format_value(value)
        own = self.build_attrs(self.attrs, attrs)
        given = own.get("id") or f"id_{name}"
        boxes = [
            {
                "name": f"{name}_{part}",
                "id": f"{given}_{part}",
                "label": label,
                "width": width,
                "value": written.get(part) or "",
                "wrong": own.get("aria-invalid") == "true",
            }
            for part, label, width in PARTS
        ]
        return {"widget": {"name": name, "boxes": boxes, "attrs": {"id": given}, "template_name": self.template_name}}

    def id_for_label(self, id_: str, index: str | None = None) -> str:  # noqa: ARG002 - Django's signature
        """Return the id of the first box, where links from an error go."""
        return f"{id_}_day"

    def subwidgets(self, name: str, value: Any, attrs: dict[str, Any] | None = None) -> Any:
        """Return the widget as one."""
        yield self.get_context(name, value, attrs)["widget"]
