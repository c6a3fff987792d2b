"""Make a folder, and a zip of it, that shows the demo on Windows by a double click, without installing anything.

    python tools/windows_zip.py --python python-3.12.10-embed-amd64.zip [--out dist]

Everything but Python itself is made or fetched here: the wheel of this checkout and, from the package index, the wheels
for Windows of all it needs, in the versions that the tests ran with. The embeddable Python for 64-bit Windows comes
from python.org; without ``--python`` the zip lacks its folder `python`, and says so.

Dependencies are walked here rather than by pip, which would ask this machine, not Windows, which of them are needed.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from email.parser import HeaderParser
from pathlib import Path, PurePosixPath

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).resolve().parent.parent
NAME = "seedbed-windows"
VERSION = "3.12"
"""Of Python, where no zip of it is given."""
LONGEST_PATH = 200
"""Windows refuses paths of more than 260 letters; people unzip in folders of their own."""
EXTRAS = frozenset({"web"})

START_BAT = r"""@echo off
title Seedbed
cd /d "%~dp0"
if not exist "python\python.exe" (
  echo Seedbed cannot start: the folder "python" is not beside this file.
  echo If you opened the zip, choose "Extract all" first, then start it from the folder that makes.
  pause
  exit /b 1
)
set PYTHONUTF8=1
echo Seedbed is starting. The first start takes a few minutes; then your browser opens.
echo Keep this window open while you look. To end, press Ctrl+C here, or close this window.
"python\python.exe" -m seedbed.cli.main demo
if errorlevel 1 pause
"""
START_VBS = r'''' Starts Seedbed with its window put away in the task bar.
Set shell = CreateObject("WScript.Shell")
folder = CreateObject("Scripting.FileSystemObject").GetParentFolderName(WScript.ScriptFullName)
shell.CurrentDirectory = folder
shell.Run """" & folder & "\start.bat""", 7, False
'''
README = """Seedbed on Windows: the demonstration
=====================================

1. Right-click the zip and choose "Extract all". A short folder, such as C:\\Users\\you\\Seedbed, is best.
2. Open the folder and double-click start.bat (start.vbs does the same and keeps the window out of the way).
3. The first start takes a few minutes. Then your browser opens on an invented town, where nothing is real.
4. To end, close the black window. Nothing is installed; to remove Seedbed, delete the folder.

No administrator rights are needed, and nothing is fetched from the internet. Only this computer can open the site.
Windows may ask whether to run files from the internet: choose "More info", then "Run anyway".

What does not work here: PDF documents, which need a layout library that Windows does not have (web pages and Word
documents are made). For real work, run Seedbed on a server; see the documentation, "Run a site".
"""


class PackagingError(Exception):
    """The zip cannot be made as asked."""


def windows(python: str) -> dict[str, str]:
    """Return what dependencies ask about the machine, as 64-bit Windows answers."""
    told = {
        "os_name": "nt",
        "sys_platform": "win32",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
        "platform_release": "10",
        "platform_version": "10",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_version": f"{python}.0",
    }
    return {**{name: str(value) for name, value in default_environment().items()}, **told}


def needs_of(wheel: Path, extras: Iterable[str], machine: dict[str, str]) -> list[Requirement]:
    """Return what a wheel needs on a machine, with some of its extras."""
    with zipfile.ZipFile(wheel) as opened:
        name = next(each for each in opened.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", each))
        told = HeaderParser().parsestr(opened.read(name).decode("utf-8"))
    asked = [Requirement(each) for each in told.get_all("Requires-Dist") or []]
    wanted = ["", *extras]
    return [
        each
        for each in asked
        if each.marker is None or any(each.marker.evaluate({**machine, "extra": extra}) for extra in wanted)
    ]


def gather(wheel: Path, folder: Path, python: str) -> list[Path]:
    """Fetch the Windows wheels of all that a wheel needs into a folder; return them with the wheel itself."""
    machine, have = windows(python), {"seedbed": wheel}
    known = {"seedbed": set(EXTRAS)}
    ahead = needs_of(wheel, EXTRAS, machine)
    while ahead:
        new = {canonicalize_name(each.name): each for each in ahead if canonicalize_name(each.name) not in have}
        if new:
            have |= fetch(new.values(), folder, python)
        ahead = list(_next_needs(ahead, have, known, machine))
    return sorted(have.values())


def _next_needs(
    asked: Iterable[Requirement], have: dict[str, Path], known: dict[str, set[str]], machine: dict[str, str]
) -> Iterator[Requirement]:
    for each in asked:
        name = canonicalize_name(each.name)
        if name not in known or not each.extras <= known[name]:
            known.setdefault(name, set()).update(each.extras)
            yield from needs_of(have[name], known[name], machine)


def fetch(asked: Iterable[Requirement], folder: Path, python: str) -> dict[str, Path]:
    """Fetch wheels for Windows, each in the version that is installed here; return them by name.

    Raises
    ------
    PackagingError
        If one of them has no wheel for Windows.
    """
    folder.mkdir(parents=True, exist_ok=True)
    platform = ["--platform", "win_amd64", "--python-version", python, "--implementation", "cp"]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    wanted = [_pinned(each) for each in asked]
    done = subprocess.run(
        [*command, "--only-binary=:all:", *platform, "--dest", str(folder), *wanted],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise PackagingError(f"Not every dependency has a wheel for Windows:\n{done.stderr}")
    return {parse_wheel_filename(path.name)[0]: path for path in folder.glob("*.whl")}


def _pinned(asked: Requirement) -> str:
    try:
        return f"{asked.name}=={importlib.metadata.version(asked.name)}"
    except importlib.metadata.PackageNotFoundError:  # needed on Windows alone
        return f"{asked.name}{asked.specifier}"


def build_wheel(folder: Path) -> Path:
    """Make the wheel of this checkout."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("seedbed-*.whl"))


