"""``python -m manual`` writes the generated pages; with ``--check`` it says which are not current."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from manual import commands, errors, map_tags, methods, roles, schemas, settings, thread, who_opens

DOCS = Path(__file__).parents[1] / "docs"
GENERATED_FOLDERS = (methods.FOLDER, schemas.FOLDER)


def collect() -> dict[str, str]:
    """Return every generated page by its path under ``docs``."""
    pages: dict[str, str] = {}
    for generator in (methods, commands, schemas, errors, thread, roles, who_opens, settings, map_tags):
        pages |= generator.pages()
    return pages


def faults(docs: Path, pages: dict[str, str]) -> list[str]:
    """Say which pages in a folder are missing, differ from what they should be, or belong to nothing."""
    found = []
    for path, text in sorted(pages.items()):
        if not (docs / path).is_file():
            found.append(f"{path} is missing")
        elif (docs / path).read_text(encoding="utf-8") != text:
            found.append(f"{path} is not current")
    return found + [f"{path} belongs to nothing any more" for path in orphans(docs, pages)]


def orphans(docs: Path, pages: dict[str, str]) -> list[str]:
    """Return the files in the generated folders that no generator writes."""
    files = [path for folder in GENERATED_FOLDERS for path in (docs / folder).rglob("*") if path.is_file()]
    return sorted({path.relative_to(docs).as_posix() for path in files} - set(pages))


def write(docs: Path, pages: dict[str, str]) -> None:
    """Write every page and remove those that belong to nothing."""
    for path, text in pages.items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(text, encoding="utf-8")
    for path in orphans(docs, pages):
        (docs / path).unlink()


def main(arguments: list[str] | None = None, docs: Path = DOCS) -> int:
    """Write or check the pages; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m manual", description="Write the generated pages of the docs.")
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 if a page is not current")
    pages = collect()
    if not parser.parse_args(arguments).check:
        write(docs, pages)
        return 0
    found = faults(docs, pages)
    for fault in found:
        print(f"docs/{fault}", file=sys.stderr)
    if found:
        print("Next: make generated", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
