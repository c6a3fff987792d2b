"""Who does what in the care system, as the page, the drawing and the files show it."""

from __future__ import annotations

from typing import Any

from seedbed.formats.tables import Cell
from seedbed.reports.care_map import CareBox, care_map
from seedbed.web.places.models import Programme
from seedbed.web.step1_profile.models import CareDecision, CareOrganisation, Level

COLUMNS = (
    "name", "kind", "level", "role", "footprint", "answers_to", "commissions", "funds", "owns", "hosts", "decides",
    "delegated_limit", "decisions", "source",
)  # fmt: skip
ORDER = {level: place for place, level in enumerate(Level.values)}


def organisations_of(programme: Programme) -> list[CareOrganisation]:
    """Return the organisations of a programme, widest levels first."""
    found = CareOrganisation.objects.filter(programme=programme).select_related("answers_to")
    return sorted(found.prefetch_related("decisions"), key=lambda each: (ORDER[each.level], each.name))


def calendar_of(programme: Programme) -> list[CareDecision]:
    """Return what is decided when: entries with a date first, then those that come again and again."""
    found = CareDecision.objects.filter(organisation__programme=programme).select_related("organisation")
    return sorted(found, key=lambda each: (each.on is None, str(each.on or ""), each.organisation.name, each.pk))


def drawing_of(programme: Programme, organisations: list[CareOrganisation]) -> str:
    """Draw who answers to whom; nothing where there is no organisation."""
    if not organisations:
        return ""
    boxes = [
        CareBox(str(each.pk), each.name, each.kind, each.level, str(each.answers_to_id or "")) for each in organisations
    ]
    return care_map(f"Care system of {programme.name}", boxes)


def powers_of(organisation: CareOrganisation) -> list[tuple[str, str]]:
    """Return what an organisation commissions, funds, owns, hosts and decides, leaving out what it does not."""
    names = ("commissions", "funds", "owns", "hosts", "decides")
    return [(name.capitalize(), str(getattr(organisation, name))) for name in names if getattr(organisation, name)]


def care_table(programme: Programme) -> list[dict[str, Cell]]:
    """Return one flat row an organisation, in the order of `COLUMNS`."""
    return [_row(each) for each in organisations_of(programme)]


def _row(each: CareOrganisation) -> dict[str, Cell]:
    row: dict[str, Cell] = {name: getattr(each, name) for name in COLUMNS if name not in {"answers_to", "decisions"}}
    row["answers_to"] = "" if each.answers_to is None else each.answers_to.name
    row["delegated_limit"] = None if each.delegated_limit is None else float(each.delegated_limit)
    row["decisions"] = "; ".join(told(decision) for decision in each.decisions.all())
    return {name: row[name] for name in COLUMNS}


def told(decision: CareDecision) -> str:
    """Say one entry of the calendar in a line."""
    time = f"{decision.on.day} {decision.on:%B %Y}" if decision.on else decision.when
    papers = f", papers due {decision.papers_due.day} {decision.papers_due:%B %Y}" if decision.papers_due else ""
    what = f": {decision.decides}" if decision.decides else ""
    return f"{decision.body or decision.organisation.name}, {time}{papers}{what}"


def care_document(programme: Programme) -> dict[str, Any]:
    """Return the care system as one document."""
    return {
        "schema": "seedbed/care-system/1",
        "programme": programme.name,
        "invented": programme.invented,
        "organisations": care_table(programme),
    }