def lay_out(folder: Path, wheels: Iterable[Path], python: Path | None) -> None:
    """Fill the folder: Python, everything it runs, the files to double-click, and what to read."""
    for wheel in wheels:
        unpack(wheel, folder / "app")
    for name, text in (("start.bat", START_BAT), ("start.vbs", START_VBS), ("README.txt", README)):
        (folder / name).write_bytes(text.replace("\n", "\r\n").encode("ascii"))
    if python is not None:
        with zipfile.ZipFile(python) as opened:
            opened.extractall(folder / "python")
        see_the_app(folder / "python")


def unpack(wheel: Path, app: Path) -> None:
    """Put what a wheel holds where Python finds it; scripts and manuals are left out."""
    with zipfile.ZipFile(wheel) as opened:
        for name in opened.namelist():
            parts = PurePosixPath(name).parts
            if parts[0].endswith(".data"):
                parts = parts[2:] if parts[1] in {"purelib", "platlib"} else ()
            if not parts or name.endswith("/"):
                continue
            place = app.joinpath(*parts)
            if not place.resolve().is_relative_to(app.resolve()):
                raise PackagingError(f"{wheel.name} holds {name}, which leads out of the folder.")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(opened.read(name))


def see_the_app(python: Path) -> None:
    """Tell an embeddable Python where everything is; it looks nowhere else, whatever else is on the machine.

    Raises
    ------
    PackagingError
        If the folder is no embeddable Python.
    """
    told = next(python.glob("python3*._pth"), None)
    if told is None or not (python / "python.exe").exists():
        raise PackagingError("The zip given by --python is not the embeddable Python for Windows.")
    told.write_bytes(f"{told.stem}.zip\r\n.\r\n..\\app\r\n".encode("ascii"))


def version_in(python: Path) -> str:
    """Return the version of an embeddable Python, such as ``3.12``.

    Raises
    ------
    PackagingError
        If the file is none.
    """
    try:
        with zipfile.ZipFile(python) as opened:
            found = [re.fullmatch(r"python3(\d+)\._pth", name) for name in opened.namelist()]
    except (OSError, zipfile.BadZipFile) as error:
        raise PackagingError(f"{python} cannot be read as a zip.") from error
    minor = next((each[1] for each in found if each), None)
    if minor is None:
        raise PackagingError(f"{python} is not the embeddable Python for Windows.")
    return f"3.{minor}"


def faults_of(folder: Path) -> list[str]:
    """Return what would not work on Windows."""
    paths = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    long = [f"too long: {path}" for path in paths if len(f"{NAME}/{path.as_posix()}") >= LONGEST_PATH]
    foreign = [f"not for Windows: {path}" for path in paths if re.search(r"\.(so(\.\d+)*|dylib)$", path.name)]
    odd = [f"a name that Windows refuses: {path}" for path in paths if re.search(r'[<>:"|?*]|[ .]$', path.name)]
    lower: dict[str, Path] = {}
    twice = [f"same but for capitals: {path}" for path in paths if lower.setdefault(str(path).lower(), path) != path]
    missing = [] if (folder / "app" / "seedbed" / "cli" / "main.py").is_file() else ["the app is not there"]
    return [*long, *foreign, *odd, *twice, *missing]


def pack(folder: Path, out: Path) -> None:
    """Make the zip: everything lies in one folder inside."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zipped:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                zipped.write(path, f"{NAME}/{path.relative_to(folder).as_posix()}")


def main(arguments: list[str] | None = None) -> int:
    """Make the zip; return the exit code."""
    parser = argparse.ArgumentParser(description="Make a zip that shows the demo on Windows.")
    parser.add_argument("--python", type=Path, help="embeddable Python for 64-bit Windows, a zip from python.org")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="folder for the zip")
    told = parser.parse_args(arguments)
    try:
        made = make(told.python, told.out)
    except PackagingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if told.python is None:
        sys.stderr.write('Not whole: without --python it lacks the folder "python", and start.bat will say so.\n')
    sys.stdout.write(f"{made} ({made.stat().st_size / 1e6:.0f} MB)\n")
    return 0


def make(python: Path | None, out: Path) -> Path:
    """Make the zip in a folder; return its path.

    Raises
    ------
    PackagingError
        If something in it would not work on Windows.
    """
    version = VERSION if python is None else version_in(python)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="seedbed-windows-") as temporary:
        work = Path(temporary)
        wheels = gather(build_wheel(work / "own"), work / "wheels", version)
        lay_out(work / "site", wheels, python)
        if faults := faults_of(work / "site"):
            raise PackagingError("It would not work on Windows:\n" + "\n".join(faults))
        made = out / f"{NAME}.zip"
        pack(work / "site", made)
    return made


if __name__ == "__main__":
    sys.exit(main())
