"""Handing out a file, or the part of it that a player asks for; never so that a browser could run it."""

from __future__ import annotations

import asyncio
import base64
import re
from collections.abc import AsyncIterator, Iterator

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from seedbed.web.media.models import MediaFile
from seedbed.web.media.storing import storage

BLOCK = 1 << 18
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "audio/wav": "wav",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/webm": "webm",
    "audio/mp4": "m4a",
    "video/webm": "webm",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
}


def serve(request: HttpRequest, name: str, content_type: str, called: str) -> HttpResponseBase:
    """Answer with a stored file.

    Parameters
    ----------
    name
        Where the storage keeps it.
    content_type
        What it was found to be.
    called
        What it is called if it is downloaded, without its ending.
    """
    size = storage().size(name)
    asked = request.headers.get("Range", "")
    part = _part(asked, size) if asked else (0, size)
    if part is None:
        refused = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        return _safe(refused, content_type, called)
    start, end = part
    blocks = _blocks(name, start, end)
    # A server of many at once would else read all of a film into memory before it hands any of it out.
    content = _in_turn(blocks) if isinstance(request, ASGIRequest) else blocks
    answer = StreamingHttpResponse(content, status=206 if asked else 200)
    answer["Content-Length"] = str(end - start)
    if asked:
        answer["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return _safe(answer, content_type, called)


def picture_of(file: MediaFile) -> str:
    """Return a small picture as an address that holds it, for a page that no account opens; of other files nothing."""
    if not file.small_name:
        return ""
    with storage().open(file.small_name, "rb") as kept:
        content = base64.b64encode(kept.read()).decode()
    return f"data:image/{'png' if file.small_name.endswith('.png') else 'jpeg'};base64,{content}"


def _safe(answer: HttpResponseBase, content_type: str, called: str) -> HttpResponseBase:
    answer["Content-Type"] = content_type
    answer["Accept-Ranges"] = "bytes"
    answer["X-Content-Type-Options"] = "nosniff"
    # Shown in a page it is a picture or a player; opened by itself it is downloaded and runs nothing.
    answer["Content-Disposition"] = f'attachment; filename="{called}.{ENDINGS[content_type]}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _part(asked: str, size: int) -> tuple[int, int] | None:
    """Return where a part begins and ends; None if there is no such part. Only one part is handed out at a time."""
    found = re.fullmatch(r"bytes=([0-9]{0,18})-([0-9]{0,18})", asked.strip())
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        start, end = max(0, size - int(found[2])), size
    else:
        start, end = int(found[1]), min(size, int(found[2]) + 1 if found[2] else size)
    return (start, end) if start < end else None


def _blocks(name: str, start: int, end: int) -> Iterator[bytes]:
    with storage().open(name, "rb") as file:
        file.seek(start)
        while start < end and (block := file.read(min(BLOCK, end - start))):
            start += len(block)
            yield block


async def _in_turn(blocks: Iterator[bytes]) -> AsyncIterator[bytes]:
    while (block := await asyncio.to_thread(next, blocks, None)) is not None:
        yield block
