"""Puts the built styles and scripts of the pages, and the compiled translations, into the wheel and the sdist."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AssetsHook(BuildHookInterface[Any]):
    """Builds them when they are missing; a checkout that is installed for work builds them by ``make assets``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - Hatch's signature
        """Build before anything is packed."""
        if version == "editable":
            return
        _tool(Path(self.root), "translations").compile_all(anew=True)
        assets = _tool(Path(self.root), "assets")
        if not assets.is_built():
            assets.build()


def _tool(root: Path, name: str) -> ModuleType:
    found = importlib.util.spec_from_file_location(name, root / "tools" / f"{name}.py")
    if found is None or found.loader is None:
        raise ImportError(name=name)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module
