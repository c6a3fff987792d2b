"""Styles and scripts, served whole.

WhiteNoise hands files out piece by piece to a server that waits; ours does not wait: Django then reads them in
one go and warns. They are small, so they are read at once.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware


class WholeFiles(WhiteNoiseMiddleware):  # type: ignore[misc]
    """Serves what lies under ``/static/``."""

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:
        """Answer with a file, or with the part of it that was asked for."""
        found = static_file.get_response(request.method, request.META)
        with_body = b""
        if found.file is not None:
            with found.file as opened:
                with_body = opened.read()
        answer = HttpResponse(with_body, status=int(found.status))
        del answer["Content-Type"]
        for name, value in found.headers:
            answer[name] = value
        return answer
