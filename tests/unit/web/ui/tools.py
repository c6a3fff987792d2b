"""The project's own tool that builds styles and scripts, as packaging finds it: by its path."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[4]


def _read() -> ModuleType:
    found = importlib.util.spec_from_file_location("assets", ROOT / "tools" / "assets.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


ASSETS = _read()
