"""A certificate that somebody else made is looked at before the site opens with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from seedbed.errors import UsageError
from seedbed.web.config.answering import KeptCurrent, answering
from seedbed.web.config.certificates import LASTS, certificates_in, make_or_renew
from seedbed.web.config.environment import Environment, read_environment
from seedbed.web.config.given_certificate import check_given

NOW = datetime.now(UTC)
NAME = "seedbed.example.org"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    make_or_renew(tmp_path, NAME, [], NOW)
    return certificates_in(tmp_path).site, certificates_in(tmp_path).site_key


def test_a_good_one_is_taken_without_a_word(files: tuple[Path, Path]) -> None:
    assert check_given(*files, NAME, NOW) is None


def test_one_that_ends_soon_is_taken_with_a_warning(files: tuple[Path, Path]) -> None:
    said = check_given(*files, NAME, NOW + LASTS - timedelta(days=3))
    assert said is not None
    assert "renew it" in said


@pytest.mark.parametrize(
    ("name", "at", "why"),
    [
        ("other.example.org", NOW, "not for other.example.org"),
        ("10.1.1.1", NOW, "not for 10.1.1.1"),
        (NAME, NOW + LASTS + timedelta(days=1), "It is good from"),
        (NAME, NOW - timedelta(days=2), "It is good from"),
    ],
)
def test_what_browsers_would_refuse_is_refused(files: tuple[Path, Path], name: str, at: datetime, why: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_given(*files, name, at)
    assert why in caught.value.why


def test_a_key_of_another_certificate_is_refused(files: tuple[Path, Path], tmp_path: Path) -> None:
    make_or_renew(tmp_path / "other", NAME, [], NOW)
    with pytest.raises(UsageError, match="will not do"):
        check_given(files[0], certificates_in(tmp_path / "other").site_key, NAME, NOW)


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear all")
    with pytest.raises(UsageError, match="will not do"):
        check_given(tmp_path / "letter", tmp_path / "letter", NAME, NOW)


def _site(folder: Path, **more: str) -> Environment:
    return read_environment({"SEEDBED_HOME": str(folder), "SEEDBED_PUBLIC": NAME, **more})


def test_a_given_certificate_is_answered_with(files: tuple[Path, Path], tmp_path: Path) -> None:
    given = _site(tmp_path, SEEDBED_CERTIFICATE=str(files[0]), SEEDBED_CERTIFICATE_KEY=str(files[1]))
    found = answering(given)
    assert found is not None
    assert (found.certificate, found.key) == files
    assert not given.has_own_authority
    assert given.hsts


def test_without_a_name_nothing_is_answered_by_https(tmp_path: Path) -> None:
    assert answering(read_environment({"SEEDBED_HOME": str(tmp_path)})) is None


class _Context:
    """Notes what a server would show from now on."""

    def __init__(self) -> None:
        self.shown: list[bytes] = []

    def load_cert_chain(self, certificate: Path, _key: Path) -> None:
        self.shown.append(certificate.read_bytes())


def test_a_running_server_shows_the_renewed_certificate(tmp_path: Path) -> None:
    make_or_renew(tmp_path, NAME, [], NOW)
    context = _Context()
    kept = KeptCurrent(_site(tmp_path), context)  # type: ignore[arg-type]
    before = certificates_in(tmp_path).site.read_bytes()
    assert kept.look(NOW) is False or before != certificates_in(tmp_path).site.read_bytes()
    assert kept.look(NOW + LASTS - timedelta(days=3)) is True
    assert context.shown[-1] == certificates_in(tmp_path).site.read_bytes() != before
    assert kept.look(NOW + LASTS - timedelta(days=3)) is False


def test_a_given_certificate_is_never_written_over(files: tuple[Path, Path], tmp_path: Path) -> None:
    given = _site(tmp_path, SEEDBED_CERTIFICATE=str(files[0]), SEEDBED_CERTIFICATE_KEY=str(files[1]))
    before = files[0].read_bytes()
    assert KeptCurrent(given, _Context()).look(NOW + LASTS) is False  # type: ignore[arg-type]
    assert files[0].read_bytes() == before


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"SEEDBED_HTTPS": "yes"}, "will not do together"),
        ({"SEEDBED_CERTIFICATE": __file__}, "needs its key"),
        ({"SEEDBED_PUBLIC": "https://a.org"}, "SEEDBED_PUBLIC"),
    ],
)
def test_settings_that_do_not_go_together_are_refused(tmp_path: Path, settings: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_environment({"SEEDBED_HOME": str(tmp_path), "SEEDBED_PUBLIC": NAME, **settings})


def test_hsts_is_not_sent_with_a_certificate_of_our_own_unless_asked_for(tmp_path: Path) -> None:
    assert not _site(tmp_path).hsts
    assert _site(tmp_path, SEEDBED_HSTS="yes").hsts
