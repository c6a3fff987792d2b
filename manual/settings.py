"""The page of settings: every one the platform reads, from where they are declared."""

from __future__ import annotations

from seedbed.web.config.environment import SETTINGS


def pages() -> dict[str, str]:
    """Return the generated page by its path under ``docs``."""
    lines = [
        "# Settings",
        "",
        "The platform reads these from the environment when it starts; a setting that will not do stops it with the",
        "fix. `SEEDBED_DATA_DIR` says where packs of the command line are kept, and belongs to the library.",
        "",
        "| setting | meaning | without it | example |",
        "|---|---|---|---|",
        *(f"| `{one.name}` | {one.meaning} | {one.without} | {_as_code(one.example)} |" for one in SETTINGS),
    ]
    return {"reference/settings.md": "\n".join(lines) + "\n"}


def _as_code(example: str) -> str:
    return example if "`" in example else f"`{example}`"
