"""What a file is, by its first bytes and by nothing that its sender says of it."""

from __future__ import annotations

from seedbed.errors import BadInputError

HEAD = 64
"""Bytes that are enough to tell."""

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
WAV, OGG, MP3 = "audio/wav", "audio/ogg", "audio/mpeg"
WEBM, MP4, QUICKTIME = "video/webm", "video/mp4", "video/quicktime"
IMAGES = frozenset({JPEG, PNG, WEBP})
SOUNDS = frozenset({WAV, OGG, MP3})
HOLDS_BOTH = frozenset({WEBM, MP4, QUICKTIME})
"""Containers that hold film, or sound alone."""

_APPLE_PICTURES = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
    (b"PK\x03\x04", "a zip or office file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"#!AMR", "an AMR sound"),
    (b"fLaC", "a FLAC sound"),
)
TAKEN = "Send a JPEG, PNG or WebP picture, a WAV, Ogg, WebM, M4A or MP3 sound, or a WebM, MP4 or MOV film."


def content_type_of(head: bytes) -> str:
    """Return what a file is.

    Parameters
    ----------
    head
        Its first bytes: `HEAD` of them, or all if there are fewer.

    Returns
    -------
    str
        One of `IMAGES`, `SOUNDS` or `HOLDS_BOTH`.

    Raises
    ------
    BadInputError
        If it is empty or nothing that is taken; says what it is where that is known.
    """
    if not head:
        raise _refused("There is nothing in it.")
    found = _picture(head) or _riff(head) or _sound(head) or _boxes(head)
    if found:
        return found
    for start, name in _REFUSED:
        if head.startswith(start):
            raise _refused(f"It is {name}, whatever its name says.")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise _refused("It is a text with marks (HTML, SVG or XML), which may hold a program.")
    raise _refused("Its first bytes are those of no picture, sound or film that is taken.")


def _picture(head: bytes) -> str | None:
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    return PNG if head.startswith(b"\x89PNG\r\n\x1a\n") else None


def _riff(head: bytes) -> str | None:
    if not head.startswith(b"RIFF"):
        return None
    return {b"WEBP": WEBP, b"WAVE": WAV}.get(head[8:12])


def _sound(head: bytes) -> str | None:
    if head.startswith(b"OggS"):
        return OGG
    # MPEG audio: eleven bits set, then a layer; or the mark of what stands before it.
    if head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 in {0xE2, 0xE4, 0xE6}):
        return MP3
    return WEBM if head.startswith(b"\x1a\x45\xdf\xa3") else None


def _boxes(head: bytes) -> str | None:
    if head[4:8] != b"ftyp":
        return None
    brand = head[8:12]
    if brand in _APPLE_PICTURES:
        raise BadInputError(
            "The picture was not taken.",
            "It is a HEIC picture, as iPhones keep them, and most browsers cannot show it.",
            "Send it as JPEG: on the iPhone, Settings, Camera, Formats, Most Compatible; or send a screenshot of it.",
        )
    if brand.startswith(b"avi"):
        raise _refused("It is an AVIF picture.")
    return QUICKTIME if brand == b"qt  " else MP4


def _refused(why: str) -> BadInputError:
    return BadInputError("The file was not taken.", why, TAKEN)
