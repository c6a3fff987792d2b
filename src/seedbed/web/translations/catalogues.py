"""The catalogues of translations as the site reads them: every text, and a version that any change of words changes.

A compiled catalogue is GNU gettext's binary form (GNU gettext manual, "The Format of GNU MO Files").
"""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from seedbed.web import ui

_MAGIC = 0x950412DE
_CONTEXT, _PLURAL = "\x04", "\x00"


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the pages: in English, and as it is said in the language, in each of its forms of number."""

    english: tuple[str, ...]
    said: tuple[str, ...]
    context: str = ""


def offered() -> list[tuple[str, str]]:
    """Return the languages besides English that pages are offered in, each with its own name."""
    return [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def texts(language: str) -> tuple[Text, ...]:
    """Return what is translated into a language, in the order of the English."""
    path = _file(language)
    return _read(path, path.stat().st_mtime_ns) if path.exists() else ()


def version_of(language: str) -> str:
    """Return the version of a language's words: a SHA-256 that is another as soon as one of them is."""
    told = [[text.context, text.english, text.said] for text in texts(language)]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _file(language: str) -> Path:
    return Path(ui.__file__).parent / "locale" / language / "LC_MESSAGES" / "django.mo"


@lru_cache(maxsize=32)
def _read(path: Path, changed: int) -> tuple[Text, ...]:  # noqa: ARG001 - a changed file is read anew
    held = path.read_bytes()
    magic, _, count, originals, translations = struct.unpack_from("<5I", held)
    if magic != _MAGIC:
        return ()
    pairs = [(_string(held, originals + 8 * at), _string(held, translations + 8 * at)) for at in range(count)]
    return tuple(_text(english, said) for english, said in sorted(pairs) if english)


def _string(held: bytes, at: int) -> str:
    length, start = struct.unpack_from("<2I", held, at)
    return held[start : start + length].decode()


def _text(english: str, said: str) -> Text:
    context, _, words = english.rpartition(_CONTEXT)
    return Text(tuple(words.split(_PLURAL)), tuple(said.split(_PLURAL)), context)
