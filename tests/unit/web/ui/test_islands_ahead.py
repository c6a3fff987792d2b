"""Scripts of long pages are fetched while the page is still read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from seedbed.web.ui import built
from seedbed.web.ui.templatetags.seedbed import island_ahead


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A build with one island of two parts."""
    (tmp_path / "manifest.json").write_text(json.dumps({"map.js": "map.AB.js"}), encoding="utf-8")
    (tmp_path / "parts.json").write_text(json.dumps({"map.js": ["map.AB.js", "chunk-CD.js"]}), encoding="utf-8")
    monkeypatch.setattr(built, "FOLDER", tmp_path)
    built._kept.cache_clear()
    yield
    built._kept.cache_clear()


@pytest.mark.usefixtures("made")
def test_an_island_is_fetched_with_all_that_it_imports() -> None:
    one, other = (f'<link rel="modulepreload" href="/static/dist/{part}">' for part in ("map.AB.js", "chunk-CD.js"))
    assert island_ahead("map") == one + other


@pytest.mark.usefixtures("made")
def test_nothing_is_fetched_of_an_island_that_is_not_built() -> None:
    assert island_ahead("other") == ""
