"""Settings from the environment: each error names the setting and its fix, and none repeats a secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from seedbed.errors import UsageError
from seedbed.web.config.environment import (
    SETTINGS,
    Environment,
    check_ready_for_others,
    database_settings,
    read_environment,
)

KEY = "k" * 50


def _read(**environ: str) -> Environment:
    return read_environment(environ)


def _refused(**environ: str) -> str:
    with pytest.raises(UsageError) as caught:
        database_settings(read_environment(environ))
    return str(caught.value)


def test_without_settings_the_site_is_for_this_computer_on_sqlite() -> None:
    environment = _read()
    assert (environment.hosts, environment.https, environment.debug, environment.demonstration) == (
        (),
        False,
        False,
        False,
    )
    assert database_settings(environment)["ENGINE"] == "seedbed.web.config.sqlite"


def test_sqlite_writes_ahead_waits_for_the_disk_and_locks_at_once() -> None:
    options = database_settings(_read())["OPTIONS"]
    assert isinstance(options, dict)
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in options["init_command"]
    assert "journal_mode=WAL" in options["init_command"]


def test_hosts_are_separated_by_commas() -> None:
    assert _read(SEEDBED_HOSTS="a.example.org, b.example.org").hosts == ("a.example.org", "b.example.org")


def test_an_address_of_postgresql_is_taken_apart() -> None:
    settings = database_settings(_read(DATABASE_URL="postgresql://us%40er:p%3Aw@db.example.org:6543/seed"))
    assert {name: settings[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")} == {
        "USER": "us@er",
        "PASSWORD": "p:w",
        "HOST": "db.example.org",
        "PORT": "6543",
        "NAME": "seed",
    }


@pytest.mark.parametrize("host", ["https://example.org", "example.org:80", "*", "a b", ".example.org"])
def test_a_host_that_is_no_name_is_refused(host: str) -> None:
    assert "SEEDBED_HOSTS" in _refused(SEEDBED_HOSTS=host)


@pytest.mark.parametrize("name", ["SEEDBED_HTTPS", "SEEDBED_DEBUG", "SEEDBED_DEMONSTRATION"])
def test_anything_but_yes_or_no_is_refused(name: str) -> None:
    assert f"Set {name} to yes or no." in _refused(**{name: "perhaps"})


def test_a_short_key_is_refused_without_repeating_it() -> None:
    said = _refused(SEEDBED_SECRET_KEY="hunter2")  # noqa: S106 - what is tested
    assert "SEEDBED_SECRET_KEY" in said
    assert "hunter2" not in said


@pytest.mark.parametrize(
    "address", ["mysql://u:hunter2@h/db", "postgresql://u:hunter2@h:many/db", "postgresql://u:hunter2@h", "hunter2"]
)
def test_a_wrong_database_address_is_refused_without_repeating_it(address: str) -> None:
    said = _refused(DATABASE_URL=address)
    assert "DATABASE_URL" in said
    assert "hunter2" not in said


def test_a_data_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "SEEDBED_HOME" in _refused(SEEDBED_HOME=str(tmp_path / "file"))


def test_a_colour_too_light_for_white_letters_is_refused() -> None:
    assert "SEEDBED_BRAND_COLOUR" in _refused(SEEDBED_BRAND_COLOUR="#ffee00")


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"SEEDBED_SECRET_KEY": KEY}, "SEEDBED_HOSTS"),
        ({"SEEDBED_HOSTS": "a.org"}, "SEEDBED_SECRET_KEY"),
        ({"SEEDBED_HOSTS": "a.org", "SEEDBED_SECRET_KEY": KEY, "SEEDBED_DEBUG": "yes"}, "SEEDBED_DEBUG"),
        (
            {"SEEDBED_HOSTS": "a.org", "SEEDBED_SECRET_KEY": KEY, "SEEDBED_DEMONSTRATION": "yes"},
            "SEEDBED_DEMONSTRATION",
        ),
    ],
)
def test_other_computers_are_let_in_only_when_all_is_set(environ: dict[str, str], named: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_ready_for_others(read_environment(environ))
    assert named in caught.value.why


def test_with_names_and_a_key_other_computers_are_let_in() -> None:
    check_ready_for_others(_read(SEEDBED_HOSTS="a.org", SEEDBED_SECRET_KEY=KEY))


def test_every_setting_that_is_read_is_documented() -> None:
    read: set[str] = set()

    class Noting(dict[str, str]):
        def get(self, name: str, default: object = None) -> str:
            read.add(name)
            return str(default or "")

    read_environment(Noting())
    assert read == {setting.name for setting in SETTINGS}


def test_no_private_host_is_fetched_from_unless_named() -> None:
    assert _read().feed_hosts == ()
    assert _read(SEEDBED_FEED_HOSTS="Directory.Council.internal, [fc00::1]").feed_hosts == (
        "directory.council.internal",
        "fc00::1",
    )


def test_a_private_host_is_a_name_alone() -> None:
    assert "SEEDBED_FEED_HOSTS" in _refused(SEEDBED_FEED_HOSTS="http://directory.council.internal")
