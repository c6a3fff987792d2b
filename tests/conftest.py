"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"
SHARED = Path(os.environ.get("SEEDBED_SHARED", SHARED))


def _shared(part: str) -> Path:
    folder = SHARED / part
    if not folder.exists():
        message = f"SKIPPED: {folder} is absent. Set SEEDBED_SHARED to the folder that holds data/ and cases/."
        if os.environ.get("CI"):
            pytest.fail(message + " In CI this is a failure.")
        pytest.skip(message)
    return folder


@pytest.fixture(scope="session")
def uk_data() -> Path:
    """Real open data for England, read in place."""
    return _shared("data/uk")


@pytest.fixture(scope="session")
def field_data() -> Path:
    """Real files from the field, read in place."""
    return _shared("data/field")


@pytest.fixture(scope="session")
def cases() -> Path:
    """Published reference values, read in place."""
    return _shared("cases")
