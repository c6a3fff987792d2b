"""Settings from the environment, typed; each error says its fix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from platformdirs import user_data_path

from seedbed.errors import UsageError


@dataclass(frozen=True, slots=True)
class Environment:
    """What the platform is told from outside.

    Parameters
    ----------
    data_folder
        Where the database, uploads and made files are (``SEEDBED_HOME``).
    secret_key
        Signs sessions and links (``SEEDBED_SECRET_KEY``); made and kept in the data folder if not given.
    hosts
        Names the site answers to (``SEEDBED_HOSTS``, separated by commas).
    database
        Address of a PostgreSQL database (``DATABASE_URL``); empty for SQLite in the data folder.
    debug
        Show details of faults (``SEEDBED_DEBUG``); never where others can see them.
    brand_colour
        The header's colour (``SEEDBED_BRAND_COLOUR``).
    demonstration
        Whether this site shows the invented town (``SEEDBED_DEMONSTRATION``).
    """

    data_folder: Path
    secret_key: str
    hosts: tuple[str, ...]
    database: str
    debug: bool
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
        data_folder=Path(environ.get("SEEDBED_HOME") or user_data_path("seedbed", appauthor=False) / "site"),
        secret_key=environ.get("SEEDBED_SECRET_KEY", ""),
        hosts=tuple(part.strip() for part in environ.get("SEEDBED_HOSTS", "").split(",") if part.strip()),
        database=environ.get("DATABASE_URL", ""),
        debug=_yes(environ, "SEEDBED_DEBUG"),
        brand_colour=environ.get("SEEDBED_BRAND_COLOUR", "#005eb8"),
        demonstration=_yes(environ, "SEEDBED_DEMONSTRATION"),
    )


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
    parts = urlsplit(environment.database)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise UsageError(
            "The setting DATABASE_URL will not do.",
            f"It begins '{environment.database[:12]}'.",
            "Write it as postgresql://user:password@host:5432/name, or leave it out for SQLite.",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": True},
    }
