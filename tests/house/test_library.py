"""The library stands without the platform, and the command starts light."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("django", "geopandas", "numba", "weasyprint", "docx", "vl_convert")


def _loaded_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint('\\n'.join(sorted(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(answer.stdout.split())


def _all_but(*left_out: str) -> str:
    """Return code that imports every module of all floors but these."""
    return (
        "import importlib, pkgutil, seedbed\n"
        "for floor in pkgutil.iter_modules(seedbed.__path__, 'seedbed.'):\n"
        f"    if floor.name in {left_out!r}: continue\n"
        "    found = importlib.import_module(floor.name)\n"
        "    for module in pkgutil.walk_packages(getattr(found, '__path__', []), floor.name + '.'):\n"
        "        importlib.import_module(module.name)"
    )


def test_importing_the_whole_library_and_command_does_not_load_django() -> None:
    assert "django" not in _loaded_after(_all_but("seedbed.web"))


def test_the_library_never_loads_the_platform() -> None:
    loaded = _loaded_after(_all_but("seedbed.web", "seedbed.cli"))
    assert "seedbed.workflows.thread.from_file" in loaded
    assert "seedbed.web" not in loaded


def test_the_command_starts_without_the_heavy_libraries() -> None:
    loaded = _loaded_after("import seedbed.cli.main")
    assert not loaded & set(HEAVY)
