"""What someone's consents come to: the one rule, on records that were read before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from seedbed.web.consent.models import CHILDREN, Consent, ConsentScope, ConsentWithdrawal
from seedbed.web.consent.sentences import is_original

NEEDS: Mapping[str, str] = {
    **{scope.value: ConsentScope.TAKE_PART.value for scope in ConsentScope if scope is not ConsentScope.TAKE_PART},
    ConsentScope.RECOGNISABLE_IMAGE.value: ConsentScope.PHOTO.value,
}
"""What must be agreed to as well before a thing holds."""


def holds(
    scope: str, consents: Iterable[Consent], withdrawals: Iterable[ConsentWithdrawal], at: datetime | None = None
) -> bool:
    """Say whether someone agrees to a thing, from all their consents and withdrawals.

    The newest consent counts, if it was asked in signed words and, for a child under 16, a guardian agreed and the
    child said yes too. A withdrawal that stands wins over every consent, older or newer. Nothing holds without what
    it needs: see `NEEDS`.

    Parameters
    ----------
    scope
        A value of `ConsentScope`.
    consents, withdrawals
        All of one participant's, in any order.
    at
        The moment asked about; now if not given.
    """
    wanted = set(_with_needs(scope))
    if any(each.scope in wanted and _stands(each, at) for each in withdrawals):
        return False
    given = [each for each in consents if at is None or each.given_at <= at]
    if not given:
        return False
    newest = max(given, key=lambda consent: (consent.given_at, consent.pk))
    return wanted <= set(newest.scopes) and asked_rightly(newest)


def asked_rightly(consent: Consent) -> bool:
    """Say whether a consent was asked in signed words, and a child's has guardian and child behind it."""
    signed = is_original(consent.wording, consent.language) if consent.shown is None else _signed_in_time(consent)
    grown_up = consent.age_band not in CHILDREN
    return signed and (grown_up or (consent.guardian_agreed and consent.assented))


def _signed_in_time(consent: Consent) -> bool:
    return consent.shown is not None and consent.shown.signed_at is not None


def _stands(withdrawal: ConsentWithdrawal, at: datetime | None) -> bool:
    if at is None:
        return withdrawal.lifted_at is None
    return withdrawal.withdrawn_at <= at and (withdrawal.lifted_at is None or withdrawal.lifted_at > at)


def _with_needs(scope: str) -> Iterable[str]:
    while scope:
        yield scope
        scope = NEEDS.get(scope, "")
