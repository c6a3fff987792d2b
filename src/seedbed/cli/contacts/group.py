"""``seedbed contacts``: the keys that how to reach people, and concerns about someone, are sealed with."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from seedbed.cli.output import progress_bar, say
from seedbed.cli.thread.site import open_site
from seedbed.errors import MissingDataError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from seedbed.web.people.sealed_rows import Resealed


@click.group()
def contacts() -> None:
    """Contacts and concerns: the keys they are sealed with."""


@contacts.command()
def keys() -> None:
    """Say how many contacts and concerns lie under each key, and how many no key here opens."""
    open_site(or_else="")
    from seedbed.web.people.sealed_rows import rows_by_key
    from seedbed.web.people.sealing import key_ring

    for purpose, counted in sorted(rows_by_key().items()):
        ids = key_ring(purpose, make=False).ids
        for number, key in enumerate(ids):
            say(f"{purpose}: {counted.pop(key, 0):,} under key {key}{' (the newest)' if number == 0 else ''}")
        for key, many in sorted(counted.items()):
            say(f"{purpose}: {many:,} under key {key}, which is not here: nobody can open them")
        if not ids and not counted:
            say(f"{purpose}: none, and no key yet; one is made at first use")


@contacts.command("rotate-keys")
@click.option(
    "--forget-old",
    is_flag=True,
    help="Afterwards take keys that nothing lies under any more out of the file. Older backups then stay shut.",
)
def rotate_keys(*, forget_old: bool) -> None:
    """Seal everything anew under a new key, while the site runs.

    With keys in a file of the data folder it makes a new one first, unless an earlier rotation was cut short: then it
    goes on with that. With SEEDBED_CONTACT_KEYS put the new key in front yourself and start the site anew before.
    Stopped half way, nothing is lost: run it again, or leave the rest to the running site.
    """
    open_site(or_else="")
    from seedbed.web.config.environment import read_environment
    from seedbed.web.people.sealed_rows import reseal_some

    environment = read_environment(os.environ)
    in_file = not environment.contact_keys
    if forget_old and not in_file:
        raise UsageError(
            "No key was taken away.", "Keys are in SEEDBED_CONTACT_KEYS.", "Rotate, then take old ones out there."
        )
    if in_file:
        _make_key(environment.data_folder, unfinished=reseal_some(most=0).waiting > 0)
    left = _reseal()
    if forget_old:
        _forget(environment.data_folder)
    if left.lost or left.waiting:
        raise MissingDataError(
            f"{left.lost + left.waiting:,} contacts or concerns were left as they are.",
            "They were sealed with a key that is not here, or were changed since.",
            "Put that key back and run this again; 'seedbed contacts keys' names it.",
        )


def _make_key(folder: Path, *, unfinished: bool) -> None:
    from seedbed.web.people.sealing_keys import NAME, add_key

    if unfinished:
        say("An earlier rotation was cut short; going on with it.")
        return
    add_key(folder)
    say(f"A new key stands first in {folder / NAME}. Keep a copy of the file apart from the backups.")


def _reseal() -> Resealed:
    """Seal anew until nothing waits."""
    from seedbed.web.people.sealed_rows import Resealed, reseal_some

    done = 0
    with progress_bar() as progress:
        while True:
            some = reseal_some()
            done += some.done
            if done:
                progress(done, done + some.waiting, "Sealing anew")
            if not some.waiting or not some.done:
                break
    say(f"{done:,} contacts and concerns are sealed under the newest key.")
    return Resealed(done, some.waiting, some.lost)


def _forget(folder: Path) -> None:
    from seedbed.web.people.sealed_rows import rows_by_key
    from seedbed.web.people.sealing import key_id
    from seedbed.web.people.sealing_keys import forget_keys, read_key_file

    counted = rows_by_key()
    needed = [
        key for key in read_key_file(folder) if any(key_id(key, purpose) in under for purpose, under in counted.items())
    ]
    say(f"{forget_keys(folder, needed):,} old keys were taken out of the file.")
