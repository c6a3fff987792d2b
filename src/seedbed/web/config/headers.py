"""Headers that every answer carries, whoever made it; the content policy has its own middleware."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

ASKED_FOR = ("camera", "fullscreen", "geolocation", "microphone")
"""What pages of ours may ask a browser for."""
NEVER = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "display-capture",
    "gyroscope",
    "hid",
    "magnetometer",
    "midi",
    "payment",
    "serial",
    "usb",
)
"""What no page of ours asks for, nor anything that stands on one."""
PERMISSIONS = ", ".join([*(f"{name}=(self)" for name in ASKED_FOR), *(f"{name}=()" for name in NEVER)])


class SafeHeaders:
    """Adds them."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as ever, with the headers."""
        answer = self.respond(request)
        answer["Permissions-Policy"] = PERMISSIONS
        answer.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return answer
