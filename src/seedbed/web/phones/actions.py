"""What changes this room: forms are offered, filled forms come in. One transaction and one audit row each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from seedbed.errors import UsageError, UserError
from seedbed.formats.odk_submissions import Submission
from seedbed.formats.openrosa_forms import PhoneForm
from seedbed.web.capture.actions import put_in_inbox
from seedbed.web.capture.models import Device, Item, Waiting, WaitingState
from seedbed.web.capture.quota import DAY, EnoughTodayError, check_bytes, check_count
from seedbed.web.capture.storing import NotExpectedError, OtherContentError, store, store_media
from seedbed.web.listening.models import Contribution
from seedbed.web.media.actions import receive as receive_media
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.phones import roles as meaning
from seedbed.web.phones.as_item import AttachedFile, Reading
from seedbed.web.phones.asset_checks import NOT_LISTED, said_of_asset, settle_earlier, tell_register
from seedbed.web.phones.asset_list import FILE, asset_called, mark_of
from seedbed.web.phones.models import EarlierWords, Filled, Form
from seedbed.web.phones.roles import OFFERED, asks_consent, guessed
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.full_disk import DiskFullError

Files = Mapping[str, UploadedFile[Any]]
A_FILE_REFUSED = _("A file that came with it was not taken: it is no photo, sound or film, or too large.")


@transaction.atomic
def offer_form(
    *,
    by: User,
    neighbourhood: Neighbourhood,
    form: PhoneForm,
    roles: Mapping[str, str] | None = None,
    wordings: Mapping[str, str] | None = None,
) -> Form:
    """Offer a form to the phones of a neighbourhood; older versions of it are offered no more.

    Parameters
    ----------
    roles
        What its questions mean, where that is known; else it is guessed.
    wordings
        Of our own form: version of the words of consent, by language.

    Raises
    ------
    UsageError
        If another form came under the same name and version, or it needs a file that phones do not get.
    """
    questions = [
        {"path": each.path, "kind": each.kind, "label": each.label, "choices": [list(one) for one in each.choices]}
        | ({"list": each.list_name} if each.list_name else {})
        | ({"saves_to": each.saves_to} if each.saves_to else {})
        for each in form.questions
    ]
    if missing := sorted(set(form.files) - {FILE}):
        raise UsageError(
            _("This form was not taken."),
            f"Phones open it only with the file {missing[0]:.80}, which does not come from here.",
            _("Put its choices on the sheet of choices. The list of assets that phones get is called assets.csv."),
        )
    there = Form.objects.filter(neighbourhood=neighbourhood, form_id=form.form_id, version=form.version).first()
    if there is not None and there.xml != form.xml:
        raise UsageError(
            _("This form was not taken."),
            _("Another form has its name and version; phones could not tell them apart."),
            _("Write another version on its settings sheet and send it again."),
        )
    Form.objects.filter(neighbourhood=neighbourhood, form_id=form.form_id).update(offered=False)
    if there is None:
        there = Form(neighbourhood=neighbourhood, form_id=form.form_id, version=form.version, made_by=by)
        before = Form.objects.filter(neighbourhood=neighbourhood, form_id=form.form_id).order_by("-made_at").first()
        paths = {each["path"] for each in questions}
        kept = {path: role for path, role in (before.roles if before else {}).items() if path in paths}
        there.roles = dict(roles) if roles is not None else kept or guessed(questions)
    there.title, there.xml, there.questions, there.offered = form.title, form.xml, questions, True
    there.wordings = dict(wordings or {})
    there.save()
    record(by=by, action="phones.offer_form", scope=neighbourhood.scope, subject=f"form:{there.pk}")
    return there


@transaction.atomic
def say_what_is_asked(*, by: User, form: Form, roles: Mapping[str, str]) -> Form:
    """Say what the questions of a form mean, from now on.

    Raises
    ------
    UsageError
        If a question or a meaning is not known, or consent is asked without age.
    """
    paths = {each["path"] for each in form.questions}
    given = {path: role for path, role in roles.items() if role}
    if not set(given) <= paths or not set(given.values()) <= set(OFFERED):
        raise UsageError(_("Nothing was changed."), _("A question or what it means is not known."), _("Choose again."))
    if OFFERED.keys() & {"agree:take_part"} & set(given.values()) and not asks_consent(given):
        raise UsageError(
            _("Nothing was changed."),
            _("Whether a child was asked is not known: consent goes with how old they are."),
            _("Choose the question that asks how old they are too, or leave consent to the inbox."),
        )
    form.roles = given
    form.save(update_fields=["roles"])
    record(by=by, action="phones.say_what_is_asked", scope=form.neighbourhood.scope, subject=f"form:{form.pk}")
    return form


@transaction.atomic
def offer(*, by: User, form: Form, offered: bool) -> Form:
    """Offer a form to phones, or no more; what came of it stays, and what is still sent is taken."""
    form.offered = offered
    form.save(update_fields=["offered"])
    scope, subject = form.neighbourhood.scope, f"form:{form.pk}"
    if offered:
        record(by=by, action="phones.offer_form", scope=scope, subject=subject)
    else:
        record(by=by, action="phones.stop_form", scope=scope, subject=subject)
    return form


@dataclass(frozen=True, slots=True)
class Came:
    """What became of a filled form: whether it is new, and how many files it names that have not come yet."""

    filled: Filled
    new: bool
    awaited: int


def take_in(
    *,
    device: Device,
    submission: Submission,
    files: Files | None = None,
    device_now: datetime | None = None,
    at: datetime | None = None,
) -> Came:
    """Take a filled form in, once; files that came with it, or come later, are joined to it.

    With consent in our words it becomes a contribution; anything else waits in the inbox.

    Parameters
    ----------
    device_now
        What the phone's clock shows, so that a wrong one is put right; None where it did not say.

    Raises
    ------
    OtherContentError
        If other answers came under its number before.
    UserError
        If something in it will not do; says what.
    """
    now = at or timezone.now()
    place = device.neighbourhood
    reading = Reading(*_form_for(place, submission), place.pk, device_now)
    digest = _digest(submission)
    there = Filled.objects.filter(neighbourhood=place, instance=submission.instance).first()
    if there is not None and there.digest != digest:
        raise OtherContentError
    filled = there or _keep_once(device, reading, digest, now)
    _join_files(device, filled, reading, files or {}, now)
    return Came(filled, new=there is None, awaited=_awaited(filled, reading))


def _keep_once(device: Device, reading: Reading, digest: str, now: datetime) -> Filled:
    """Keep a filled form; where the same comes twice at one moment, take the one that was first."""
    try:
        return _keep(device, reading, digest, now)
    except IntegrityError:
        there = Filled.objects.filter(neighbourhood=device.neighbourhood, instance=reading.filled.instance).first()
        if there is None or there.digest != digest:
            raise
        return there


def _form_for(place: Neighbourhood, submission: Submission) -> tuple[Form | None, Submission]:
    """Return the form of its version; of a version that is not known, the newest of its name."""
    same = Form.objects.filter(neighbourhood=place, form_id=submission.form).order_by("-made_at", "-number")
    return same.filter(version=submission.version).first() or same.first(), submission


def _digest(submission: Submission) -> str:
    told = [submission.form, submission.version, [[each.path, each.turn, each.text] for each in submission.answers]]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@transaction.atomic
def _keep(device: Device, reading: Reading, digest: str, now: datetime) -> Filled:
    submission, place = reading.filled, device.neighbourhood
    check_count(Filled.objects.filter(device=device, received_at__gt=now - DAY).count())
    before = Filled.objects.filter(neighbourhood=place, instance=submission.deprecates or "-").first()
    filled = Filled(
        neighbourhood=place,
        form=reading.form,
        called=submission.form,
        version=submission.version,
        instance=submission.instance,
        first=before.first if before else submission.deprecates or submission.instance,
        digest=digest,
        device=device,
        received_at=now,
    )
    reading.named = _named(place, reading)
    if before is None:
        filled.item = _contribution(device, reading, now)
    if (of_asset := said_of_asset(reading)) is not None:
        settle_earlier(before, now)
        filled.subject, told = tell_register(place, of_asset, now)
        reading.notes += [told] if told else []
    if filled.item is None and (not filled.subject or reading.says_more()):
        filled.waiting = _into_inbox(device, reading, before, now)
    filled.note = " ".join([*_notes(reading, before), *reading.notes])[:300]
    filled.save()
    record(by=None, action="phones.take_in", scope=place.scope, subject=f"filled:{filled.pk}")
    return filled


def _named(place: Neighbourhood, reading: Reading) -> list[dict[str, Any]]:
    """Return marks at the assets that a filled form names; one without a place is told of by its name."""
    marks = []
    for identifier in reading.codes(meaning.ASSET):
        asset = asset_called(place, identifier)
        mark = mark_of(asset) if asset is not None else None
        if mark is not None:
            marks.append(dict(mark))
        else:
            reading.notes.append(NOT_LISTED if asset is None else f"It names {asset.name:.100}, which has no place.")
    return marks


def _contribution(device: Device, reading: Reading, now: datetime) -> Item | None:
    """Take it in at once, where it asked for consent in our words; None where it has to wait."""
    if not asks_consent(reading.roles) or (reading.takes_part() and not reading.age_band()):
        return None
    try:
        return store(
            device, reading.number(), json.dumps(reading.item(now)).encode(), now=now, device_now=reading.clock
        ).item
    except UserError:
        if not reading.takes_part():  # Nobody agreed: nothing of it waits either.
            raise
        reading.notes.append(_("It could not be taken in at once: look at it in the inbox."))
        return None


def _notes(reading: Reading, before: Filled | None) -> list[str]:
    form, submission = reading.form, reading.filled
    notes = []
    if form is None:
        notes.append(_("Its form is not known here."))
    elif form.version != submission.version:
        notes.append(_("Its version of the form is not known here; it was read as the newest."))
    if before is not None:
        notes.append(_("It changes one that came before."))
    return notes


def _into_inbox(device: Device, reading: Reading, before: Filled | None, now: datetime) -> Waiting:
    """Put it in the inbox: a change takes the place of what still waits, and what it said before is kept beside it."""
    waiting = before.waiting if before else None
    if waiting is not None and waiting.state != WaitingState.WAITING:
        waiting = None
    earlier = waiting.words if waiting is not None else ""
    put = put_in_inbox(
        by=None,
        neighbourhood=device.neighbourhood,
        source="form",
        source_key=waiting.source_key if waiting is not None else key_of(reading.filled.instance),
        words=reading.words(),
        said_on=reading.said_on(now),
        prompt=next(iter(reading.texts("prompt")), ""),
        marks=reading.marks(),
        event=device.event,
        mode="spoken",
        instead=waiting is not None,
        at=now,
    )
    if before is not None and put.changes_id is None and (said := _said_before(before)) is not None:
        put.changes = said
        put.save(update_fields=["changes"])
    if put.came == "changed" and earlier:
        EarlierWords.objects.create(waiting=put, words=earlier, until=now)
    return put


def _said_before(before: Filled) -> Contribution | None:
    """Return what was taken in of the first filling, or of a change of it."""
    same = Filled.objects.filter(neighbourhood=before.neighbourhood_id, first=before.first).order_by("pk")
    for each in same.select_related("item__contribution", "waiting__contribution"):
        for kept in (each.item, each.waiting):
            if kept is not None and kept.contribution is not None:
                return kept.contribution
    return None


def key_of(instance: str) -> str:
    """Return what the inbox calls a filled form: its number, or a digest where that is too long."""
    digest = hashlib.sha256(instance.encode("utf-8", "surrogatepass")).hexdigest()
    return f"form:{instance if len(instance) <= 180 else digest}"


def _join_files(device: Device, filled: Filled, reading: Reading, files: Files, now: datetime) -> None:
    """Join files to what became of a filled form; those that no answer names, or nobody agreed to, are let go."""
    named = {each.name: each for each in reading.files()}
    for name, content in files.items():
        if name not in named:
            continue
        try:
            if filled.item_id is not None:
                _to_item(device, named[name], content, now)
            elif filled.waiting is not None and filled.waiting.state == WaitingState.WAITING:
                _to_waiting(device, filled.waiting, named[name], content, now)
        except (DiskFullError, EnoughTodayError):
            raise  # It can be sent again: the phone keeps the form until it was told that all of it is kept.
        except UserError:
            # The phone cannot mend it and would send it for ever: the answers are kept, and the team is told.
            filled.note = (
                f"{filled.note} {A_FILE_REFUSED}".strip()[:300] if A_FILE_REFUSED not in filled.note else filled.note
            )
            filled.save(update_fields=["note"])


def _to_item(device: Device, file: AttachedFile, content: UploadedFile[Any], now: datetime) -> None:
    try:
        store_media(device, file.number, content, kind=file.kind, now=now)
    except NotExpectedError:
        return  # Nobody agreed to it, or its words were taken back: it is let go, and the phone need not send it again.


def _to_waiting(
    device: Device, waiting: Waiting, file: AttachedFile, content: UploadedFile[Any], now: datetime
) -> None:
    if not waiting.media.filter(pk=file.number).exists():
        check_bytes(device, content.size or 0, now)
    made = receive_media(
        by=None, neighbourhood=device.neighbourhood, number=file.number, kind=file.kind, content=content
    )
    with transaction.atomic():
        # Somebody may have settled it meanwhile: then nothing links to the file, and it goes some days later.
        held = Waiting.objects.select_for_update().get(pk=waiting.pk)
        if held.state == WaitingState.WAITING:
            held.media.add(made)
            held.needs = list(dict.fromkeys([*held.needs, "check"]))
            held.save(update_fields=["needs"])


def _awaited(filled: Filled, reading: Reading) -> int:
    """Return how many files that it names have not come yet."""
    if filled.item_id is not None:
        item = Item.objects.get(pk=filled.item_id)
        return item.wanted.count()
    if filled.waiting is None or filled.waiting.state != WaitingState.WAITING:
        return 0
    came = set(filled.waiting.media.values_list("pk", flat=True))
    return sum(each.number not in came for each in reading.files())


def let_go(_now: datetime) -> None:
    """Let go of what filled forms said before they were changed, once nothing of them waits any more."""
    EarlierWords.objects.exclude(waiting__state=WaitingState.WAITING).delete()
