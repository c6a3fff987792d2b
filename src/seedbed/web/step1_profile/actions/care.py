"""Write down who does what in the care system; partners change it as they know better."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from seedbed.errors import MissingDataError, UsageError
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.people.wording import clean_name
from seedbed.web.places.models import Programme
from seedbed.web.step1_profile.models import CareDecision, CareOrganisation, Level
from seedbed.web.step1_profile.queries.packs import pack_of

FIELDS = (
    "name", "kind", "level", "role", "footprint", "answers_to", "commissions", "funds", "owns", "hosts", "decides",
    "delegated_limit",
)  # fmt: skip
DECISION_FIELDS = ("body", "decides", "on", "when", "papers_due")


@transaction.atomic
def add_organisation(*, by: User | None, programme: Programme, fields: Mapping[str, Any]) -> CareOrganisation:
    """Add an organisation; ``fields`` are those of `FIELDS`.

    Raises
    ------
    UsageError
        If a field will not do, or there is one of that name.
    """
    made = CareOrganisation(programme=programme)
    _fill(made, fields)
    made.save()
    record(by=by, action="step1.add_organisation", scope=programme.scope, subject=f"organisation:{made.pk}")
    return made


@transaction.atomic
def change_organisation(
    *, by: User | None, organisation: CareOrganisation, fields: Mapping[str, Any]
) -> CareOrganisation:
    """Change what is known of an organisation. The audit trail says which fields, not what they held.

    Raises
    ------
    UsageError
        If a field will not do.
    """
    changed = [name for name in FIELDS if name in fields and getattr(organisation, name) != fields[name]]
    _fill(organisation, fields)
    organisation.save()
    scope = organisation.programme.scope
    subject = f"organisation:{organisation.pk}"
    record(by=by, action="step1.change_organisation", scope=scope, subject=subject, fields=changed)
    return organisation


@transaction.atomic
def remove_organisation(*, by: User | None, organisation: CareOrganisation) -> None:
    """Take an organisation off the map, with its entries of the calendar.

    Raises
    ------
    UsageError
        If others answer to it.
    """
    below = list(organisation.answerable.values_list("name", flat=True)[:3])
    if below:
        raise UsageError(
            f"{organisation.name} cannot be taken off the map.",
            f"{', '.join(below)} {'answers' if len(below) == 1 else 'answer'} to it.",
            "Say first to whom they answer instead.",
        )
    scope, subject = organisation.programme.scope, f"organisation:{organisation.pk}"
    organisation.delete()
    record(by=by, action="step1.remove_organisation", scope=scope, subject=subject)


@transaction.atomic
def set_decision(
    *,
    by: User | None,
    organisation: CareOrganisation,
    fields: Mapping[str, Any],
    decision: CareDecision | None = None,
) -> CareDecision:
    """Add an entry to the calendar of decisions, or change one; ``fields`` are those of `DECISION_FIELDS`.

    Raises
    ------
    UsageError
        If it has no time, or papers would be due after it.
    """
    entry = decision or CareDecision()
    entry.organisation = organisation
    for name in DECISION_FIELDS:
        if name in fields:
            setattr(entry, name, fields[name])
    if entry.on is None and not entry.when.strip():
        raise UsageError(
            "The entry has no time.", "It says neither a date nor how often.", "Give a date, or say when in words."
        )
    if entry.on and entry.papers_due and entry.papers_due > entry.on:
        raise UsageError(
            "The papers would come too late.",
            f"They are due on {entry.papers_due:%d/%m/%Y}, after the decision on {entry.on:%d/%m/%Y}.",
            "Give a day before the decision.",
        )
    _check(entry)
    entry.save()
    record(by=by, action="step1.set_decision", scope=organisation.programme.scope, subject=f"decision:{entry.pk}")
    return entry


@transaction.atomic
def remove_decision(*, by: User | None, decision: CareDecision) -> None:
    """Take an entry out of the calendar of decisions."""
    scope, subject = decision.organisation.programme.scope, f"decision:{decision.pk}"
    decision.delete()
    record(by=by, action="step1.remove_decision", scope=scope, subject=subject)


@transaction.atomic
def fill_care_system_from_pack(*, by: User | None, programme: Programme) -> list[CareOrganisation]:
    """Put the organisations that the programme's pack knows on the map; those already there by name are left alone.

    Raises
    ------
    MissingDataError
        If the pack is not there or knows of none.
    """
    pack = pack_of(programme)
    if not pack.resources("care_system"):
        raise MissingDataError(
            "There is nothing to fill the map from.",
            f"The pack {pack.name} does not say who plans care.",
            "Add the organisations by hand.",
        )
    rows = pack.scan("care_system").collect().to_dicts()
    from seedbed.workflows.places.profile_care import planning_levels

    levels, areas = planning_levels(pack), pack.areas.select("code", "name", "level").to_dicts()
    about = {area["code"]: (area["name"] or "", levels.get(area["level"], "")) for area in areas}
    there = {each.name: each for each in CareOrganisation.objects.filter(programme=programme)}
    made, by_id = [], {}
    for row in rows:
        found = there.get(row["name"])
        if found is None:
            found = add_organisation(by=by, programme=programme, fields=_fields_of(row, about))
            found.source = f"pack {pack.name}"
            found.save(update_fields=["source"])
            _fill_calendar(by, found, row)
            made.append(found)
        by_id[row["id"]] = found
    for row in rows:
        organisation, parent = by_id[row["id"]], by_id.get(row["parent"] or "")
        if organisation in made and parent is not None:
            change_organisation(by=by, organisation=organisation, fields={"answers_to": parent})
    return made


def _fields_of(row: Mapping[str, Any], about: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    area, level = about.get(row["footprint"] or "", ("", ""))
    texts = ("name", "kind", "role", "commissions", "funds", "owns", "hosts", "decides")
    return {
        **{name: row.get(name) or "" for name in texts},
        "level": level or Level.PLACE,
        "footprint": area,
        "delegated_limit": row.get("delegated_limit"),
    }


def _fill_calendar(by: User | None, organisation: CareOrganisation, row: Mapping[str, Any]) -> None:
    if when := (row.get("decides_when") or "").strip():
        fields = {"when": when[:200], "decides": (row.get("decides") or "")[:300]}
        set_decision(by=by, organisation=organisation, fields=fields)


def _fill(organisation: CareOrganisation, fields: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in fields:
            setattr(organisation, name, fields[name])
    organisation.name = organisation.name.strip()
    _check(organisation)
    organisation.name = clean_name(organisation.name)
    _check_above(organisation)


def _check(thing: CareOrganisation | CareDecision) -> None:
    try:
        thing.full_clean()
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        where = "" if name == "__all__" else f"{name.replace('_', ' ').capitalize()}: "
        raise UsageError("This could not be kept.", f"{where}{messages[0]}", "Change it and send it again.") from error


def _check_above(organisation: CareOrganisation) -> None:
    """Refuse a chain of answering that leads back to the organisation, or out of the programme."""
    above = organisation.answers_to
    if above is not None and above.programme_id != organisation.programme_id:
        raise UsageError(
            f"{organisation.name} cannot answer to {above.name}.",
            "They stand on the maps of different programmes.",
            "Choose an organisation of this programme.",
        )
    seen: set[int] = set()
    while above is not None and above.pk not in seen:
        if above.pk == organisation.pk:
            raise UsageError(
                f"{organisation.name} cannot answer to {organisation.answers_to}.",
                f"{organisation.answers_to} answers to {organisation.name}, directly or through others.",
                "Change one of the two.",
            )
        seen.add(above.pk)
        above = above.answers_to
