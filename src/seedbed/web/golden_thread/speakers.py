"""Who spoke, and who of them is counted where groups are told apart: in whole tens, see `seedbed.web.consent.tens`."""

from __future__ import annotations

from collections import Counter

from seedbed.web.consent.models import ConsentScope, Participant
from seedbed.web.consent.queries import effective_among
from seedbed.web.consent.tens import form_tens, in_whole_tens
from seedbed.web.golden_thread.changing import withdrawn_among
from seedbed.web.golden_thread.registry import people_behind
from seedbed.web.places.models import Neighbourhood


def speakers(neighbourhood: Neighbourhood) -> Counter[str]:
    """Return how many contributions that stand each person gave here who lets them be used, by token."""
    behind = people_behind(neighbourhood)
    return _speakers(neighbourhood, behind, withdrawn_among(behind))


def count_speakers(*, neighbourhood: Neighbourhood) -> frozenset[str]:
    """Put those who spoke since into tens; return the tokens of those whose contributions are counted by group.

    Contributions differ from people: one of several that is taken back would tell the group of who gave it. So a ten
    of which anybody took back anything is out.
    """
    behind = people_behind(neighbourhood)
    gone = withdrawn_among(behind)
    heard = _speakers(neighbourhood, behind, gone)
    form_tens(neighbourhood=neighbourhood, heard=heard)
    took_back = {behind[contribution] for contribution in gone}
    return frozenset(in_whole_tens(neighbourhood, heard.keys() - took_back))


def _speakers(neighbourhood: Neighbourhood, behind: dict[int, str], gone: set[int]) -> Counter[str]:
    agreeing = effective_among(Participant.objects.filter(neighbourhood=neighbourhood), ConsentScope.TAKE_PART)
    return Counter(who for contribution, who in behind.items() if contribution not in gone and who in agreeing)
