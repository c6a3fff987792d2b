"""Sound and film by what they are: walked through, told apart, and written without what recorders add."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

from seedbed.errors import BadInputError
from seedbed.formats.media import mp3, mp4, ogg, wav, webm
from seedbed.formats.media.known import MP3, MP4, OGG, QUICKTIME, WAV, WEBM
from seedbed.formats.media.walked import Walked, clean_blocks

_WALKS: Mapping[str, Callable[[IO[bytes]], Walked]] = {
    MP3: mp3.walk,
    MP4: mp4.walk,
    OGG: ogg.walk,
    QUICKTIME: mp4.walk,
    WAV: wav.walk,
    WEBM: webm.walk,
}


def walk(path: Path, content_type: str, *, film: bool) -> Walked:
    """Follow a recording from its first byte to its last.

    Parameters
    ----------
    path
        The file.
    content_type
        What its first bytes are (`known.content_type_of`).
    film
        Whether it was sent as a film; otherwise as a sound.

    Raises
    ------
    BadInputError
        If it is broken or cut off, or is a film and was sent as a sound, or the other way round.
    """
    with path.open("rb") as file:
        found = _WALKS[content_type](file)
    if film and not found.picture:
        raise BadInputError("The film was not taken.", "There is no picture in it.", "Send it as a sound.")
    if not film and found.picture:
        raise BadInputError("The sound was not taken.", "There is a film in it.", "Send it as a film.")
    return found


def content_type_kept(content_type: str, *, film: bool) -> str:
    """Return what a recording is called when it is handed out: containers of both are sound where they hold no film."""
    if film:
        return content_type
    return {WEBM: "audio/webm", MP4: "audio/mp4", QUICKTIME: "audio/mp4"}.get(content_type, content_type)


def write_clean(source: Path, target: Path, walked: Walked) -> None:
    """Write a recording without what its recorder put beside sound and picture."""
    with source.open("rb") as file, target.open("wb") as made:
        made.writelines(clean_blocks(file, walked))
