"""Devices as tests play them: what they send, and how they sign it."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone
from PIL import Image

from seedbed.web.capture.models import Device
from seedbed.web.consent.numbers import new_number
from seedbed.web.consent.receipts import digest_of, new_second_half


def photo(shade: int = 90) -> bytes:
    """Return a small JPEG."""
    kept = io.BytesIO()
    Image.new("RGB", (8, 8), (shade, 120, 40)).save(kept, "JPEG")
    return kept.getvalue()


def announced(content: bytes, kind: str = "photo", media_type: str = "image/jpeg") -> dict[str, Any]:
    """Return how an item announces a file."""
    digest = hashlib.sha256(content).hexdigest()
    return {"id": str(uuid4()), "kind": kind, "type": media_type, "size": len(content), "sha256": digest}


def contribution(**more: Any) -> dict[str, Any]:
    """Return an item as a phone of a shift makes it."""
    number, half = new_number(), new_second_half()
    return {
        "id": str(uuid4()),
        "schema": "seedbed/capture/1",
        "kind": "contribution",
        "made_at": timezone.now().isoformat(),
        "language": "en",
        "words": "The bench by the pond is where we meet.",
        "prompt": "What is good here?",
        "mode": "spoken",
        "receipt": {"number": number, "digest": digest_of(number, half)},
        "consent": {
            "scopes": ["take_part", "quote", "photo", "audio", "card"],
            "wording": "1",
            "language": "en",
            "how": "spoken",
            "age_band": "18_plus",
            "guardian_agreed": False,
            "assented": False,
        },
        "cards": {"age": "65_plus"},
        "marks": [],
        "media": [],
        **more,
    }


@dataclass
class Phone:
    """A device with its token, and the browser it sends by."""

    device: Device
    token: str
    browser: Client = field(default_factory=Client)

    @property
    def headers(self) -> dict[str, str]:
        """What it signs its requests with."""
        return {"Authorization": f"Device {self.device.pk}:{self.token}"}

    def put(self, item: Mapping[str, Any], **headers: str) -> Any:
        """Send an item."""
        return self.put_raw(str(item["id"]), json.dumps(item).encode(), **headers)

    def put_raw(self, number: str, raw: bytes, **headers: str) -> Any:
        """Send bytes as an item."""
        return self.browser.put(
            f"/capture/items/{number}/", raw, content_type="application/json", headers={**self.headers, **headers}
        )

    def put_file(self, number: str, content: bytes, kind: str = "photo") -> Any:
        """Send a file."""
        headers = {**self.headers, "X-Seedbed-Kind": kind}
        return self.browser.put(f"/capture/media/{number}/", content, content_type="image/jpeg", headers=headers)

    def ask(self, address: str) -> Any:
        """Ask for something."""
        return self.browser.get(address, headers=self.headers)


def in_hours(hours: float) -> Any:
    """Return a moment some hours from now."""
    return timezone.now() + timedelta(hours=hours)
