"""Every setting of the platform, in words: the reference is made from it."""

from __future__ import annotations

from dataclasses import dataclass

IDLE_MINUTES = range(15, 1441)
"""For how many minutes nothing may be done before somebody is signed out."""
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
        "SEEDBED_PUBLIC",
        "The name or address that phones on a local network open; `seedbed serve --public` sets it. The site then "
        "answers by https itself, without a web server in front.",
        "The site does not answer by https itself.",
        "192.168.1.20",
    ),
    Setting(
        "SEEDBED_CERTIFICATE",
        "File of the certificate for SEEDBED_PUBLIC, with those between it and its authority; `--certificate` sets it.",
        "An authority and a certificate of our own, in the folder `certificates` of the data folder.",
        "/etc/letsencrypt/live/seedbed.example.org/fullchain.pem",
    ),
    Setting(
        "SEEDBED_CERTIFICATE_KEY",
        "File of the key of SEEDBED_CERTIFICATE; `--key` sets it.",
        "The key of our own certificate.",
        "/etc/letsencrypt/live/seedbed.example.org/privkey.pem",
    ),
    Setting(
        "SEEDBED_HSTS",
        "Whether browsers are told to come by https alone for a year (HSTS).",
        "yes with SEEDBED_HTTPS or a SEEDBED_CERTIFICATE; no with a certificate of our own, for a browser that lost "
        "trust in it could not be let through any more.",
        "no",
    ),
    Setting(
        "SEEDBED_PROXIES",
        "Addresses or networks of the web servers in front, separated by commas: what they say of a visitor's address "
        "is believed.",
        "This computer alone.",
        "172.16.0.0/12",
    ),
    Setting(
        "SEEDBED_LOG",
        "How the log is written: `text`, faults alone; or `json`, one object a line, with one for each request. "
        "Neither holds names, addresses or what was sent.",
        "text",
        "json",
    ),
    Setting(
        "SEEDBED_METRICS_TOKEN",
        f"What a monitor must show to read `/metrics`: at least {SHORTEST_KEY} characters.",
        "There is no `/metrics`.",
        'the answer of `python -c "import secrets; print(secrets.token_urlsafe(48))"`',
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
        "SEEDBED_IDLE_MINUTES",
        "After how many minutes in which nothing is done somebody is signed out: 15 to 1440. Helpers of a shift stay "
        "in until it ends.",
        "120",
        "30",
    ),
    Setting(
        "SEEDBED_WITHDRAWALS",
        "The file that lists what was taken back, which a restored site reads before it serves. Keep it apart from the "
        "backups.",
        "`withdrawals.jsonl` in the data folder.",
        "/mnt/other-disk/withdrawals.jsonl",
    ),
    Setting(
        "SEEDBED_CONTACT_KEYS",
        "Keys that how to reach people, and what helpers fear for someone, are encrypted with: several separated by "
        "commas, the newest first. Keep them apart from the backups; what a lost key sealed stays shut.",
        "One is made at first use and kept in `contact-keys` in the data folder, readable by its owner alone.",
        'the answer of `python -c "import base64, secrets; '
        'print(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())"`',
    ),
    Setting(
        "SEEDBED_BRAND_COLOUR",
        "The colour of the header, dark enough for white letters.",
        "#005eb8",
        "#00594c",
    ),
    Setting(
        "SEEDBED_FEED_HOSTS",
        "Names of computers in a private network, such as a council's own server, that a list of assets may be fetched "
        "from, on any port; separated by commas. Name none whose pages the people who import may not read.",
        "Lists are fetched from the open internet alone.",
        "directory.council.internal",
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
