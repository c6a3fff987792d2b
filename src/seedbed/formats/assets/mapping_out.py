"""A mapping of columns as the document it is read from, and as the TOML file that the commands take."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from seedbed.formats.assets.mapping import Told


def document_of(told: Told) -> dict[str, Any]:
    """Return a mapping as `told_from` reads it; what it does not tell is left out."""
    document: dict[str, Any] = {
        "guess": told.guess,
        "name_by_kind": told.name_by_kind,
        "keep": list(told.keep),
        "columns": {name: list(headings) for name, headings in told.columns.items()},
        "fixed": dict(told.fixed),
        "values": {name: dict(words) for name, words in told.values.items()},
    }
    usual = {"guess": True, "name_by_kind": False, "keep": [], "columns": {}, "fixed": {}, "values": {}}
    return {name: value for name, value in document.items() if value != usual[name]}


def as_toml(told: Told) -> str:
    """Return a mapping as a TOML file, which reads back the same."""
    document = document_of(told)
    lines = [f"{name} = {_value(document[name])}" for name in ("guess", "name_by_kind", "keep") if name in document]
    for part in ("columns", "fixed"):
        lines += _table(part, document.get(part, {}))
    for name, words in document.get("values", {}).items():
        lines += _table(f"values.{name}", words)
    return "\n".join(lines).lstrip("\n") + "\n"


def _table(name: str, values: Mapping[str, Any]) -> Iterable[str]:
    rows = [f"{_key(key)} = {_value(value)}" for key, value in values.items()]
    return ["", f"[{name}]", *rows] if rows else []


def _key(name: str) -> str:
    return name if name.isascii() and name.isidentifier() else _value(name)


def _value(value: Any) -> str:
    """Return a value; a basic string of TOML is one of JSON, save for one sign that it wants written out."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(_value(each) for each in value)}]" if len(value) != 1 else _value(value[0])
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
