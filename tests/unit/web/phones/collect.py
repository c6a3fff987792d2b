"""A phone with ODK Collect, as tests play it: byte by byte as it asks and sends."""

from __future__ import annotations

import base64
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from seedbed.web.capture.actions import add_device
from seedbed.web.phones.access import name_of
from seedbed.web.places.models import Neighbourhood


class Phone:
    """A phone with Collect: it knows the address, its name and its token."""

    def __init__(self, place: Neighbourhood, by: Any) -> None:
        self.device, token = add_device(by=by, neighbourhood=place, name="Youth club")
        self.at = f"/phones/{place.slug}"
        sent = base64.b64encode(f"{name_of(self.device)}:{token}".encode()).decode()
        self.headers: dict[str, Any] = {"HTTP_AUTHORIZATION": f"Basic {sent}", "HTTP_X_OPENROSA_VERSION": "1.0"}
        self.client = Client(headers={"host": "localhost"})

    def get(self, path: str) -> Any:
        """Ask for something below the address of the neighbourhood, or at an address it was told."""
        return self.client.get(path if path.startswith("http") else f"{self.at}/{path}", **self.headers)

    def head(self) -> Any:
        """Ask how much may be sent."""
        return self.client.head(f"{self.at}/submission?deviceID=collect%3A1", **self.headers)

    def send(self, xml: str | bytes, **files: bytes) -> Any:
        """Send a filled form with files: ``1_jpg`` is called 1.jpg."""
        content = xml if isinstance(xml, bytes) else xml.encode()
        parts = {"xml_submission_file": SimpleUploadedFile("walk.xml", content, "text/xml")}
        for name, data in files.items():
            shown = name.replace("_", ".")
            parts[shown] = SimpleUploadedFile(shown, data, "image/jpeg")
        return self.client.post(f"{self.at}/submission", parts, **self.headers)


def filled(inside: str, number: str = "1", form: str = 'id="walk" version="1"', meta: str = "") -> str:
    """Return a filled form as the phone writes it."""
    return f"<data {form}>{inside}<meta><instanceID>uuid:{number}</instanceID>{meta}</meta></data>"
