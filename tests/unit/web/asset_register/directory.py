"""A directory with a few public assets, and one that is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

from django.test import Client

from seedbed.analysis.assets.listing import OpeningTimes, Price, StepFree
from seedbed.web.asset_register.actions import add_asset
from seedbed.web.asset_register.models import Asset
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.asset_register.conftest import listing

SECRET = ("Okapi plans", "Narwhal estates", "Quagga rules", "Axolotl cracks")
"""What the team thinks of the hall: potential use, owner, controller, condition."""


def make_directory(neighbourhood: Neighbourhood, by: User) -> dict[str, Asset]:
    """Return a hall, a library and a group in public, and a skill that is not."""
    told: dict[str, dict[str, Any]] = {
        "Mill Hall": {
            "owner": SECRET[1],
            "controller": SECRET[2],
            "condition": SECRET[3],
            "potential_use": SECRET[0],
            "address": "1 High Street",
            "website": "https://example.org/hall",
            "extra": {"note": "Zebrawood"},
        },
        "Book House": {
            "asset_type": "library",
            "longitude": -1.49,
            "step_free": StepFree.YES,
            "prices": (Price(amount=2),),
            "languages": (),
            "opening": (OpeningTimes(days=("SU",), opens=time(9), closes=time(17)),),
        },
        "Walking <group>": {
            "asset_type": "group",
            "longitude": None,
            "latitude": None,
            "postcode": "",
            "address": "",
            "minimum_age": 60,
            "website": "javascript:alert(1)",
        },
        "Hidden skill": {"asset_type": "skill", "longitude": -1.51},
    }
    return {
        name: add_asset(
            by=by,
            neighbourhood=neighbourhood,
            listing=listing(name, identifier=name, **each),
            public=name != "Hidden skill",
        )
        for name, each in told.items()
    }


def page(as_: Callable[[User | None], Client], path: str, status: int = 200) -> str:
    """Return a page as somebody without an account sees it."""
    answer = as_(None).get(path)
    assert answer.status_code == status, answer.content
    return answer.content.decode()
