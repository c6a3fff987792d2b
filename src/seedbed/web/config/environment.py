"""Settings from the environment, typed; each error says its fix."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from platformdirs import user_data_path

from seedbed.errors import UsageError
from seedbed.web.ui.brand import checked_colour

MOST_UNDO_DAYS = 90
"""Whoever takes their words back must not wait for ever until they are erased."""
SHORTEST_KEY = 32
"""Characters of a key that cannot be guessed."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as the reference shows it."""

    name: str
    meaning: str
    without: str
    """What holds when it is not set."""
    example: str


SETTINGS = (
    Setting(
        "SEEDBED_HOME",
        "Folder of the database, uploads and made files.",
        "A folder `site` in the platform's data folder of the account that runs it.",
        "/var/lib/seedbed",
    ),
    Setting(
        "SEEDBED_SECRET_KEY",
        f"Signs sessions and links: at least {SHORTEST_KEY} characters that nobody can guess.",
        "One is made at the first start and kept in the data folder, readable by its owner alone.",
        'the answer of `python -c "import secrets; print(secrets.token_urlsafe(48))"`',
    ),
    Setting(
        "SEEDBED_HOSTS",
        "Names the site answers to, separated by commas.",
        "This computer alone: localhost and 127.0.0.1.",
        "seedbed.example.org",
    ),
    Setting(
        "SEEDBED_HTTPS",
        "Whether people reach the site by https through a proxy: cookies then travel by https alone, and the proxy's "
        "X-Forwarded-Proto is believed.",
        "no",
        "yes",
    ),
    Setting(
        "DATABASE_URL",
        "Address of a PostgreSQL database.",
        "SQLite, in the data folder.",
        "postgresql://seedbed:password@localhost:5432/seedbed",
    ),
    Setting(
        "SEEDBED_ADDRESS",
        "The address that people reach the site by, as it stands in e-mails.",
        "The first of SEEDBED_HOSTS; on this computer alone, the address that `seedbed serve` prints.",
        "https://seedbed.example.org",
    ),
    Setting(
        "SEEDBED_EMAIL",
        "Where e-mails go: `file` (the folder `mail` of the data folder), `console` (what the server prints), or the "
        "address of a mail server: smtp:// with STARTTLS, smtps:// with TLS from the start.",
        "file",
        "smtp://user:password@mail.example.org:587",
    ),
    Setting(
        "SEEDBED_EMAIL_FROM",
        "The address that e-mails come from.",
        "seedbed@ and the first of SEEDBED_HOSTS.",
        "seedbed@example.org",
    ),
    Setting(
        "SEEDBED_UNDO_DAYS",
        "For how many days a withdrawal can be undone before the words are erased: 0 to 90.",
        "14",
        "28",
    ),
    Setting(
        "SEEDBED_WITHDRAWALS",
        "The file that lists what was taken back, which a restored site reads before it serves. Keep it apart from the "
        "backups.",
        "`withdrawals.jsonl` in the data folder.",
        "/mnt/other-disk/withdrawals.jsonl",
    ),
    Setting(
        "SEEDBED_BRAND_COLOUR",
        "The colour of the header, dark enough for white letters.",
        "#005eb8",
        "#00594c",
    ),
    Setting(
        "SEEDBED_DEMONSTRATION",
        "Whether the site shows the invented town; `seedbed demo` sets it. Every page then says so.",
        "no",
        "yes",
    ),
    Setting(
        "SEEDBED_DEBUG",
        "Show details of faults on the page; never where others can see them.",
        "no",
        "yes",
    ),
)
"""Every setting of the platform, in the order of the reference."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What the platform is told from outside; `SETTINGS` says what each means.

    Parameters
    ----------
    data_folder
        ``SEEDBED_HOME``
    secret_key
        ``SEEDBED_SECRET_KEY``
    hosts
        ``SEEDBED_HOSTS``
    https
        ``SEEDBED_HTTPS``
    database
        ``DATABASE_URL``
    debug
        ``SEEDBED_DEBUG``
    address
        ``SEEDBED_ADDRESS``
    email
        ``SEEDBED_EMAIL``
    email_from
        ``SEEDBED_EMAIL_FROM``
    undo_days
        ``SEEDBED_UNDO_DAYS``
    withdrawals
        ``SEEDBED_WITHDRAWALS``
    brand_colour
        ``SEEDBED_BRAND_COLOUR``
    demonstration
        ``SEEDBED_DEMONSTRATION``
    """

    data_folder: Path
    secret_key: str
    hosts: tuple[str, ...]
    https: bool
    database: str
    debug: bool
    address: str
    email: str
    email_from: str
    undo_days: int
    withdrawals: Path
    brand_colour: str
    demonstration: bool


