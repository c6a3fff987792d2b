"""What phones found out about this site when they opened ``/this-phone/``, kept for whoever checks the installation.

No address and no name of a phone is kept: when it came, by which address of the site, and what worked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from seedbed.web.ui.marking import marked as _

FILE = "phone-checks.jsonl"
MOST_BYTES = 64_000
"""Beyond, the older half goes: anybody may open the page."""
NEEDED = {
    "secure_context": _("This phone comes by https that it trusts"),
    "microphone": _("This phone can be asked for the microphone"),
    "service_worker": _("This phone can keep pages for when it is offline"),
    "indexed_db": _("This phone can keep answers until they are sent"),
}
"""What a phone must be able to do, in words."""
WELCOME = {"storage_persists": _("This phone promises not to forget what it keeps")}
"""What is good to have."""


@dataclass(frozen=True, slots=True)
class PhoneCheck:
    """What one phone found.

    Parameters
    ----------
    at
        When, in ISO format with the zone.
    origin
        By which address of the site it came.
    kind
        ``android``, ``iphone`` or ``other``.
    found
        Each of `NEEDED` and `WELCOME`, and whether it works.
    """

    at: str
    origin: str
    kind: str
    found: dict[str, bool]

    @property
    def proves_it(self) -> bool:
        """Whether everything that is needed works, by https."""
        return self.origin.startswith("https://") and all(self.found.get(name, False) for name in NEEDED)

    @classmethod
    def heard(cls, found: Mapping[str, Any], *, origin: str, agent: str, at: datetime) -> Self:
        """Return what a phone told, and nothing else of what it sent."""
        kind = "android" if "Android" in agent else "iphone" if "iPhone" in agent or "iPad" in agent else "other"
        told = {name: found.get(name) is True for name in (*NEEDED, *WELCOME)}
        return cls(at.isoformat(timespec="seconds"), origin, kind, told)


def keep(data_folder: Path, check: PhoneCheck) -> None:
    """Add what a phone found to those before."""
    path = data_folder / FILE
    if path.exists() and path.stat().st_size > MOST_BYTES:
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[len(lines) // 2 :]), "utf-8")
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(check)) + "\n")


def phone_checks(data_folder: Path) -> list[PhoneCheck]:
    """Return what phones found, the newest first; a line that cannot be read is left out."""
    path = data_folder / FILE
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [check for line in reversed(lines) if (check := _read(line)) is not None]


def phone_check(data_folder: Path) -> PhoneCheck | None:
    """Return the newest proof that a phone can work with this site, or None: what `seedbed doctor` asks."""
    return next((check for check in phone_checks(data_folder) if check.proves_it), None)


def _read(line: str) -> PhoneCheck | None:
    try:
        return PhoneCheck(**json.loads(line))
    except (ValueError, TypeError):
        return None
