"""The second half of a receipt: 80 random bits that are shown once and kept as a digest.

Why a plain digest is enough: with 80 bits nobody finds the words by trying, neither at the site, where tries are
limited, nor from a stolen database (at 10¹² tries a second it takes some 19,000 years on average). The digest needs no
key of the site, so that receipts still open after a backup is restored elsewhere.
"""

from __future__ import annotations

import hashlib
import hmac

from django.db.models import Q

from seedbed.web.consent.models import Receipt
from seedbed.web.consent.tokens import new_token, read_token

NOBODYS = "0" * 64


def new_second_half() -> str:
    """Return a new second half as printed: ``7K3M-Q0ZD-...``."""
    return new_token()


def digest_of(number: str, second_half: str) -> str:
    """Return what is kept of a second half; bound to its number, so that equal halves would not show."""
    return hashlib.sha256(f"{number} {read_token(second_half)}".encode("utf-8", "surrogatepass")).hexdigest()


def opened(number: str, second_half: str) -> Receipt | None:
    """Return the receipt that two halves open; None if there is none. It takes as long whatever the answer.

    A receipt that got another number than its paper says opens by both.
    """
    there: list[Receipt | None] = list(Receipt.objects.filter(Q(pk=number) | Q(made_as=number)))
    opening = [each for each in there or [None] if _opens(each, number, second_half[:100])]
    return opening[0] if opening else None


def _opens(receipt: Receipt | None, number: str, second_half: str) -> bool:
    """Say whether a second half is that of a receipt: it is bound to the number on the paper."""
    kept = receipt.digest if receipt else NOBODYS
    bound = receipt.made_as or receipt.pk if receipt else number
    return hmac.compare_digest(kept, digest_of(bound, second_half)) and receipt is not None
