"""Films of a real encoder: the one that comes with OpenCV writes them, so that no program need be installed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np

from seedbed.formats.media.known import MP4, QUICKTIME, WEBM

CODECS: Mapping[str, tuple[str, str]] = {
    MP4: ("mp4", "mp4v"),
    QUICKTIME: ("mov", "mp4v"),
    WEBM: ("webm", "VP80"),
}
"""How a file of each type ends, and the codec of its picture."""
FRAMES, A_SECOND = 20, 10
ENCODER = b"Lavf"
"""What the encoder writes into its films about itself."""


def film(folder: Path, content_type: str) -> bytes:
    """Return two seconds of a bar that moves, at 160 by 120 pixels and without sound."""
    ending, codec = CODECS[content_type]
    path = folder / f"film.{ending}"
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*codec), A_SECOND, (160, 120))
    assert writer.isOpened(), f"OpenCV writes no {codec}"
    for number in range(FRAMES):
        frame = np.full((120, 160, 3), 10 * number, np.uint8)
        frame[:, 5 * number : 5 * number + 20] = 255
        writer.write(frame)
    writer.release()
    return path.read_bytes()


def frames(path: Path) -> list[bytes]:
    """Return every picture of a film, decoded."""
    opened, found = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG), []
    while (read := opened.read())[0]:
        found.append(read[1].tobytes())
    opened.release()
    return found
