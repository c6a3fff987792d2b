"""E-mails about concerns: they say that there is one, and to sign in; nothing else."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from seedbed.errors import UserError
from seedbed.web.accounts.limits import Limit, count_try
from seedbed.web.people.audit import record
from seedbed.web.people.mail import gets_mail, send, site_address
from seedbed.web.people.models import User
from seedbed.web.safeguarding.models import Concern
from seedbed.web.safeguarding.queries import serves

LOG = logging.getLogger(__name__)
UNREAD = timedelta(hours=24)
"""How long a concern may lie unread before lead and deputy are reminded, and again after that."""

EMAILS_TO_LEAD = Limit("e-mails to a lead", 30, timedelta(hours=1))


def tell_lead(concern: Concern, now: datetime | None = None) -> bool:
    """Tell the lead that there is a concern; say whether the e-mail went out.

    However many are worried at once, or pretend to be: the concerns are all kept, the e-mails end.
    """
    if count_try(EMAILS_TO_LEAD, str(concern.lead_id), now or timezone.now()):
        return False
    return _tell(concern.lead)


def remind_unread(now: datetime) -> int:
    """Remind lead and deputy of concerns that nobody has opened for a day; return how many concerns.

    From the first reminder on the deputy may open it too.
    """
    late = now - UNREAD
    unread = Concern.objects.filter(Q(reminded_at=None) | Q(reminded_at__lte=late), seen_at=None, sent_at__lte=late)
    return sum(_reminded(number, now) for number in list(unread.values_list("pk", flat=True)))


def _reminded(number: UUID, now: datetime) -> bool:
    with transaction.atomic():
        rows = Concern.objects.select_for_update(of=("self",)).select_related("neighbourhood__scope", "lead", "deputy")
        concern = rows.filter(pk=number, seen_at=None).first()
        if concern is None:
            return False
        concern.reminded_at = now
        concern.save(update_fields=["reminded_at"])
        subject = f"concern:{concern.pk}"
        record(by=None, action="safeguarding.remind", scope=concern.neighbourhood.scope, subject=subject)
    # Afterwards: a mail server that is down must not keep the deputy from opening it.
    for person in (concern.lead, concern.deputy):
        if person is not None and serves(person, concern.neighbourhood):
            _tell(person)
    return True


def _tell(person: User) -> bool:
    context = {"address": site_address(reverse("safeguarding:concerns"))}
    try:
        send(person.email, gettext("There is a concern: please sign in"), "safeguarding/mail/concern.txt", context)
    except UserError:
        LOG.exception("The e-mail about a concern did not go out.")
        return False
    # Without a mail server it became a file or lines on a screen: the lead does not see those.
    return gets_mail(person.email)
