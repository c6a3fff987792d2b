"""Settings from the environment, typed; each error says its fix."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from platformdirs import user_data_path

from seedbed.errors import UsageError
from seedbed.web.config.setting_table import IDLE_MINUTES, MOST_UNDO_DAYS, SETTINGS, SHORTEST_KEY, Setting
from seedbed.web.people.sealing_keys import contact_keys
from seedbed.web.ui.brand import checked_colour

__all__ = ["SETTINGS", "Environment", "Setting", "check_ready_for_others", "database_settings", "read_environment"]


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
    public
        ``SEEDBED_PUBLIC``
    certificate
        ``SEEDBED_CERTIFICATE``
    certificate_key
        ``SEEDBED_CERTIFICATE_KEY``
    hsts
        ``SEEDBED_HSTS``
    proxies
        ``SEEDBED_PROXIES``
    log
        ``SEEDBED_LOG``
    metrics_token
        ``SEEDBED_METRICS_TOKEN``
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
    idle_minutes
        ``SEEDBED_IDLE_MINUTES``
    withdrawals
        ``SEEDBED_WITHDRAWALS``
    contact_keys
        ``SEEDBED_CONTACT_KEYS``
    brand_colour
        ``SEEDBED_BRAND_COLOUR``
    feed_hosts
        ``SEEDBED_FEED_HOSTS``
    demonstration
        ``SEEDBED_DEMONSTRATION``
    """

    data_folder: Path
    secret_key: str
    hosts: tuple[str, ...]
    https: bool
    public: str
    certificate: Path | None
    certificate_key: Path | None
    hsts: bool
    proxies: tuple[str, ...]
    log: str
    metrics_token: str
    database: str
    debug: bool
    address: str
    email: str
    email_from: str
    undo_days: int
    idle_minutes: int
    withdrawals: Path
    contact_keys: tuple[bytes, ...]
    brand_colour: str
    feed_hosts: tuple[str, ...]
    demonstration: bool

    @property
    def secure(self) -> bool:
        """Whether people come by https: through a web server in front, or to us directly."""
        return self.https or bool(self.public)

    @property
    def has_own_authority(self) -> bool:
        """Whether the certificate is one of our own making, which phones must be told to trust."""
        return bool(self.public) and self.certificate is None


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
        hosts=_host_names(environ, "SEEDBED_HOSTS"),
        https=_yes(environ, "SEEDBED_HTTPS"),
        public=_public(environ),
        certificate=_file(environ, "SEEDBED_CERTIFICATE"),
        certificate_key=_file(environ, "SEEDBED_CERTIFICATE_KEY"),
        hsts=_hsts(environ),
        proxies=_proxies(environ),
        log=_log(environ),
        metrics_token=_metrics_token(environ),
        database=environ.get("DATABASE_URL", ""),
        debug=_yes(environ, "SEEDBED_DEBUG"),
        address=environ.get("SEEDBED_ADDRESS", "").strip(),
        email=environ.get("SEEDBED_EMAIL", "").strip(),
        email_from=environ.get("SEEDBED_EMAIL_FROM", "").strip(),
        undo_days=_days(environ),
        idle_minutes=_idle_minutes(environ),
        withdrawals=Path(environ.get("SEEDBED_WITHDRAWALS") or _folder(environ) / "withdrawals.jsonl"),
        contact_keys=contact_keys(environ),
        brand_colour=checked_colour(environ.get("SEEDBED_BRAND_COLOUR") or "#005eb8"),
        feed_hosts=tuple(name.lower().strip("[]") for name in _host_names(environ, "SEEDBED_FEED_HOSTS")),
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