def read_environment(environ: Mapping[str, str]) -> Environment:
    """Read the settings.

    Raises
    ------
    UsageError
        If one of them will not do; names it and says what would.
    """
    return Environment(
        data_folder=_folder(environ),
        secret_key=_key(environ),
        hosts=tuple(_host(part.strip()) for part in environ.get("SEEDBED_HOSTS", "").split(",") if part.strip()),
        https=_yes(environ, "SEEDBED_HTTPS"),
        database=environ.get("DATABASE_URL", ""),
        debug=_yes(environ, "SEEDBED_DEBUG"),
        address=environ.get("SEEDBED_ADDRESS", "").strip(),
        email=environ.get("SEEDBED_EMAIL", "").strip(),
        email_from=environ.get("SEEDBED_EMAIL_FROM", "").strip(),
        undo_days=_days(environ),
        withdrawals=Path(environ.get("SEEDBED_WITHDRAWALS") or _folder(environ) / "withdrawals.jsonl"),
        brand_colour=checked_colour(environ.get("SEEDBED_BRAND_COLOUR") or "#005eb8"),
        demonstration=_yes(environ, "SEEDBED_DEMONSTRATION"),
    )


def check_ready_for_others(environment: Environment) -> None:
    """Refuse to be seen from other computers before names and a key of one's own are set.

    Raises
    ------
    UsageError
        Names the setting that is missing, or that must not be set.
    """
    what = "The site cannot be opened to other computers yet."
    if not environment.hosts:
        why = "SEEDBED_HOSTS does not say which names it answers to."
        raise UsageError(what, why, "Set SEEDBED_HOSTS, such as seedbed.example.org, or leave --host out.")
    if not environment.secret_key:
        why = "SEEDBED_SECRET_KEY is not set: a key that lies beside the data is for one computer alone."
        raise UsageError(what, why, f"Set SEEDBED_SECRET_KEY to {_NEW_KEY}.")
    if environment.debug:
        why = "SEEDBED_DEBUG is set: pages of faults would show our insides."
        raise UsageError(what, why, "Take SEEDBED_DEBUG away.")
    if environment.demonstration:
        why = "SEEDBED_DEMONSTRATION is set: there anybody may look as anybody."
        raise UsageError(what, why, "Take SEEDBED_DEMONSTRATION away, or leave --host out.")


_NEW_KEY = 'what this prints: python -c "import secrets; print(secrets.token_urlsafe(48))"'


def _folder(environ: Mapping[str, str]) -> Path:
    given = environ.get("SEEDBED_HOME")
    folder = Path(given) if given else user_data_path("seedbed", appauthor=False) / "site"
    if folder.exists() and not folder.is_dir():
        raise UsageError(
            "The setting SEEDBED_HOME will not do.", f"{folder} is a file.", "Set SEEDBED_HOME to a folder."
        )
    return folder


def _key(environ: Mapping[str, str]) -> str:
    key = environ.get("SEEDBED_SECRET_KEY", "").strip()
    if key and len(key) < SHORTEST_KEY:
        raise UsageError(
            "The setting SEEDBED_SECRET_KEY will not do.",
            f"It has {len(key)} characters; fewer than {SHORTEST_KEY} can be guessed.",
            f"Set it to {_NEW_KEY}.",
        )
    return key


def _host(name: str) -> str:
    # A dot at the start would stand for every name below it, and so for one that somebody else may hold.
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.\-]*|\[[0-9a-fA-F:]+\]", name):
        raise UsageError(
            "The setting SEEDBED_HOSTS will not do.",
            f"'{name}' is not the name of a computer.",
            "Write names alone, such as seedbed.example.org, separated by commas: no https://, port, star, first dot.",
        )
    return name


def _days(environ: Mapping[str, str]) -> int:
    told = environ.get("SEEDBED_UNDO_DAYS", "").strip() or "14"
    if not re.fullmatch(r"[0-9]{1,2}", told) or int(told) > MOST_UNDO_DAYS:
        raise UsageError(
            "The setting SEEDBED_UNDO_DAYS will not do.",
            f"It is '{told:.20}'.",
            f"Set it to a whole number of days, 0 to {MOST_UNDO_DAYS}.",
        )
    return int(told)


def _yes(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "").strip().lower()
    if value in {"", "0", "no", "false"}:
        return False
    if value in {"1", "yes", "true"}:
        return True
    raise UsageError(f"The setting {name} will not do.", f"It is '{value}'.", f"Set {name} to yes or no.")


def database_settings(environment: Environment) -> dict[str, object]:
    """Return Django's settings of the database.

    SQLite writes ahead and waits for the disk (synchronous FULL), and takes its lock at once (IMMEDIATE), so that
    reading before writing cannot fail half way.

    Raises
    ------
    UsageError
        If ``DATABASE_URL`` is not the address of a PostgreSQL database.
    """
    if not environment.database:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": environment.data_folder / "seedbed.sqlite3",
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-20000;",
            },
        }
    parts, port = _address_parts(environment.database)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": port,
        "OPTIONS": {"pool": True},
    }


def _address_parts(address: str) -> tuple[SplitResult, str]:
    """Take an address apart. Errors never repeat it: a password may stand in it."""
    next_step = "Write it as postgresql://user:password@host:5432/name, or leave it out for SQLite."
    try:
        parts = urlsplit(address)
        port = str(parts.port or "")
    except ValueError as error:
        raise UsageError("The setting DATABASE_URL will not do.", "It cannot be read.", next_step) from error
    if parts.scheme not in {"postgres", "postgresql"}:
        raise UsageError(
            "The setting DATABASE_URL will not do.", "It is not the address of a PostgreSQL database.", next_step
        )
    if not parts.path.strip("/"):
        raise UsageError("The setting DATABASE_URL will not do.", "It does not name a database.", next_step)
    return parts, port
