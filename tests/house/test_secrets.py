"""No secret stands in the repository: no key, token or password that anything real would take."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.house.floors import ROOT

KINDS = {
    "a private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{20}",
    "a key of a cloud": r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b",
    "a token of a code host": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{30,}|glpat-[\w-]{20,})",
    "a token of a package index": r"\b(?:pypi-AgE[\w-]{50,}|npm_[A-Za-z0-9]{36})\b",
    "a token of a chat": r"\bxox[abprs]-[\w-]{10,}",
    "a key of a payment service": r"\b[sr]k_live_[A-Za-z0-9]{20,}",
    "a web token": r"\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{15,}",
    "a password in an address": r"\b[a-z][a-z0-9+]*://[^\s:/@'\"{}$<]+:(?!password|PASSWORD|hunter2|hush|p%3Aw|secret)[^\s:/@'\"{}$<]{3,}@",
    "a key of ours": r"(?i)(?:secret_key|api_key|contact_keys|metrics_token)\s*[=:]\s*[\"']?[\w\-+/]{32,}={0,2}",
}  # fmt: skip
MADE_UP = {
    "a private key": "-----BEGIN EC " + "PRIVATE KEY-----\nMHcCAQEEIBVqLoT9f1zG6cM0pQxA\n",
    "a key of a cloud": "AKIA" + "Z" * 16,
    "a token of a code host": "ghp_" + "a1" * 18,
    "a token of a package index": "npm_" + "a1" * 18,
    "a token of a chat": "xoxb-" + "1" * 12,
    "a key of a payment service": "sk_live_" + "a" * 24,
    "a web token": ".".join(["eyJ" + "a" * 20, "eyJ" + "b" * 20, "c" * 20]),
    "a password in an address": "postgresql://rosa:" + "Tr0ub4dor@db.example.org/x",
    "a key of ours": "SEEDBED_SECRET_KEY=" + "q" * 43,
}
"""One of each kind, put together here so that this file holds none."""


def _texts() -> dict[str, str]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = {}
    for name in names.split("\0"):
        path = ROOT / name
        if name and path.is_file() and path.stat().st_size < 2_000_000:
            found[name] = path.read_text("utf-8", errors="ignore")
    return found


TEXTS = _texts()


def test_there_is_something_to_look_at() -> None:
    assert len(TEXTS) > 500


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_known_when_seen(kind: str) -> None:
    assert re.search(KINDS[kind], MADE_UP[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_no_file_holds(kind: str) -> None:
    pattern = re.compile(KINDS[kind])
    assert {name: found[0][:12] for name, text in TEXTS.items() if (found := pattern.search(text))} == {}


def test_files_of_secrets_are_not_kept() -> None:
    kept = [
        name for name in TEXTS if re.search(r"(?:^|/)(?:\.env|secret-key|contact-keys?|.*\.(?:key|pem|p12|pfx))$", name)
    ]
    assert kept == []
