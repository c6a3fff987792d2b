"""The page of endurance runs: each run writes its own section and leaves the others as they are."""

from __future__ import annotations

import re

from benchmarks.inputs import HERE

PAGE = HERE / "ENDURANCE.md"


def write_section(title: str, text: str) -> None:
    """Write a section of the page, in the place of an older one of the same title, else at the end."""
    sections = _sections(PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Endurance\n")
    sections[title] = f"## {title}\n\n{text.strip()}\n"
    PAGE.write_text("\n".join(part.strip() + "\n" for part in sections.values()), encoding="utf-8")


def write_first(text: str) -> None:
    """Write what stands before all sections."""
    sections = _sections(PAGE.read_text(encoding="utf-8") if PAGE.exists() else "")
    sections[""] = text
    PAGE.write_text("\n".join(part.strip() + "\n" for part in sections.values()), encoding="utf-8")


def _sections(page: str) -> dict[str, str]:
    """Return the parts of the page by title, the first under an empty one."""
    parts = re.split(r"^(?=## )", page, flags=re.MULTILINE)
    return {"": parts[0], **{part.split("\n", 1)[0].removeprefix("## "): part for part in parts[1:]}}
