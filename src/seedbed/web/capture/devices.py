"""Letting devices in, and ending them: one transaction and one audit row each."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from seedbed.errors import UsageError
from seedbed.web.capture.codes import digest_of, new_token, short_digest, short_of, token_of
from seedbed.web.capture.models import Device, DeviceKind, JoinCode
from seedbed.web.capture.queries import code_with
from seedbed.web.golden_thread.models import Bead
from seedbed.web.people.audit import record
from seedbed.web.people.kept_apart import note_gone
from seedbed.web.people.models import User
from seedbed.web.people.wording import clean_name
from seedbed.web.places.models import Neighbourhood

LONGEST = timedelta(days=31)
"""How long a code may let devices in: a kiosk stands for some weeks; a shift lasts a day."""
MOST_DEVICES = 500
LONGEST_DEVICE_NAME = 80
JOINS_AGAIN_WITHIN = timedelta(minutes=10)
"""How long a device that never heard its token may ask once more under the same number."""


@transaction.atomic
def make_code(  # noqa: PLR0913 - what a code says
    *,
    by: User,
    neighbourhood: Neighbourhood,
    ends_at: datetime,
    kind: str = DeviceKind.PHONE.value,
    event: Bead | None = None,
    most_devices: int = 20,
    at: datetime | None = None,
) -> tuple[JoinCode, str]:
    """Make a code that lets devices in until it ends; return it with the token that is shown as a QR code.

    Raises
    ------
    UsageError
        If it would end in the past or too late, the number of devices or their kind will not do, or the event belongs
        elsewhere.
    """
    now = at or timezone.now()
    what = _("The code was not made.")
    if not now < ends_at <= now + LONGEST:
        raise UsageError(what, _("It must end after now, and within 31 days."), _("Choose another time."))
    if not 1 <= most_devices <= MOST_DEVICES:
        raise UsageError(what, _("It is for 1 to 500 devices."), _("Choose another number."))
    if kind not in DeviceKind.values:
        raise UsageError(what, _("There are no devices of this kind."), _("Choose phone, kiosk or form."))
    if event is not None and event.neighbourhood_id not in {None, neighbourhood.pk}:
        raise UsageError(what, _("The event belongs to another neighbourhood."), _("Choose an event of this one."))
    issue = uuid.uuid4()
    token = token_of(issue)
    code = JoinCode.objects.create(
        digest=digest_of(token),
        short=short_digest(short_of(issue)),
        issue=issue,
        neighbourhood=neighbourhood,
        event=event,
        kind=kind,
        most_devices=most_devices,
        made_by=by,
        made_at=now,
        ends_at=ends_at,
    )
    record(
        by=by,
        action="capture.make_code",
        scope=neighbourhood.scope,
        subject=f"join_code:{code.pk}",
        kind=kind,
        devices=most_devices,
    )
    return code, token


@transaction.atomic
def end_code(*, by: User, code: JoinCode, at: datetime | None = None) -> JoinCode:
    """End a code now: it lets no more devices in. Those that joined stay."""
    now = at or timezone.now()
    held = JoinCode.objects.select_for_update().get(pk=code.pk)
    if held.is_open(now):
        held.ends_at, held.ended_by = max(now, held.made_at), by
        held.save(update_fields=["ends_at", "ended_by"])
        record(by=by, action="capture.end_code", scope=held.neighbourhood.scope, subject=f"join_code:{held.pk}")
    return held


@transaction.atomic
def join(
    *, token: str, name: str = "", number: uuid.UUID | None = None, at: datetime | None = None
) -> tuple[Device, str]:
    """Let a device in by a code; return it with its token, which is told this once.

    Parameters
    ----------
    name
        What people call it, such as the number on its back; may be empty.
    number
        Made by the device, so that asking again after a lost answer makes no second device.

    Raises
    ------
    UsageError
        If the code lets nobody in, or as many devices joined as may.
    """
    now = at or timezone.now()
    found = code_with(token)
    code = JoinCode.objects.select_for_update().get(pk=found.pk) if found else None
    if code is None or not code.is_open(now):
        raise lets_nobody_in()
    secret = new_token()
    again = _never_heard(code, number, now)
    if again is not None:
        again.token_digest = digest_of(secret)
        again.save(update_fields=["token_digest"])
        return again, secret
    if code.devices.count() >= code.most_devices:
        raise UsageError(
            _("No more devices may join."), _("As many joined as were asked for."), _("Ask for a new code.")
        )
    if number is not None and Device.objects.filter(pk=number).exists():
        number = None
    called = clean_name(name, "name", LONGEST_DEVICE_NAME) if name.strip() else ""
    device = Device.objects.create(
        number=number or uuid.uuid4(),
        neighbourhood=code.neighbourhood,
        event=code.event,
        kind=code.kind,
        name=called,
        token_digest=digest_of(secret),
        joined_at=now,
        joined_with=code,
    )
    record(
        by=None, action="capture.join", scope=code.neighbourhood.scope, subject=f"device:{device.pk}", kind=code.kind
    )
    return device, secret


def _never_heard(code: JoinCode, number: uuid.UUID | None, now: datetime) -> Device | None:
    """Return the device of a number that joined by this code a moment ago and has sent nothing since."""
    if number is None:
        return None
    lately = code.devices.filter(pk=number, seen_at=None, ended_at=None, joined_at__gt=now - JOINS_AGAIN_WITHIN)
    return lately.first()


def lets_nobody_in() -> UsageError:
    """Return the one error of all codes that open nothing, so that trying tells nothing."""
    return UsageError(
        _("This code lets no device in."),
        _("Its time is over, or it was not read whole."),
        _("Ask the people who showed it to you for a new one."),
    )


@transaction.atomic
def add_device(
    *, by: User, neighbourhood: Neighbourhood, name: str, kind: str = DeviceKind.FORM.value, event: Bead | None = None
) -> tuple[Device, str]:
    """Let a device in by hand, such as an app that is set up with a name and a token; return it with its token.

    Raises
    ------
    UsageError
        If the name will not do.
    """
    secret = new_token()
    device = Device.objects.create(
        neighbourhood=neighbourhood,
        event=event,
        kind=DeviceKind(kind).value,
        name=clean_name(name, "name", LONGEST_DEVICE_NAME),
        token_digest=digest_of(secret),
    )
    record(
        by=by, action="capture.add_device", scope=neighbourhood.scope, subject=f"device:{device.pk}", kind=device.kind
    )
    return device, secret


@transaction.atomic
def end_device(*, by: User | None, device: Device, at: datetime | None = None) -> Device:
    """End a device, such as one that was lost: what it sends is refused from now on, what it sent stays.

    It stays ended when the site is restored from an older backup.
    """
    held = Device.objects.select_for_update().get(pk=device.pk)
    if held.ended_at is None:
        held.ended_at, held.ended_by = at or timezone.now(), by
        held.save(update_fields=["ended_at", "ended_by"])
        record(by=by, action="capture.end_device", scope=held.neighbourhood.scope, subject=f"device:{held.pk}")
        note_gone("device", held.pk, held.ended_at)
    return held


def end_devices_again(gone: Mapping[str, datetime]) -> int:
    """End devices that were ended after a backup, in the site that was restored from it; return how many."""
    again = [each for each in Device.objects.filter(ended_at=None) if str(each.pk) in gone]
    for each in again:
        Device.objects.filter(pk=each.pk).update(ended_at=gone[str(each.pk)])
    return len(again)
