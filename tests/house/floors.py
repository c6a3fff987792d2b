"""The floors of the web app's rooms, as the import linter holds them."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
WEB = ROOT / "src" / "seedbed" / "web"


def _floors() -> dict[str, int]:
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = next(each for each in linter["contracts"] if each["name"].startswith("Inside the web app"))["layers"]
    # In brackets stands a room that is not always there.
    return {
        room.strip(" ()").rsplit(".", 1)[-1]: floor for floor, rooms in enumerate(layers) for room in rooms.split("|")
    }


FLOORS = _floors()
"""Each room's floor, counted from the top."""


def room_of(path: Path) -> str:
    """Return the room that a file belongs to."""
    return path.relative_to(WEB).parts[0]


def may_use(room: str, used: str) -> bool:
    """Say whether a room may use another: itself and what is below, never what is beside or above."""
    return used == room or FLOORS[used] > FLOORS[room]
