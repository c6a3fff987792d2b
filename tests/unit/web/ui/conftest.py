"""Tests of pages begin in English, whatever language a page before was asked for in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The site's own language, before and after."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
