"""Which processes a site is made of, and how the one that watches talks with the one that prepares."""

from __future__ import annotations

import json
import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Mapping
from http.client import HTTPException
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from seedbed.errors import BadInputError, MissingDataError, NotAllowedError, UsageError, UserError
from seedbed.web.config.handed_over import Place
from seedbed.web.config.ports import can_hand_over
from seedbed.web.config.supervisor import Child, SiteFaultError

NEEDED = ("django", "django_tasks_db", "csp", "whitenoise", "uvicorn", "psycopg", "argon2", "allauth", "cryptography")
"""What the extra ``seedbed[web]`` brings."""
KINDS = (UsageError, BadInputError, MissingDataError, NotAllowedError)
"""Errors that the preparation may tell of, each with an exit code of its own."""


class Hear(Protocol):
    """Hears how far the preparation is."""

    def __call__(self, done: float, total: float, what: str) -> None:
        """Hear that ``done`` of ``total`` is finished and what is done now."""


def check_installed() -> None:
    """Refuse to start where the platform cannot run.

    Raises
    ------
    MissingDataError
        If its libraries are not installed; says the command that installs them.
    """
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise MissingDataError(
            "The platform is not installed.",
            f"It needs {', '.join(missing)}, which the library alone does not.",
            'Run: pip install "seedbed[web]"',
        )


def prepare(environ: Mapping[str, str], hear: Hear, *options: str) -> str:
    """Make a site ready in a process of its own; return the path to open first.

    Raises
    ------
    UserError
        As the preparation says, or that it failed.
    """
    command = [sys.executable, "-m", "seedbed.web.config.prepare", *options]
    with subprocess.Popen(command, env=dict(environ), stdout=subprocess.PIPE, encoding="utf-8") as process:
        try:
            return _first_path(process, hear)
        except BaseException:
            process.kill()
            raise


def _first_path(process: subprocess.Popen[str], hear: Hear) -> str:
    for line in process.stdout or ():
        said: dict[str, Any] = json.loads(line)
        if "progress" in said:
            hear(*said["progress"])
        elif "error" in said:
            raise _as_error(said["error"])
        elif "ready" in said:
            return str(said["ready"])
    raise SiteFaultError(
        "The site could not be made ready.",
        f"Its preparation ended with exit code {process.wait()}.",
        "Read what it printed above and report it.",
    )


def _as_error(told: Mapping[str, Any]) -> UserError:
    kinds: dict[int, type[UserError]] = {kind.exit_code: kind for kind in KINDS}
    return kinds.get(told["exit_code"], SiteFaultError)(told["what"], told["why"], told["next_step"])


def site_children(listening: socket.socket, workers: int, redirecting: socket.socket | None = None) -> list[Child]:
    """Return the processes of a site: one that answers, and those that do the long work.

    Only one answers: pages that are edited by several people at once live in its memory. Where sockets cannot be handed
    over, it opens one itself: close ours before it starts.

    Parameters
    ----------
    listening
        Where it answers.
    workers
        How many do the long work.
    redirecting
        Where another, small one sends people on from http to https.
    """
    here, port = socket.gethostname()[:40], listening.getsockname()[1]
    return [
        _server("web server", "web_process", listening),
        *([_server("redirect", "redirect_process", redirecting)] if redirecting else []),
        *(Child("worker", _python("worker_process", f"{here}-{port}-{number}")) for number in range(1, workers + 1)),
    ]


def _server(name: str, module: str, listening: socket.socket) -> Child:
    handed_over = can_hand_over()
    place = Place.of(listening, handed_over=handed_over)
    return Child(name, _python(module, place.told()), (listening.fileno(),) if handed_over else ())


def _python(module: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", f"seedbed.web.config.{module}", *arguments)


def answers(address: str) -> bool:
    """Say whether a site answers, whatever it says."""
    try:
        with urlopen(f"{address}health", timeout=1, context=_any_certificate(address)):  # noqa: S310 - our own address
            return True
    except HTTPError as error:
        error.close()
        return True
    except (URLError, OSError, HTTPException):
        return False


def _any_certificate(address: str) -> ssl.SSLContext | None:
    """Return how to ask ourselves by https: the certificate is for the name that others use, and nothing is told."""
    if not address.startswith("https:"):
        return None
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


MARK = "demonstration"
"""A file in the folder of every demonstration site."""


def check_folder_of_demonstration(folder: Path) -> None:
    """Refuse a folder that holds anything but an older demonstration, and mark an empty one.

    Raises
    ------
    UsageError
        If it holds something else, or cannot be written.
    """
    if folder.exists() and not (folder / MARK).is_file() and not (folder.is_dir() and not any(folder.iterdir())):
        raise UsageError(
            f"The demo was not made in {folder}.",
            "It already holds other files." if folder.is_dir() else "It is a file.",
            "Give --folder a new or empty folder.",
        )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / MARK).touch()
    except OSError as error:
        raise UsageError(
            f"The demo could not be made in {folder}.",
            f"{error.strerror or error} ({error.filename or folder}).",
            "Choose another place with --folder.",
        ) from error


def environ_of_demonstration(environ: Mapping[str, str], folder: os.PathLike[str]) -> dict[str, str]:
    """Return the environment of a demonstration: nothing of a real site's settings reaches it."""
    ours = {name: value for name, value in environ.items() if not _belongs_to_a_site(name)}
    colour = environ.get("SEEDBED_BRAND_COLOUR")
    return (
        ours
        | {"SEEDBED_HOME": os.fspath(folder), "SEEDBED_DEMONSTRATION": "yes"}
        | ({"SEEDBED_BRAND_COLOUR": colour} if colour else {})
    )


def _belongs_to_a_site(name: str) -> bool:
    return name in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"} or name.startswith("SEEDBED_")
