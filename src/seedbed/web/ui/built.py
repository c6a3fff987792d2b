"""What the front-end build made: files with a fingerprint in their name, found through its manifest.

A checkout that has not been built yet has no manifest; names then stand for themselves, and pages come without styles.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage

FOLDER = Path(__file__).parent / "static" / "dist"


class BuiltFiles(StaticFilesStorage):
    """Static files, whose built ones are asked for by their plain name."""

    def url(self, name: str | None) -> str:
        """Return the address of a file; of a built one, with its fingerprint."""
        plain = name or ""
        return super().url(fingerprinted(plain))


def fingerprinted(name: str) -> str:
    """Return ``dist/app.3F2A.css`` for ``dist/app.css``; other names as they are."""
    if not name.startswith("dist/"):
        return name
    found = (_read if settings.DEBUG else _kept)().get(name.removeprefix("dist/"))
    return f"dist/{found}" if found else name


def is_built(name: str) -> bool:
    """Say whether the build made such a file."""
    return fingerprinted(name) != name


def parts_of(name: str) -> list[str]:
    """Return the files that an island is made of, with their fingerprints: its own, and all that it imports."""
    path = FOLDER / "parts.json"
    parts = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return list(parts.get(name, [name]))


def text_of(name: str) -> str:
    """Return the text of a built file."""
    return (FOLDER / fingerprinted(f"dist/{name}").removeprefix("dist/")).read_text(encoding="utf-8")


def _read() -> dict[str, str]:
    manifest = FOLDER / "manifest.json"
    return dict(json.loads(manifest.read_text(encoding="utf-8"))) if manifest.exists() else {}


@cache
def _kept() -> dict[str, str]:
    return _read()
