"""A Python script that works every figure of a profile out again, without Seedbed."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from seedbed.reports.profile_documents import ProfileDocument
from seedbed.reports.profile_view import redacted

PLACE = "PROFILE: dict[str, Any] = {}\n"


def profile_script(document: ProfileDocument, pack_folder: Path) -> str:
    """Return the script: ``recompute.py`` with the profile's numbers put in, figure by figure.

    Parameters
    ----------
    document
        The profile; suppressed numbers are left out.
    pack_folder
        Where the pack was; another folder can be given when the script is run.
    """
    clean = redacted(document)
    figures = [
        figure.model_dump(
            include={
                **dict.fromkeys(("indicator", "name", "period", "suppressed", *_NUMBERS), True),
                "inside": {"__all__": {"code", "suppressed", *_NUMBERS}},
                "comparators": {"__all__": {"code", "name", "suppressed", *_NUMBERS}},
            }
        )
        for figure in clean.figures
    ]
    lines = [
        f"# {clean.name!a}{', invented' if clean.invented else ''}, from the pack {clean.pack!a}",
        "PROFILE: dict[str, Any] = {",
        f'    "pack_folder": {str(pack_folder.resolve())!a},',
        f'    "shares": { {area.code: area.share for area in clean.areas}!a},',
        '    "figures": [',
        *(f"        json.loads({json.dumps(figure)!a})," for figure in figures),
        "    ],",
        "}",
        "",
    ]
    source = files("seedbed.reports").joinpath("recompute.py").read_text(encoding="utf-8")
    return source.replace(PLACE, "\n".join(lines), 1)


_NUMBERS = ("value", "numerator", "denominator", "ci_low", "ci_high")
