"""A column of JSON that is kept as the very text that is hashed, the same on every database."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from seedbed.web.people.chain import canonical


class CanonicalJSONField(models.TextField):  # type: ignore[type-arg]
    """Holds what JSON can say. A database's own JSON type would write numbers and keys in its own way."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, _expression: object, _connection: object) -> Any:
        """Return what the text says."""
        return None if value is None else json.loads(value)

    def get_prep_value(self, value: Any) -> Any:
        """Return the text."""
        return value if value is None or hasattr(value, "resolve_expression") else canonical(value)

    def to_python(self, value: Any) -> Any:
        """Return a value as it is: it is never typed into a form."""
        return value
