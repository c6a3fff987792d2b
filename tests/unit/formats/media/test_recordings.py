from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from seedbed.errors import BadInputError
from seedbed.formats.media import ffmpeg
from seedbed.formats.media.known import MP3, MP4, OGG, WAV, WEBM, content_type_of
from seedbed.formats.media.recordings import walk, write_clean
from seedbed.formats.media.walked import Walked, clean_blocks
from tests.unit.formats.media import recordings as made

SOUNDS = {
    WAV: made.wav(extra=made.list_chunk()),
    OGG: made.ogg(),
    WEBM: made.webm(),
    MP4: made.mp4(b"soun"),
    MP3: made.mp3(),
}
FILMS = {WEBM: made.webm(film=True), MP4: made.mp4(b"soun", b"vide")}


def walked(tmp_path: Path, content: bytes, content_type: str = "", *, film: bool = False) -> Walked:
    path = tmp_path / "sent"
    path.write_bytes(content)
    return walk(path, content_type or content_type_of(content[:64]), film=film)


def clean(tmp_path: Path, content: bytes, *, film: bool = False) -> bytes:
    found = walked(tmp_path, content, film=film)
    write_clean(tmp_path / "sent", tmp_path / "clean", found)
    return (tmp_path / "clean").read_bytes()


@pytest.mark.parametrize("content_type", SOUNDS)
def test_a_sound_is_told_by_its_first_bytes(content_type: str) -> None:
    assert content_type_of(SOUNDS[content_type][:64]) == content_type


@pytest.mark.parametrize("content_type", SOUNDS)
def test_a_place_in_a_sound_is_gone(tmp_path: Path, content_type: str) -> None:
    assert made.PLACE in SOUNDS[content_type]
    assert made.PLACE not in clean(tmp_path, SOUNDS[content_type])


@pytest.mark.parametrize("content_type", FILMS)
def test_a_place_in_a_film_is_gone(tmp_path: Path, content_type: str) -> None:
    assert made.PLACE not in clean(tmp_path, FILMS[content_type], film=True)


def test_when_a_film_was_made_is_gone(tmp_path: Path) -> None:
    when = (3_700_000_000).to_bytes(4, "big")
    assert when in FILMS[MP4]
    assert when not in clean(tmp_path, FILMS[MP4], film=True)


@pytest.mark.parametrize("content_type", SOUNDS)
def test_what_was_cleaned_holds_the_same_sound(tmp_path: Path, content_type: str) -> None:
    before = walked(tmp_path, SOUNDS[content_type])
    after = walked(tmp_path, clean(tmp_path, SOUNDS[content_type]))
    assert (after.seconds, after.sound, after.silent) == (before.seconds, before.sound, before.silent)


@pytest.mark.parametrize(("content_type", "seconds"), [(WAV, 0.5), (OGG, 1.0), (WEBM, 0.78), (MP4, 2.5), (MP3, 0.522)])
def test_its_length_is_read(tmp_path: Path, content_type: str, seconds: float) -> None:
    assert walked(tmp_path, SOUNDS[content_type]).seconds == pytest.approx(seconds, abs=0.001)


@pytest.mark.parametrize(
    "quiet",
    [made.wav(loud=0), made.ogg(size=3), made.webm(size=3), made.mp4(b"soun", size=6)],
    ids=[WAV, OGG, WEBM, MP4],
)
def test_a_sound_in_which_nothing_is_heard_is_known(tmp_path: Path, quiet: bytes) -> None:
    assert walked(tmp_path, quiet).silent is True


@pytest.mark.parametrize("content_type", [WAV, OGG, WEBM, MP4])
def test_a_sound_in_which_something_is_heard_is_not_called_silent(tmp_path: Path, content_type: str) -> None:
    assert walked(tmp_path, SOUNDS[content_type]).silent is False


@pytest.mark.parametrize("content_type", SOUNDS)
def test_a_sound_cut_in_its_beginning_is_refused(tmp_path: Path, content_type: str) -> None:
    with pytest.raises(BadInputError):
        walked(tmp_path, SOUNDS[content_type][:100], content_type)


@pytest.mark.parametrize("content_type", [WAV, OGG, MP4])
def test_a_sound_whose_end_is_missing_is_refused(tmp_path: Path, content_type: str) -> None:
    with pytest.raises(BadInputError, match="not taken"):
        walked(tmp_path, SOUNDS[content_type][:-20], content_type)


@pytest.mark.parametrize("content_type", SOUNDS)
@pytest.mark.parametrize("behind", [b"<script>alert(1)</script>", b"PK\x03\x04" + bytes(40)], ids=["page", "zip"])
def test_something_hung_onto_a_sound_never_stays(tmp_path: Path, content_type: str, behind: bytes) -> None:
    try:
        kept = clean(tmp_path, SOUNDS[content_type] + behind)
    except BadInputError:
        return
    assert behind not in kept


def test_a_film_sent_as_a_sound_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as refused:
        walked(tmp_path, FILMS[MP4])
    assert refused.value.why == "There is a film in it."


def test_a_sound_sent_as_a_film_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as refused:
        walked(tmp_path, SOUNDS[WEBM], film=True)
    assert refused.value.why == "There is no picture in it."


def test_a_film_with_a_track_of_positions_is_known(tmp_path: Path) -> None:
    assert walked(tmp_path, made.mp4(b"soun", b"vide", b"meta"), film=True).other is True


def test_a_recording_that_says_its_sizes_is_read_too(tmp_path: Path) -> None:
    assert walked(tmp_path, made.webm(unknown=False)).seconds == pytest.approx(0.78)


def test_elements_without_end_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seedbed.formats.media.walked.MOST_PARTS", 30)
    with pytest.raises(BadInputError) as refused:
        walked(tmp_path, SOUNDS[WEBM])
    assert refused.value.why == "It has more parts than any recording."


def test_a_patch_across_two_blocks_is_written_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seedbed.formats.media.walked.BLOCK", 4)
    found = Walked(begin=1, end=11)
    found.overwrite(3, b"xyz", 3)
    assert b"".join(clean_blocks(io.BytesIO(b"abcdefghijkl"), found)) == b"bcxyz\0\0\0jk"


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
def test_ffmpeg_writes_a_sound_into_a_new_container(tmp_path: Path) -> None:
    program = ffmpeg.installed()
    assert program is not None
    (tmp_path / "sent").write_bytes(SOUNDS[WAV])
    ffmpeg.remux(program, tmp_path / "sent", tmp_path / "anew", WAV, film=False)
    assert made.PLACE not in (tmp_path / "anew").read_bytes()
