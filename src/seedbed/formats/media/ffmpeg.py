"""ffmpeg, where it is installed: writes a recording into a new container, with sound and picture and nothing else."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from seedbed.errors import BadInputError

LONGEST = 300.0
"""Seconds that ffmpeg may take."""
_FORMATS = {
    "audio/wav": "wav",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "video/webm": "webm",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
}


def installed() -> str | None:
    """Return where ffmpeg is; None if it is not installed."""
    return shutil.which("ffmpeg")


def remux(program: str, source: Path, target: Path, content_type: str, *, film: bool) -> None:
    """Write a recording into a new container, without decoding it.

    Parameters
    ----------
    program
        Where ffmpeg is.
    source, target
        The recording, and the file to write.
    content_type
        What the recording is.
    film
        Whether its picture is kept too.

    Raises
    ------
    BadInputError
        If ffmpeg cannot read it.
    """
    streams = ["-map", "0:a?", *(["-map", "0:v:0"] if film else ["-vn"])]
    told = [*streams, "-c", "copy", "-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact"]
    run(program, [*told, "-flags:a", "+bitexact", "-f", _FORMATS[content_type]], source, target)


def run(program: str, told: Sequence[str], source: Path, target: Path) -> None:
    """Run ffmpeg on one local file.

    Raises
    ------
    BadInputError
        If it fails, or takes longer than `LONGEST`.
    """
    # No address in the file leads anywhere: ffmpeg opens this one file and nothing else.
    begin = [program, "-nostdin", "-v", "error", "-y", "-protocol_whitelist", "file"]
    try:
        done = subprocess.run(
            [*begin, "-i", f"file:{source}", *told, f"file:{target}"], capture_output=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _unreadable() from error
    if done.returncode or not target.is_file() or target.stat().st_size == 0:
        raise _unreadable()


def _unreadable() -> BadInputError:
    return BadInputError(
        "The recording was not taken.",
        "It cannot be played: ffmpeg finds it broken.",
        "Send it again, or record another.",
    )
