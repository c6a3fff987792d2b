"""A real site for journeys: the story told once, then copied for each server that is started."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from seedbed.web.config.ports import THIS_COMPUTER, address_of, open_port
from seedbed.web.config.processes import answers, environ_of_demonstration, prepare, site_children
from seedbed.web.config.supervisor import Supervisor
from seedbed.workflows.progress import silent

SESSIONS = """
import json
import django
django.setup()
from django.test import Client
from seedbed.demo.story.shapes import Person
from seedbed.web.demonstration.setting import address
from seedbed.web.people.actions import first_owner
from seedbed.web.people.models import User
people = {person.value: User.objects.get(email=address(person)) for person in Person} | {"owner": first_owner()}
keys = {}
for name, user in people.items():
    client = Client()
    client.force_login(user)
    keys[name] = client.cookies["seedbed"].value
print(json.dumps(keys))
"""
"""Signs everyone of the cast in, and prints the cookie of each."""


@dataclass(frozen=True)
class Site:
    """A site that answers.

    Parameters
    ----------
    address
        Its first page, with a stroke at the end.
    sessions
        The cookie of everyone of the cast (dev, ngozi, sam, lee) and of the owner, by name.
    folder
        Its data folder.
    look_after
        Call it while waiting for long: what dies is started again.
    """

    address: str
    sessions: dict[str, str]
    folder: Path
    look_after: Callable[[], None]


def tell_the_story(folder: Path) -> Path:
    """Make a demonstration's data folder, its first step done, with sessions of the cast; about half a minute.

    The first step's files are made here once: else the worker of each copy would make them anew beside its journey.
    """
    folder.mkdir(parents=True)
    environ = _environ(folder)
    prepare(environ, silent)
    settings = {"DJANGO_SETTINGS_MODULE": "seedbed.web.config.settings"}
    work = [sys.executable, "-m", "django", "work", "--batch"]
    subprocess.run(work, env=environ | settings, stdin=subprocess.PIPE, check=True)
    told = subprocess.run(
        [sys.executable, "-c", SESSIONS], env=environ | settings, capture_output=True, text=True, check=True
    )
    (folder / "sessions.json").write_text(told.stdout, encoding="utf-8")
    return folder


@contextmanager
def serve_copy(told: Path, folder: Path) -> Iterator[Site]:
    """Serve a copy of a told story, so that what one journey changes no other sees; about three seconds."""
    shutil.copytree(told, folder)
    with serve(folder) as served:
        yield served


@contextmanager
def serve(folder: Path, port: int = 0) -> Iterator[Site]:
    """Serve a data folder, such as again after the site was stopped: then at the port it had before."""
    sessions = json.loads((folder / "sessions.json").read_text(encoding="utf-8"))
    with (
        open_port(THIS_COMPUTER, port) as listening,
        Supervisor(site_children(listening, 1), _environ(folder), _say) as processes,
    ):
        address = address_of(listening)
        while not answers(address):
            processes.look_after()
        yield Site(address, sessions, folder, processes.look_after)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _environ(folder: Path) -> dict[str, str]:
    # What the tests allow themselves must not hide a fault of the site.
    return environ_of_demonstration(
        {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PYTEST_"))}, folder
    )
