"""Invented documents, made once."""

from __future__ import annotations

import pytest

from seedbed.reports.profile_documents import ProfileDocument
from seedbed.reports.screen_documents import ScreenDocument
from tests.unit.reports import sample


@pytest.fixture(scope="session")
def profile() -> ProfileDocument:
    """A whole profile of an invented place."""
    return sample.profile()


@pytest.fixture(scope="session")
def screening() -> ScreenDocument:
    """A whole screening of an invented region."""
    return sample.screening()
