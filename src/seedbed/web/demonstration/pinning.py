"""What people of the story put on the map, as it comes from a kiosk: degrees in place of metres."""

from __future__ import annotations

from typing import Any

import numpy as np

from seedbed.demo.positions import degrees
from seedbed.demo.story.shapes import Pinned, Said
from seedbed.web.listening.marks import ReadyMark, ready_marks

GEOMETRIES = {"point": "Point", "line": "LineString", "area": "Polygon"}


def marks_of(said: Said) -> tuple[ReadyMark, ...]:
    """Return what somebody of the story put on the map with what they said."""
    return ready_marks([_told(each) for each in said.pinned])


def _told(pinned: Pinned) -> dict[str, Any]:
    at: Any = degrees(np.array(pinned.at, dtype=np.float64)).tolist()
    coordinates = {"point": at[0], "line": at, "area": [at]}[pinned.shape]
    geometry = {"type": GEOMETRIES[pinned.shape], "coordinates": coordinates}
    return {"geometry": geometry, "category": pinned.sticker, "label": pinned.called}
