"""The human check: words that their speaker lets everyone see are shown to everyone only once somebody read them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from seedbed.errors import UsageError
from seedbed.web.consent.models import ConsentScope, Participant
from seedbed.web.consent.queries import effective_among
from seedbed.web.golden_thread.models import Tombstone
from seedbed.web.listening.mark_models import Check, Reason
from seedbed.web.listening.models import Contribution
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.batches import MOST_AT_ONCE


@transaction.atomic
def check_words(
    *, by: User, contribution: Contribution, reasons: Collection[str] = (), at: datetime | None = None
) -> Check:
    """Note that somebody read words before everyone may see them: without a reason against it they may be shown.

    Checking again takes the place of the check before.

    Raises
    ------
    UsageError
        If the words were taken back, or a reason is unknown.
    """
    if Tombstone.objects.filter(bead=contribution.pk).exists():
        raise UsageError(_("There is nothing to check."), _("The words were taken back."), _("Check others."))
    against = [value for value in Reason.values if value in set(reasons)]
    if len(against) < len(set(reasons)):
        raise UsageError(_("The check was not kept."), _("A reason is not known."), _("Choose among those offered."))
    now = at or timezone.now()
    made: Check = contribution.checks.create(passed=not against, reasons=against, by=by, at=now)
    Contribution.objects.filter(pk=contribution.pk).update(checked_by=by, checked_at=now)
    subject = f"contribution:{contribution.pk}"
    record(by=by, action="listening.check_words", scope=contribution.bead.scope, subject=subject, passed=made.passed)
    return made


def waiting_for_a_check(neighbourhood: Neighbourhood) -> QuerySet[Contribution]:
    """Return what its speakers let everyone see and nobody has read yet, the oldest first.

    Of more than `MOST_AT_ONCE` people some follow once the words of others are read.
    """
    found = Contribution.objects.filter(bead__neighbourhood=neighbourhood, bead__tombstone=None).exclude(words="")
    unread = found.exclude(Exists(Check.objects.filter(contribution=OuterRef("pk"))))
    # Of those alone whose words wait: else some whose words are all read would keep others from ever being looked at.
    people = Participant.objects.filter(pk__in=unread.exclude(participant=None).order_by().values("participant"))
    agreeing = sorted(effective_among(people, ConsentScope.PUBLIC_DISPLAY))
    # By their tokens in one question of the database, which takes so many.
    return unread.filter(participant__in=agreeing[:MOST_AT_ONCE]).select_related("bead").order_by("pk")
