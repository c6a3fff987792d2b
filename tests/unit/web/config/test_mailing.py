"""Settings of e-mail and of the site's own address: each error names the setting and repeats no secret."""

from __future__ import annotations

import pytest

from seedbed.errors import UsageError
from seedbed.web.config.environment import read_environment
from seedbed.web.config.mailing import mail_settings, site_root


def _settings(**environ: str) -> dict[str, object]:
    return mail_settings(read_environment(environ))


def test_without_a_setting_e_mails_are_files_of_the_data_folder() -> None:
    settings = _settings(SEEDBED_HOME="/srv/seedbed")
    assert str(settings["EMAIL_BACKEND"]).endswith("filebased.EmailBackend")
    assert str(settings["EMAIL_FILE_PATH"]) == "/srv/seedbed/mail"


def test_the_console_prints_e_mails() -> None:
    assert str(_settings(SEEDBED_EMAIL="console")["EMAIL_BACKEND"]).endswith("console.EmailBackend")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 587, "", "", True, False)),
        ("smtp://us%40er:p%3Aw@mail.example.org:2525", ("mail.example.org", 2525, "us@er", "p:w", True, False)),
        ("smtps://mail.example.org", ("mail.example.org", 465, "", "", False, True)),
        ("smtp://localhost:25", ("localhost", 25, "", "", False, False)),
    ],
)
def test_a_mail_server_is_encrypted_unless_it_is_here(address: str, expected: tuple[object, ...]) -> None:
    settings = _settings(SEEDBED_EMAIL=address)
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    assert tuple(settings[f"EMAIL_{name}"] for name in names) == expected


@pytest.mark.parametrize("address", ["sendmail", "smtp://", "http://mail.example.org", "smtp://u:hush@host:port"])
def test_what_is_no_mail_server_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(UsageError) as refused:
        _settings(SEEDBED_EMAIL=address)
    assert "SEEDBED_EMAIL will not do" in str(refused.value)
    assert "hush" not in str(refused.value)


def test_e_mails_come_from_the_first_name_of_the_site() -> None:
    assert _settings(SEEDBED_HOSTS="a.example.org,b.example.org")["DEFAULT_FROM_EMAIL"] == "seedbed@a.example.org"


def test_a_site_whose_name_takes_no_e_mail_sends_from_this_computer() -> None:
    assert _settings(SEEDBED_HOSTS="townhall")["DEFAULT_FROM_EMAIL"] == "seedbed@localhost"


@pytest.mark.parametrize("sender", ["nobody", "a@example.org\nBcc: b@example.org"])
def test_what_is_no_sender_is_refused(sender: str) -> None:
    with pytest.raises(UsageError, match="SEEDBED_EMAIL_FROM will not do"):
        _settings(SEEDBED_EMAIL_FROM=sender)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "http://localhost:8000"),
        ({"SEEDBED_HOSTS": "a.example.org,b.example.org", "SEEDBED_HTTPS": "yes"}, "https://a.example.org"),
        (
            {"SEEDBED_HOSTS": "a.example.org", "SEEDBED_ADDRESS": "https://b.example.org:8443/"},
            "https://b.example.org:8443",
        ),
    ],
)
def test_the_site_s_address_comes_from_the_settings(environ: dict[str, str], expected: str) -> None:
    assert site_root(read_environment(environ)) == expected


@pytest.mark.parametrize(
    "address", ["seedbed.example.org", "ftp://a.example.org", "https://a.org/path", "http://a:port"]
)
def test_what_is_no_address_of_a_site_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="SEEDBED_ADDRESS will not do"):
        site_root(read_environment({"SEEDBED_ADDRESS": address}))
