"""Films as a real encoder writes them: what is beside the picture goes, and every picture of them stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from seedbed.errors import BadInputError
from seedbed.formats.media.known import content_type_of
from seedbed.formats.media.recordings import walk, write_clean
from tests.unit.formats.media.films import A_SECOND, CODECS, ENCODER, FRAMES, film, frames


def cleaned(folder: Path, content_type: str) -> tuple[Path, Path]:
    """Return where a film lies as it was sent, and as it is kept."""
    sent, kept = folder / "sent", folder / "kept"
    sent.write_bytes(film(folder, content_type))
    write_clean(sent, kept, walk(sent, content_type, film=True))
    return sent, kept


@pytest.mark.parametrize("content_type", CODECS)
def test_a_real_film_is_told_by_its_first_bytes(tmp_path: Path, content_type: str) -> None:
    assert content_type_of(film(tmp_path, content_type)[:64]) == content_type


@pytest.mark.parametrize("content_type", CODECS)
def test_every_picture_of_a_real_film_is_as_it_was(tmp_path: Path, content_type: str) -> None:
    sent, kept = cleaned(tmp_path, content_type)
    assert len(frames(sent)) == FRAMES
    assert frames(kept) == frames(sent)


@pytest.mark.parametrize("content_type", CODECS)
def test_what_the_encoder_wrote_about_itself_is_gone(tmp_path: Path, content_type: str) -> None:
    sent, kept = cleaned(tmp_path, content_type)
    assert ENCODER in sent.read_bytes()
    assert ENCODER not in kept.read_bytes()


@pytest.mark.parametrize("content_type", CODECS)
def test_the_length_of_a_real_film_is_read(tmp_path: Path, content_type: str) -> None:
    (tmp_path / "sent").write_bytes(film(tmp_path, content_type))
    found = walk(tmp_path / "sent", content_type, film=True)
    assert found.seconds == pytest.approx(FRAMES / A_SECOND, abs=0.01)
    assert (found.picture, found.sound, found.other) == (True, False, False)


@pytest.mark.parametrize("content_type", CODECS)
def test_a_real_film_whose_end_is_missing_is_refused(tmp_path: Path, content_type: str) -> None:
    (tmp_path / "sent").write_bytes(film(tmp_path, content_type)[:-100])
    with pytest.raises(BadInputError):
        walk(tmp_path / "sent", content_type, film=True)
