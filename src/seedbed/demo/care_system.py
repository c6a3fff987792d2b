"""Who does what for the invented town: who commissions, funds, owns, hosts and decides, and when."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import polars as pl

from seedbed.demo import names


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation and what it can do.

    Parameters
    ----------
    role
        What people in the town would say it does.
    footprint
        Code of the area it serves.
    parent
        Id of the organisation it answers to; empty for none.
    delegated_limit
        Pounds that its local lead may commit without asking anyone.
    decides_when
        Its calendar of decisions, in words.
    """

    id: str
    name: str
    kind: str
    role: str
    footprint: str
    parent: str
    commissions: str
    funds: str
    owns: str
    hosts: str
    decides: str
    delegated_limit: int
    decides_when: str


_SYSTEM, _TOWN = names.code("care_system", 1), names.code("district", 1)

ORGANISATIONS = (
    Organisation(
        id="system-board",
        name="Saltmarch Care Board",
        kind="system board",
        role="Plans and pays for most health care in Saltmarch",
        footprint=_SYSTEM,
        parent="",
        commissions="Hospital, community, mental health and GP services",
        funds="Health inequalities fund",
        owns="",
        hosts="Neighbourhood health programme",
        decides="Where new health services go",
        delegated_limit=250_000,
        decides_when="In public every second month: January, March, May, July, September, November",
    ),
    Organisation(
        id="provider-trust",
        name="Alder and Coast Community Trust",
        kind="provider trust",
        role="Runs the hospital, district nurses and mental health teams",
        footprint=_SYSTEM,
        parent="system-board",
        commissions="",
        funds="Staff time of community teams",
        owns="Alderwick Infirmary; Saltings Health Centre",
        hosts="Breathing clinic; health visitors",
        decides="Opening hours and sites of its clinics",
        delegated_limit=50_000,
        decides_when="Operations group, first Tuesday of the month",
    ),
    Organisation(
        id="council",
        name="Alderwick Council",
        kind="council",
        role="Looks after public health, streets, parks, libraries and social care",
        footprint=_TOWN,
        parent="",
        commissions="Stop-smoking help, health visiting, youth work",
        funds="Ward budgets; community grants",
        owns="Library, parks, Quay Gardens, the Railway Institute Hall",
        hosts="Children's centres",
        decides="Crossings, planning and use of its buildings",
        delegated_limit=25_000,
        decides_when="Cabinet, third Thursday of the month; budget set each February",
    ),
    Organisation(
        id="primary-care-network",
        name="Alder Bank Primary Care Network",
        kind="primary care network",
        role="Eight GP practices that work together",
        footprint=_TOWN,
        parent="system-board",
        commissions="",
        funds="Link workers and health coaches",
        owns="",
        hosts="Saturday clinics",
        decides="Where link workers spend their days",
        delegated_limit=10_000,
        decides_when="Practice leads, second Wednesday of the month",
    ),
    Organisation(
        id="housing-association",
        name="Wickstead Homes",
        kind="housing association",
        role="Lets and repairs most rented homes in Kestrel Rise",
        footprint=_TOWN,
        parent="",
        commissions="Repairs and insulation",
        funds="Residents' chest",
        owns="2,900 homes and the Kestrel Parade shops",
        hosts="Estate office at Kestrel Parade",
        decides="Order of repairs and insulation",
        delegated_limit=15_000,
        decides_when="Board each quarter; residents' panel each month",
    ),
    Organisation(
        id="voluntary-alliance",
        name="Alderwick Voluntary Alliance",
        kind="voluntary alliance",
        role="Speaks for and supports 60 community groups",
        footprint=_TOWN,
        parent="",
        commissions="",
        funds="Small grants up to 2,000 pounds",
        owns="",
        hosts="Volunteer desk; community researchers",
        decides="Who gets its small grants",
        delegated_limit=2_000,
        decides_when="Grants panel, last Monday of the month",
    ),
    Organisation(
        id="patient-voice",
        name="Saltmarch Patient Voice",
        kind="patient voice body",
        role="Hears what people think of care and must be answered",
        footprint=_SYSTEM,
        parent="",
        commissions="",
        funds="",
        owns="",
        hosts="Enter-and-view visits",
        decides="What it looks into",
        delegated_limit=1_000,
        decides_when="Board in public each quarter",
    ),
)


def care_system_table() -> pl.DataFrame:
    """Return the organisations, one row each."""
    return pl.DataFrame([asdict(organisation) for organisation in ORGANISATIONS])
