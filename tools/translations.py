"""Keep the catalogues of translations in step with the words of the code, and compile them.

    python tools/translations.py update     gather the words of templates and code into every catalogue
    python tools/translations.py check      say whether that would change anything
    python tools/translations.py compile    write the form that the site reads, where a catalogue is newer

Catalogues are `src/seedbed/web/ui/locale/LANGUAGE/LC_MESSAGES/django.po`. Django reads its own templates, Babel reads
Python and catalogues; neither needs a system package.
"""

from __future__ import annotations

import ast
import io
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "src" / "seedbed" / "web"
LOCALE = WEB / "ui" / "locale"
WIDTH = 120
PLURALS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
    "bn": "nplurals=2; plural=n > 1;",
    "cy": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5;",
    "pl": "nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2;",
    "ro": "nplurals=3; plural=n==1 ? 0 : n==0 || (n%100>=1 && n%100<=19) ? 1 : 2;",
    "so": "nplurals=2; plural=n != 1;",
}
"""How many forms of a number a language has, and which number takes which: Unicode's plural rules (CLDR 46)."""
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Key = tuple[str, str]


def catalogues() -> list[Path]:
    """Return the catalogue of every language that has one."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def language_of(path: Path) -> str:
    """Return the language of a catalogue."""
    return path.parent.parent.name


def compiled(path: Path) -> Path:
    """Return where the compiled form of a catalogue stands."""
    return path.with_suffix(".mo")


def sources() -> list[Path]:
    """Return every template and every Python file of the platform, in one order."""
    templates = [path for path in WEB.glob("*/templates/**/*") if path.suffix in {".html", ".txt"}]
    code = [path for path in WEB.rglob("*.py") if "migrations" not in path.parts]
    return sorted(templates + code)


@cache
def gathered() -> Catalog:
    """Return every word of templates and code that is to be translated, with the files it stands in."""
    words = Catalog(fuzzy=False)
    for path in sources():
        where = path.relative_to(ROOT).as_posix()
        for number, function, told, remarks in _words_of(path):
            context, ids = _key(function, told)
            if ids and (ids if isinstance(ids, str) else ids[0]):
                words.add(ids, context=context, locations=[(where, number)], auto_comments=remarks)
    return words


def _words_of(path: Path) -> Iterator[Any]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        from django.utils.translation.template import templatize

        # What is no call is blotted out; only its indentation would still make the reader stumble.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines()) + "\n"
    yield from extract_python(io.BytesIO(text.encode()), KEYWORDS, ["Translators:"], {})


def _key(function: str, told: object) -> tuple[str | None, str | tuple[str, ...]]:
    """Return the context and the words of one call."""
    given = told if isinstance(told, tuple) else (told,)
    context, numbers = None, KEYWORDS[function] or (1,)
    wanted = []
    for number in numbers:
        at = number if isinstance(number, int) else number[0]
        value = given[at - 1] if at <= len(given) else None
        if not isinstance(value, str):
            return None, ""
        if isinstance(number, tuple):
            context = value
        else:
            wanted.append(value)
    return context, wanted[0] if len(wanted) == 1 else tuple(wanted)


def renewed(path: Path) -> str:
    """Return the text of a catalogue with the words of today: new ones empty, those of nobody left out."""
    language = language_of(path)
    old = read(path)
    new = Catalog(locale=None, charset="utf-8")
    new.mime_headers = [("Plural-Forms", PLURALS[language])]
    for message in gathered():
        if not message.id:
            continue
        known = old.get(message.id, message.context)
        string = known.string if known is not None and _fits(message, known) else None
        locations = sorted({(file, 0) for file, _ in message.locations})
        new.add(message.id, string, locations=locations, flags=_flags(message), context=message.context)
    written = io.BytesIO()
    write_po(written, new, width=WIDTH, omit_header=True, sort_by_file=True, include_lineno=False)
    return _header(language, _status(path)) + written.getvalue().decode()


def _fits(message: Message, known: Message) -> bool:
    return message.pluralizable == known.pluralizable


def _flags(message: Message) -> list[str]:
    return ["python-format"] if message.python_format else []


def read(path: Path) -> Catalog:
    """Return a catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=None, abort_invalid=True)


def _status(path: Path) -> str:
    """Return what a catalogue says of itself; one that says nothing is a draft."""
    told = re.search(r'"X-Seedbed-Status: (\w+)', path.read_text(encoding="utf-8"))
    return told[1] if told else "draft"


def _header(language: str, status: str) -> str:
    lines = {
        "Project-Id-Version": "seedbed",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
        "X-Seedbed-Status": status,
    }
    written = "".join(f'"{name}: {value}\\n"\n' for name, value in lines.items())
    return f'msgid ""\nmsgstr ""\n{written}\n'


def update() -> None:
    """Write every catalogue anew, and say how much of it is translated."""
    for path in catalogues():
        path.write_text(renewed(path), encoding="utf-8")
        words = [message for message in read(path) if message.id]
        done = sum(1 for message in words if _is_translated(message))
        sys.stdout.write(f"{language_of(path)}: {done} of {len(words)} texts translated\n")


def _is_translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def stale() -> list[str]:
    """Return the languages whose catalogue does not hold the words of today."""
    return [language_of(path) for path in catalogues() if path.read_text(encoding="utf-8") != renewed(path)]


def check() -> None:
    """Stop with a message if a catalogue is out of date."""
    if found := stale():
        sys.exit(
            f"Catalogues are out of date: {', '.join(found)}.\n"
            "A text of a page was added, changed or taken away.\n"
            "Next: make translations, and commit what it wrote."
        )


def compile_all(*, anew: bool = False) -> None:
    """Compile each catalogue that is newer than its compiled form, whole or not at all."""
    for path in catalogues():
        target = compiled(path)
        if not anew and target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        beside = target.with_suffix(f".{os.getpid()}.new")
        with beside.open("wb") as file:
            write_mo(file, read(path))
        beside.replace(target)


def main(arguments: list[str]) -> None:
    """Do what was asked."""
    doing = {"update": update, "check": check, "compile": compile_all}
    if len(arguments) != 1 or arguments[0] not in doing:
        sys.exit(ast.get_docstring(ast.parse(Path(__file__).read_text(encoding="utf-8"))))
    doing[arguments[0]]()
    if arguments[0] == "update":
        compile_all()


if __name__ == "__main__":
    main(sys.argv[1:])
