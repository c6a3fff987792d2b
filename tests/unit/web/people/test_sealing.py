"""Sealed texts: they open with their key, at their place and unchanged, and with nothing else."""

from __future__ import annotations

import pytest

from seedbed.web.people.sealing import CannotBeOpenedError, KeyRing, _derived

KEYS = [bytes([number]) * 32 for number in (1, 2, 3)]
TOLD = {"phone": "+44 20 7946 0001", "words": "Ünïcode, ቡና"}


def ring(*numbers: int, purpose: str = "contacts") -> KeyRing:
    return KeyRing(tuple(_derived(KEYS[number], purpose) for number in numbers))


def test_what_was_sealed_opens_with_the_same_key() -> None:
    key, sealed = ring(0).seal(TOLD, "contacts:1")
    assert ring(0).open(key, sealed, "contacts:1") == TOLD


def test_nothing_of_it_shows_and_no_two_look_alike() -> None:
    one, other = (ring(0).seal(TOLD, "contacts:1")[1] for _ in range(2))
    assert b"7946" not in one
    assert one != other


def test_lengths_tell_little() -> None:
    assert len({len(ring(0).seal({"words": "x" * many}, "a")[1]) for many in range(200)}) == 1


def test_no_time_stands_in_it() -> None:
    """The nonce is random, and the rest is noise: unlike a Fernet token, nothing counts up with the clock."""
    starts = {ring(0).seal(TOLD, "a")[1][:9] for _ in range(50)}
    assert len(starts) == 50


def test_an_older_key_still_opens() -> None:
    key, sealed = ring(1).seal(TOLD, "a")
    assert ring(0, 1).open(key, sealed, "a") == TOLD
    assert ring(0, 1).seal(TOLD, "a")[0] == ring(0).newest.id


def test_a_lost_key_is_named_with_what_to_do() -> None:
    key, sealed = ring(1).seal(TOLD, "a")
    with pytest.raises(CannotBeOpenedError) as refused:
        ring(0).open(key, sealed, "a")
    assert key in refused.value.why
    assert "SEEDBED_CONTACT_KEYS" in refused.value.next_step


def test_texts_cannot_change_places() -> None:
    key, sealed = ring(0).seal(TOLD, "contacts:1")
    with pytest.raises(CannotBeOpenedError, match="cannot be opened"):
        ring(0).open(key, sealed, "contacts:2")


@pytest.mark.parametrize("place", [0, 11, 12, 40, -1])
def test_a_changed_byte_is_found(place: int) -> None:
    key, sealed = ring(0).seal(TOLD, "a")
    changed = bytearray(sealed)
    changed[place] ^= 1
    with pytest.raises(CannotBeOpenedError):
        ring(0).open(key, bytes(changed), "a")


def test_each_purpose_has_keys_of_its_own() -> None:
    one, other = ring(0), ring(0, purpose="concerns")
    assert one.newest.id != other.newest.id
    assert one.digest("phone", "1") != other.digest("phone", "1")
    assert one.newest.sealing != one.newest.finding


def test_digests_find_a_value_under_every_key_and_kinds_differ() -> None:
    assert ring(1).digest("phone", "1") in ring(0, 1).digests("phone", "1")
    assert ring(0).digest("phone", "1") != ring(0).digest("email", "1")
    assert ring(0).digest("phone", "1") != ring(1).digest("phone", "1")
