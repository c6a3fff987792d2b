from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from seedbed.errors import BadInputError, UserError
from seedbed.sources.fetch import Patience, fetch
from tests.unit.sources.publisher_server import Answer, publisher_server

TABLE = b"code,value\nE01000001,12\nE01000002,7\n"
QUICK = Patience(connect=2, read=2, whole=5, tries=3, pause=0, longest_pause=0.01, minimum_age=0)


def _zip(name: str, body: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, body)
    return held.getvalue()


def _left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_arrives_whole(tmp_path: Path) -> None:
    with publisher_server({"/a.csv": Answer(TABLE)}) as server:
        fetched = fetch(f"{server.address}/a.csv", tmp_path / "a.csv", patience=QUICK)
    assert (fetched.path.read_bytes(), fetched.fresh) == (TABLE, True)


def test_a_compressed_transfer_is_unpacked(tmp_path: Path) -> None:
    with publisher_server({"/a.csv": Answer(TABLE * 100, compressed=True)}) as server:
        fetch(f"{server.address}/a.csv", tmp_path / "a.csv", patience=QUICK)
    assert (tmp_path / "a.csv").read_bytes() == TABLE * 100


def test_the_publisher_sees_who_asks(tmp_path: Path) -> None:
    with publisher_server({"/a.csv": Answer(TABLE)}) as server:
        fetch(f"{server.address}/a.csv", tmp_path / "a.csv", patience=QUICK)
    assert server.asked[0][1]["user-agent"].startswith("seedbed/")


def test_a_recent_file_is_not_asked_for_again(tmp_path: Path) -> None:
    with publisher_server({"/a.csv": Answer(TABLE)}) as server:
        for _ in range(2):
            answer = fetch(f"{server.address}/a.csv", tmp_path / "a.csv", patience=Patience(minimum_age=3600))
    assert (len(server.asked), answer.fresh) == (1, False)


def test_an_old_file_is_asked_for_only_if_changed(tmp_path: Path) -> None:
    with publisher_server({"/a.csv": Answer(TABLE, etag='"v1"')}) as server:
        for _ in range(2):
            answer = fetch(f"{server.address}/a.csv", tmp_path / "a.csv", patience=QUICK)
    assert server.asked[1][1]["if-none-match"] == '"v1"'
    assert not answer.fresh


def test_a_file_from_another_address_is_fetched_anew(tmp_path: Path) -> None:
    with publisher_server({"/a.csv": Answer(TABLE), "/b.csv": Answer(TABLE + b"x,1\n")}) as server:
        fetch(f"{server.address}/a.csv", tmp_path / "a.csv", patience=Patience(minimum_age=3600))
        fetch(f"{server.address}/b.csv", tmp_path / "a.csv", patience=Patience(minimum_age=3600))
    assert (tmp_path / "a.csv").read_bytes().endswith(b"x,1\n")


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_publisher_is_asked_again(tmp_path: Path, status: int) -> None:
    busy = Answer(b"later", status, {"Retry-After": "0"})
    with publisher_server({"/a.csv": [busy, Answer(TABLE)]}) as server:
        fetch(f"{server.address}/a.csv", tmp_path / "a.csv", patience=QUICK)
    assert (tmp_path / "a.csv").read_bytes() == TABLE


def test_a_publisher_that_stays_busy_is_given_up_in_words(tmp_path: Path) -> None:
    with (
        publisher_server({"/a.csv": Answer(b"later", 503)}) as server,
        pytest.raises(UserError, match="answered 503"),
    ):
        fetch(f"{server.address}/a.csv", tmp_path / "a.csv", patience=QUICK)
    assert len(server.asked) == QUICK.tries


def test_a_missing_file_is_not_asked_for_again(tmp_path: Path) -> None:
    with publisher_server({}) as server, pytest.raises(UserError, match="answered 404"):
        fetch(f"{server.address}/gone.csv", tmp_path / "a.csv", patience=QUICK)
    assert len(server.asked) == 1


BAD = {
    "empty": (Answer(b""), "is empty"),
    "web page": (Answer(b"\n<!DOCTYPE html><html><body>Sign in</body></html>"), "web page instead"),
    "cut table": (Answer(TABLE * 50, cut_to=100), "connection failed"),
    "cut zip": (Answer(_zip("a.csv", TABLE * 50)[:90]), "cut short"),
    "too large": (Answer(b"x" * 5000), "larger than expected"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_answer_is_refused_and_leaves_nothing(tmp_path: Path, kind: str) -> None:
    answer, words = BAD[kind]
    limits = Patience(connect=2, read=2, tries=1, largest=4000, minimum_age=0)
    with publisher_server({"/a.csv": answer}) as server, pytest.raises(UserError, match=words):
        fetch(f"{server.address}/a.csv", tmp_path / "a.csv", patience=limits)
    assert _left(tmp_path) == []


def test_a_bad_answer_keeps_the_file_that_was_there(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(TABLE)
    with publisher_server({"/a.csv": Answer(b"")}) as server, pytest.raises(BadInputError):
        fetch(f"{server.address}/a.csv", tmp_path / "a.csv", patience=QUICK)
    assert (tmp_path / "a.csv").read_bytes() == TABLE


def test_a_file_that_only_drips_is_given_up(tmp_path: Path) -> None:
    limits = Patience(connect=2, read=2, whole=0.2, tries=1, minimum_age=0)
    slow = Answer(b"x" * 200_000, drip_seconds=0.02)
    with publisher_server({"/a.csv": slow}) as server, pytest.raises(UserError, match="did not come within"):
        fetch(f"{server.address}/a.csv", tmp_path / "a.csv", patience=limits)
    assert _left(tmp_path) == []


def test_a_redirect_circle_ends(tmp_path: Path) -> None:
    with (
        publisher_server({"/a": Answer(status=302, headers={"Location": "/a"})}) as server,
        pytest.raises(UserError, match="in a circle"),
    ):
        fetch(f"{server.address}/a", tmp_path / "a.csv", patience=QUICK)


def test_a_redirect_to_an_open_address_is_refused(tmp_path: Path) -> None:
    away = Answer(status=302, headers={"Location": "http://example.invalid/a.csv"})
    with publisher_server({"/a": away}) as server, pytest.raises(UserError, match="is not fetched"):
        fetch(f"{server.address}/a", tmp_path / "a.csv", patience=QUICK)


@pytest.mark.parametrize("url", ["http://example.invalid/a.csv", "ftp://example.invalid/a", "file:///etc/hosts"])
def test_only_https_is_fetched(tmp_path: Path, url: str) -> None:
    with pytest.raises(UserError, match="is not fetched"):
        fetch(url, tmp_path / "a.csv", patience=QUICK)


def test_stopping_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: float, total: float, what: str) -> None:
        raise KeyboardInterrupt

    with publisher_server({"/a.csv": Answer(TABLE)}) as server, pytest.raises(KeyboardInterrupt):
        fetch(f"{server.address}/a.csv", tmp_path / "a.csv", patience=QUICK, watch=stop)
    assert _left(tmp_path) == []
