"""How much is taken of each kind; said in advance by whatever asks for it."""

from __future__ import annotations

from seedbed.web.media.models import MediaKind

MEGABYTE = 1_000_000
LARGEST: dict[str, int] = {
    MediaKind.PHOTO: 20 * MEGABYTE,
    MediaKind.DRAWING: 20 * MEGABYTE,
    MediaKind.SCAN: 50 * MEGABYTE,
    MediaKind.AUDIO: 50 * MEGABYTE,
    MediaKind.VIDEO: 200 * MEGABYTE,
}
"""Bytes of each kind."""
LONGEST_SCAN = 8_000
"""Pixels of the longer side of a scan that is kept: what is written on it must stay readable."""
DAYS_UNUSED = 7
"""How long a file stays that nothing links to."""
