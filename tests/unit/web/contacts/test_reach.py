"""Phone numbers and e-mail addresses, as people type them."""

from __future__ import annotations

import pytest

from seedbed.errors import BadInputError
from seedbed.web.contacts.reach import Reach, read_email, read_phone


@pytest.mark.parametrize(
    "typed",
    ["01632 960123", "(01632) 960-123", "+44 1632 960 123", "0044 1632 960123", "+44 (0)1632 960123", " 01632.960.123"],
)
def test_one_number_is_one_however_it_is_typed(typed: str) -> None:
    assert read_phone(typed) == "+441632960123"


@pytest.mark.parametrize(
    "typed", ["12", "ring me", "+44", "٠١٦٣٢٩٦٠١٢٣", "0" * 40, "=1+1", "12 Mill Lane", "+0123456789"]
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(BadInputError, match="phone number"):
        read_phone(typed)


@pytest.mark.parametrize("typed", ["nobody", "a@b", "a b@example.org", "a@example.org\nBcc: b@example.org", "x" * 260])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(BadInputError, match="e-mail address"):
        read_email(typed)


def test_one_of_the_two_is_enough_and_none_is_not() -> None:
    assert Reach.typed("01632 960123") == Reach("+441632960123")
    assert Reach.typed("", " a@example.org ") == Reach("", "a@example.org")
    with pytest.raises(BadInputError, match="Nobody can be reached"):
        Reach.typed(" ", "")
