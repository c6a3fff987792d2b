"""Encrypted files: they open with the right key alone, and show every change."""

from __future__ import annotations

import io
import json
from functools import cache

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import example, given, settings
from hypothesis import strategies as st

from seedbed.errors import BadInputError, UsageError
from seedbed.web.operations.sealing import CHUNK, MAGIC, Known, Opening, Passphrase, PrivateKey, Recipient, Sealing

RIGHT = Passphrase("four words nobody guesses")
KEY = X25519PrivateKey.from_private_bytes(bytes(range(32)))
SIZES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7)


def _plain(size: int) -> bytes:
    return bytes(number * 7 % 251 for number in range(size))


@cache
def _sealed(size: int, *, by_passphrase: bool = False) -> bytes:
    file = io.BytesIO()
    sealing = Sealing(file, RIGHT if by_passphrase else Recipient(KEY.public_key()))
    sealing.write(_plain(size))
    sealing.finish()
    return file.getvalue()


def _opened(sealed: bytes) -> bytes:
    return io.BufferedReader(Opening(io.BytesIO(sealed), PrivateKey(KEY))).read()


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_opens(size: int) -> None:
    assert _opened(_sealed(size)) == _plain(size)


def test_a_passphrase_opens_what_it_sealed_and_another_does_not() -> None:
    sealed = io.BytesIO(_sealed(1, by_passphrase=True))
    assert Opening(sealed, RIGHT).read() == _plain(1)
    with pytest.raises(UsageError, match="not the one it was encrypted with"):
        Opening(sealed, Passphrase("some other words altogether"))


def test_another_recipient_cannot_open_it() -> None:
    with pytest.raises(UsageError, match="not the one it was encrypted with"):
        Opening(io.BytesIO(_sealed(1)), PrivateKey(X25519PrivateKey.generate()))


def test_a_passphrase_for_a_recipient_and_a_key_for_a_passphrase_are_told() -> None:
    with pytest.raises(UsageError, match="--key-file"):
        Opening(io.BytesIO(_sealed(1)), RIGHT)
    with pytest.raises(UsageError, match="--passphrase-file"):
        Opening(io.BytesIO(_sealed(1, by_passphrase=True)), PrivateKey(KEY))


@given(st.integers(0, 3 * CHUNK + 7), st.integers(0, 2 * CHUNK))
@settings(deadline=None, max_examples=30)
def test_it_is_read_from_any_place(start: int, many: int) -> None:
    reader = io.BufferedReader(Opening(io.BytesIO(_sealed(SIZES[-1])), PrivateKey(KEY)))
    reader.seek(start)
    assert reader.read(many) == _plain(SIZES[-1])[start : start + many]


@given(st.integers(0, len(_sealed(CHUNK + 1)) - 1), st.integers(1, 255))
@settings(deadline=None)
def test_every_changed_byte_shows(place: int, change: int) -> None:
    sealed = bytearray(_sealed(CHUNK + 1))
    sealed[place] ^= change
    with pytest.raises((BadInputError, UsageError)):
        _opened(bytes(sealed))


@given(st.integers(1, len(_sealed(CHUNK + 1)) - 1))
@example(len(_sealed(CHUNK + 1)) - 1)
@example(len(_sealed(CHUNK + 1)) - 2)
@example(len(_sealed(CHUNK + 1)) - 16)
@example(len(_sealed(CHUNK + 1)) - 17)
@settings(deadline=None)
def test_every_cut_shows(kept: int) -> None:
    with pytest.raises((BadInputError, UsageError)):
        _opened(_sealed(CHUNK + 1)[:kept])


def test_chunks_that_changed_places_show() -> None:
    sealed = _sealed(3 * CHUNK + 7)
    start = len(sealed) - (3 * CHUNK + 7) - 4 * 16
    first, second = (sealed[start + place * (CHUNK + 16) :][: CHUNK + 16] for place in (0, 1))
    with pytest.raises(BadInputError, match="damaged"):
        _opened(sealed[:start] + second + first + sealed[start + 2 * (CHUNK + 16) :])


def test_a_file_that_asks_for_all_memory_is_refused() -> None:
    told = {"how": "scrypt", "salt": "AAAA", "n": 1 << 30, "r": 8, "p": 1}
    with pytest.raises(BadInputError, match="damaged"):
        Opening(io.BytesIO(MAGIC + json.dumps(told).encode() + b"\n" + bytes(64)), RIGHT)


def test_what_was_written_can_be_read_again_without_asking() -> None:
    file = io.BytesIO()
    sealing = Sealing(file, Recipient(KEY.public_key()))
    sealing.write(b"it")
    sealing.finish()
    assert isinstance(sealing.known, Known)
    assert Opening(file, sealing.known).read() == b"it"
