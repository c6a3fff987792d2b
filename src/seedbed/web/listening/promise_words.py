"""What the public page of promises says, for residents in their languages."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.event_models import Event, Payment
from seedbed.web.listening.promises import Promise, Promised

PAYMENTS: dict[str, str] = {
    Payment.NOTHING: _("nothing, by choice"),
    Payment.EXPENSES: _("expenses paid back, such as travel and childcare"),
    Payment.VOUCHER: _("a shopping voucher"),
    Payment.CASH: _("cash"),
    Payment.BANK_TRANSFER: _("a payment to a bank account"),
    Payment.GIFT: _("a gift or a meal"),
    Payment.DONATION: _("a gift to a group of their choice"),
}
"""What people may be given for their time, by the value that is kept."""
AFFECT_BENEFITS = frozenset({Payment.VOUCHER, Payment.CASH, Payment.BANK_TRANSFER})
"""What may count as income or savings where somebody has benefits that depend on these."""
BENEFITS = _(
    "Money or a voucher can change benefits such as Universal Credit. Ask a benefits adviser before you take it. You "
    "may choose nothing, and are heard all the same."
)
_STATES: dict[Promise, str] = {
    Promise.OPEN: _("An answer is due by %(day)s."),
    Promise.KEPT: _("Answered on %(day)s, in time."),
    Promise.LATE: _("Answered on %(day)s, later than promised."),
    Promise.OVERDUE: _("Overdue: an answer was promised by %(day)s and has not come."),
}


def when_in_words(bead: Bead, event: Event | None) -> str:
    """Return day of the week, day and, where they are known, hours of an occasion, in the language that is on."""
    held_on = date.fromisoformat(str(bead.payload["held_on"]))
    told = f"{date_format(held_on, 'l')} {date_format(held_on, 'DATE_FORMAT')}"
    if event is None or event.starts_at is None:
        return told
    begins = timezone.localtime(event.starts_at)
    ends = f" – {timezone.localtime(event.ends_at):%H:%M}" if event.ends_at else ""
    return f"{told}, {begins:%H:%M}{ends}"


def state_in_words(promised: Promised) -> str:
    """Return how it stands with hearing back, in the language that is on; empty where no day was promised."""
    event = promised.event
    day = event.heard_back_on if promised.state in {Promise.KEPT, Promise.LATE} else event.hear_back_by
    known = _STATES.get(promised.state)
    return gettext(known) % {"day": date_format(day, "DATE_FORMAT")} if known and day else ""


def payments_in_words(promised: Promised) -> list[str]:
    """Return what people may be given for their time."""
    return [gettext(PAYMENTS[value]) for value in promised.event.payment if value in PAYMENTS]


def benefits_warning(promised: Promised) -> str:
    """Return the warning where something that is offered may change benefits; else nothing."""
    return gettext(BENEFITS) if AFFECT_BENEFITS & set(promised.event.payment) else ""
