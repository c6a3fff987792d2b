"""How long a listing counts as fresh, and what may be done with one in which state."""

from __future__ import annotations

from datetime import date, timedelta

from seedbed.errors import UsageError
from seedbed.web.asset_register.models import Asset

VERIFY_AFTER = timedelta(days=182)
"""How long what someone said of a listing holds, where the table of its kind says nothing else."""

VERIFY_AFTER_BY_TYPE = {
    **dict.fromkeys(("activity", "group", "service", "skill", "food_bank", "advice"), timedelta(days=91)),
    **dict.fromkeys(("park", "green_space", "playground", "history", "school", "hospital"), timedelta(days=365)),
}
"""Groups and activities change often, parks seldom."""


def verify_by(asset_type: str, verified_on: date) -> date:
    """Return the day by which a listing should be looked at again."""
    return verified_on + VERIFY_AFTER_BY_TYPE.get(asset_type, VERIFY_AFTER)


def check_stands(asset: Asset) -> None:
    """Refuse a listing that was merged into another.

    Raises
    ------
    UsageError
        If it was.
    """
    if asset.merged_into_id is not None:
        raise UsageError(
            "This listing is no longer one of its own.",
            "It was merged into another listing of the same thing.",
            "Go to the listing that stayed, or undo the merge there.",
        )


def check_here(asset: Asset) -> None:
    """Refuse a listing that was merged into another, or whose asset is gone.

    Raises
    ------
    UsageError
        If it was or is.
    """
    check_stands(asset)
    if asset.gone_at is not None:
        raise UsageError(
            "This cannot be done with something that is gone.",
            "Someone who looked said that it is no longer there.",
            "If it is there after all, say so on its page first.",
        )
