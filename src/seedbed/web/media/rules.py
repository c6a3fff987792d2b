"""What must hold before a file is used, and before it goes beyond the team."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from seedbed.web.consent.models import ConsentScope
from seedbed.web.consent.queries import effective
from seedbed.web.media.models import MediaFile, MediaKind, MediaState

ASKED_FOR: Mapping[str, tuple[ConsentScope, ...]] = {
    MediaKind.PHOTO: (ConsentScope.PHOTO,),
    MediaKind.SCAN: (),
    MediaKind.DRAWING: (),
    MediaKind.AUDIO: (ConsentScope.AUDIO,),
    MediaKind.VIDEO: (ConsentScope.PHOTO, ConsentScope.AUDIO),
}
"""What whoever gave a file must agree to before it is used at all, beside taking part."""


def still_agreed(file: MediaFile) -> bool:
    """Say whether whoever gave a file still agrees to its use; what belongs to nobody in particular needs nobody."""
    if file.participant is None:
        return True
    return all(effective(file.participant, scope) for scope in (ConsentScope.TAKE_PART, *ASKED_FOR[file.kind]))


def may_go_beyond(file: MediaFile) -> bool:
    """Say whether a file may be shown beyond the team: a person looked at it, and whoever gave it agrees.

    A file in which someone can be recognised goes beyond the team only if they agreed to just that; one that belongs
    to nobody in particular never does.
    """
    return not what_is_missing(file)


def what_is_missing(file: MediaFile) -> list[str]:
    """Return why a file may not be shown beyond the team, in the language of the page; nothing if it may."""
    if file.state != MediaState.READY:
        return [_("It is not ready.")]
    told = [_("It was taken back.")] if file.hidden_at is not None else []
    told += [_("Nobody has looked at it and let it go further.")] if file.cleared_at is None else []
    told += [_("It holds more than sound and picture, such as positions.")] if file.more_inside else []
    if file.participant is None:
        return told + ([_("Somebody can be recognised, and nobody agreed to that.")] if file.recognisable else [])
    wanted = [ConsentScope.TAKE_PART, *ASKED_FOR[file.kind], ConsentScope.PUBLIC_DISPLAY]
    wanted += [ConsentScope.RECOGNISABLE_IMAGE] if file.recognisable else []
    if not all(effective(file.participant, scope) for scope in wanted):
        told.append(_("Whoever gave it has not agreed that it be shown in public."))
    return told
