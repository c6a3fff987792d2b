"""What the doctor looks at around the database: programs, folders, keys, the disk, the network."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.utils.translation import gettext

from seedbed import __version__
from seedbed.web.operations.belongings import APART, DATABASE
from seedbed.web.operations.doctor import Line, bad, ok, warn

LEAST_FREE, ENOUGH_FREE = 500_000_000, 2_000_000_000
"""Bytes: below the first is bad, below the second is told."""
OTHERS = 0o077
"""Rights of everybody but the owner."""
KEYS = (*APART, DATABASE, "audit-heads")
TRIED = "<p>Aa ÄŵŻ عربي বাংলা</p>"


def python() -> Line:
    """Look at Python and at the release."""
    told = {"release": __version__, "python": ".".join(map(str, sys.version_info[:3]))}
    return ok(gettext("Seedbed %(release)s on Python %(python)s.") % told)


def libraries() -> Line:
    """Look whether all libraries that the platform is made of are installed."""
    missing = sorted(name for name in _needed() if not _installed(name))
    if missing:
        return bad(
            gettext("Not installed: %(names)s.") % {"names": ", ".join(missing)},
            gettext('Run: pip install "seedbed[web]"'),
        )
    return ok(gettext("All are installed."))


def _needed() -> Iterator[str]:
    for told in requires("seedbed") or []:
        wanted, _, when = told.partition(";")
        if not when or re.search(r"extra\s*==\s*['\"]web['\"]", when):
            yield re.split(r"[\s\[<>=!~(]", wanted.strip(), maxsplit=1)[0]


def _installed(name: str) -> bool:
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


def folder() -> Line:
    """Look whether only the account of the site can read the data folder and what is most precious in it."""
    home: Path = settings.ENVIRONMENT.data_folder
    if not os.access(home, os.R_OK | os.W_OK | os.X_OK):
        return bad(
            gettext("%(folder)s cannot be written by this account.") % {"folder": home},
            gettext("Run this as the account that the site runs as, or give it the folder."),
        )
    here = [home, *(home / name for name in KEYS if (home / name).exists())]
    if home.stat().st_mode & OTHERS:
        return bad(
            gettext("Other accounts of this computer can look into %(folder)s.") % {"folder": home},
            gettext("Run: chmod 700 %(folder)s") % {"folder": home},
        )
    others = [path.name for path in here if path.stat().st_uid != home.stat().st_uid]
    if others:
        return warn(
            gettext("Belongs to another account than the data folder: %(names)s.") % {"names": ", ".join(others)},
            gettext("Give it to the account that the site runs as (chown)."),
        )
    return ok(gettext("Only the account of the site can look into it."))


def disk() -> Line:
    """Look how much is free where the data folder is."""
    free = shutil.disk_usage(settings.ENVIRONMENT.data_folder).free
    says = gettext("%(free).1f GB are free.") % {"free": free / 1e9}
    if free < LEAST_FREE:
        return bad(says, gettext("Free some space now: nothing can be kept on a full disk."))
    return ok(says) if free >= ENOUGH_FREE else warn(says, gettext("Free some space, or move to a larger disk."))


def secret_key() -> Line:
    """Look at the key that signs sessions and links."""
    environment, path = settings.ENVIRONMENT, settings.ENVIRONMENT.data_folder / "secret-key"
    if environment.secret_key:
        return ok(gettext("It is set from outside."))
    if path.exists() and path.stat().st_mode & OTHERS:
        return bad(gettext("Other accounts can read it."), gettext("Run: chmod 600 %(file)s") % {"file": path})
    if environment.hosts or environment.public:
        return bad(gettext("It lies beside the data, and others reach this site."), gettext("Set SEEDBED_SECRET_KEY."))
    return ok(gettext("It lies in the data folder, readable by its owner alone; that will do for one computer."))


def reached() -> Line:
    """Look by which names the site is reached, and whether safely."""
    environment = settings.ENVIRONMENT
    if environment.debug:
        return bad(gettext("SEEDBED_DEBUG is set: pages of faults show our insides."), gettext("Take it away."))
    names = [*environment.hosts, *([environment.public] if environment.public else [])]
    if not names:
        return ok(gettext("By this computer alone."))
    told = {"names": ", ".join(dict.fromkeys(names))}
    if not environment.secure:
        return bad(
            gettext("By %(names)s, without https: sessions can be stolen, and phones give no microphone.") % told,
            gettext("Start it with --public NAME, or put a web server with a certificate in front: SEEDBED_HTTPS=yes."),
        )
    return ok(gettext("By %(names)s, by https.") % told)


def email() -> Line:
    """Look where e-mails go."""
    environment = settings.ENVIRONMENT
    if environment.email in {"", "file", "console"}:
        says = gettext("They are not sent: they are written to the folder mail, or printed.")
        alone = not (environment.hosts or environment.public)
        return (
            ok(says) if alone else warn(says, gettext("Set SEEDBED_EMAIL to your mail server, so that codes arrive."))
        )
    server = get_connection()
    server.open()
    server.close()
    return ok(gettext("The mail server answers."))


def documents() -> Line:
    """Look whether pages can be made into PDF, in several scripts."""
    from weasyprint import HTML

    made = HTML(string=TRIED).write_pdf()
    if not made or (b"/FontFile" not in made and b"/FontDescriptor" not in made and len(made) < LEAST_PDF):
        return warn(
            gettext("No letters were found to print with."),
            gettext("Install fonts: on Debian, apt-get install fonts-dejavu fonts-noto-core."),
        )
    return ok(gettext("PDF documents can be made."))


LEAST_PDF = 3_000
"""Bytes of a page with letters; one without fonts is smaller."""


def packs() -> Line:
    """Look whether the data packs of the site are as they were built."""
    from seedbed.sources.store import pack_folders
    from seedbed.sources.verify import verify_pack
    from seedbed.workflows.progress import silent

    place = settings.PACKS_FOLDER
    folders = pack_folders(Path(place).parent) if place else []
    broken = [each.name for each in folders if verify_pack(each, silent)]
    if broken:
        return bad(
            gettext("Not as they were built: %(names)s.") % {"names": ", ".join(broken)},
            gettext("Run 'seedbed data verify'; build the pack again and add it."),
        )
    return ok(gettext("Packs, all as they were built: %(many)d.") % {"many": len(folders)})
