"""The languages that the pages are offered in, and what Django does not know of them. Settings read this."""

from __future__ import annotations

from typing import Any

OFFERED = [
    ("en-gb", "English"),
    ("cy", "Cymraeg"),
    ("bn", "বাংলা"),
    ("ar", "العربية"),
    ("so", "Soomaali"),
    ("pl", "Polski"),
    ("ro", "Română"),
]
"""Each by the name that its speakers use."""

UNKNOWN_TO_DJANGO: dict[str, dict[str, Any]] = {
    "so": {"bidi": False, "code": "so", "name": "Somali", "name_local": "Soomaali"},
}
"""Languages that come without Django's own words and facts: theirs are in our catalogues and formats."""