def _public(environ: Mapping[str, str]) -> str:
    name = environ.get("SEEDBED_PUBLIC", "").strip().lower()
    if not name:
        return ""
    if _yes(environ, "SEEDBED_HTTPS"):
        raise UsageError(
            "The settings SEEDBED_PUBLIC and SEEDBED_HTTPS will not do together.",
            "The first has the site answer by https itself, the second says that a web server in front does.",
            "Set one of them.",
        )
    if bool(environ.get("SEEDBED_CERTIFICATE")) != bool(environ.get("SEEDBED_CERTIFICATE_KEY")):
        raise UsageError(
            "A certificate needs its key, and a key its certificate.",
            "One of SEEDBED_CERTIFICATE and SEEDBED_CERTIFICATE_KEY is not set.",
            "Give both, as --certificate and --key, or neither for a certificate of our own.",
        )
    return _host(name, "SEEDBED_PUBLIC")


def _file(environ: Mapping[str, str], name: str) -> Path | None:
    given = environ.get(name, "").strip()
    if given and not Path(given).is_file():
        raise UsageError(f"The setting {name} will not do.", f"There is no file {given}.", f"Set {name} to a file.")
    return Path(given) if given else None


def _hsts(environ: Mapping[str, str]) -> bool:
    if environ.get("SEEDBED_HSTS", "").strip():
        return _yes(environ, "SEEDBED_HSTS")
    return _yes(environ, "SEEDBED_HTTPS") or bool(environ.get("SEEDBED_CERTIFICATE"))


def _proxies(environ: Mapping[str, str]) -> tuple[str, ...]:
    told = [part.strip() for part in (environ.get("SEEDBED_PROXIES") or "127.0.0.1, ::1").split(",") if part.strip()]
    try:
        return tuple(str(ip_network(part)) for part in told)
    except ValueError as error:
        raise UsageError(
            "The setting SEEDBED_PROXIES will not do.",
            f"{str(error)[:100]}.",
            "Write addresses or networks alone, such as 172.16.0.0/12, separated by commas.",
        ) from error


def _log(environ: Mapping[str, str]) -> str:
    told = environ.get("SEEDBED_LOG", "").strip().lower() or "text"
    if told not in {"text", "json"}:
        raise UsageError("The setting SEEDBED_LOG will not do.", f"It is '{told:.20}'.", "Set it to text or json.")
    return told


def _metrics_token(environ: Mapping[str, str]) -> str:
    token = environ.get("SEEDBED_METRICS_TOKEN", "").strip()
    if token and len(token) < SHORTEST_KEY:
        raise UsageError(
            "The setting SEEDBED_METRICS_TOKEN will not do.",
            f"It has {len(token)} characters; fewer than {SHORTEST_KEY} can be guessed.",
            f"Set it to {_NEW_KEY}.",
        )
    return token


def _host_names(environ: Mapping[str, str], setting: str) -> tuple[str, ...]:
    return tuple(_host(part.strip(), setting) for part in environ.get(setting, "").split(",") if part.strip())


def _host(name: str, setting: str) -> str:
    # A dot at the start would stand for every name below it, and so for one that somebody else may hold.
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.\-]*|\[[0-9a-fA-F:]+\]", name):
        raise UsageError(
            f"The setting {setting} will not do.",
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


def _idle_minutes(environ: Mapping[str, str]) -> int:
    told = environ.get("SEEDBED_IDLE_MINUTES", "").strip() or "120"
    if not re.fullmatch(r"[0-9]{1,4}", told) or int(told) not in IDLE_MINUTES:
        raise UsageError(
            "The setting SEEDBED_IDLE_MINUTES will not do.",
            f"It is '{told:.20}'.",
            f"Set it to a whole number of minutes, {IDLE_MINUTES[0]} to {IDLE_MINUTES[-1]}.",
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
    reading before writing cannot fail half way. Its connections stay open: opening one costs more than most questions.

    Raises
    ------
    UsageError
        If ``DATABASE_URL`` is not the address of a PostgreSQL database.
    """
    if not environment.database:
        return {
            "ENGINE": "seedbed.web.config.sqlite",
            "CONN_MAX_AGE": None,
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
