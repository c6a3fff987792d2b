"""Receipts that devices made themselves, while there was no network to ask for one."""

from __future__ import annotations

import re
from datetime import datetime

from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.web.consent.actions import make_receipt
from seedbed.web.consent.models import Receipt
from seedbed.web.consent.numbers import read_number
from seedbed.web.people.audit import in_one_transaction
from seedbed.web.places.models import Neighbourhood

_DIGEST = re.compile(r"[0-9a-f]{64}")


@in_one_transaction
def keep_receipt(
    *, neighbourhood: Neighbourhood, number: str, digest: str, at: datetime | None = None
) -> tuple[Receipt, bool]:
    """Keep a receipt that a device made; say whether it had to get another number.

    The device made the second half and alone knows it. No number is given out twice: where the device's was, the
    receipt gets a new one, and its second half opens it by either. Whoever keeps it tells the team, since by the old
    number alone people see what became of somebody else's words.

    Parameters
    ----------
    number, digest
        As the device made them: see `seedbed.web.consent.numbers` and `seedbed.web.consent.receipts`.

    Raises
    ------
    UsageError
        If the number has a slip in it, or the digest is none.
    """
    plain = read_number(number)
    if not _DIGEST.fullmatch(digest):
        raise UsageError(
            "The receipt cannot be kept.",
            "Its digest is not 64 hexadecimal digits.",
            "Open the page on the device anew.",
        )
    when = at or timezone.now()
    if Receipt.objects.filter(pk=plain).exists():
        other = make_receipt(neighbourhood=neighbourhood, at=when)[0]
        other.digest, other.made_as = digest, plain
        other.save(update_fields=["digest", "made_as"])
        return other, True
    return Receipt.objects.create(number=plain, digest=digest, neighbourhood=neighbourhood, made_at=when), False
