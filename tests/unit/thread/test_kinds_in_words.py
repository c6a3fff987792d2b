"""Links in plain words."""

from __future__ import annotations

import pytest

from seedbed.thread.kinds import LEGAL_LINKS, Relation, reads_this


@pytest.mark.parametrize(
    ("relation", "said"),
    [
        (Relation.CODED_TO, "was coded as this"),
        (Relation.GROUPED_IN, "belongs to this theme"),
        (Relation.EXCERPTED_AS, "holds these words"),
        (Relation.CAUSE_OF, "is the cause in this"),
        (Relation.SUPERSEDES, "takes the place of this"),
    ],
)
def test_a_link_is_said_of_this(relation: Relation, said: str) -> None:
    assert reads_this(LEGAL_LINKS[relation].reads) == said
