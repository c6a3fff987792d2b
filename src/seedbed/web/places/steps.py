"""The seven steps as a neighbourhood's page shows them: what each leaves on the thread, and who may add it.

This room knows no thread: the room that keeps it says how many of each kind there are (`count_with`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from seedbed.thread.kinds import BeadKind, words
from seedbed.web.people.roles import Permission
from seedbed.web.places.models import Neighbourhood

Counts = Mapping[BeadKind, int]
Counter = Callable[[Sequence[Neighbourhood]], Mapping[int, Counts]]
"""Called with neighbourhoods; returns how many beads of each kind each has, by its number, without withdrawn ones."""


@dataclass(frozen=True, slots=True)
class Product:
    """One kind of thing that a step leaves.

    Parameters
    ----------
    kind
        Its kind on the thread.
    many
        What several of them are called.
    missing
        What to do while there is none.
    permission
        What someone needs to add one.
    """

    kind: BeadKind
    many: str
    missing: str
    permission: Permission = Permission.WORK_ON_THREAD

    @property
    def holds_words(self) -> bool:
        """Whether it holds what people said, which not everyone may read."""
        return self.kind in {BeadKind.CONTRIBUTION, BeadKind.VOICE}


@dataclass(frozen=True, slots=True)
class Step:
    """One of the seven steps."""

    number: int
    title: str
    purpose: str
    products: tuple[Product, ...]


STEPS = (
    Step(
        1,
        "Profile, assets and care system",
        "One shared picture of need, strengths and who decides.",
        (Product(BeadKind.FIGURE, "figures", "Put the first figure on the thread"),),
    ),
    Step(
        2,
        "Street conversations",
        "Reach those who never come to meetings.",
        (
            Product(BeadKind.CONTRIBUTION, "contributions", "Record what somebody said", Permission.ADD_WORDS),
            Product(BeadKind.VOICE, "voices", "Mark a voice in what was said"),
        ),
    ),
    Step(
        3,
        "World cafés",
        "Residents think together.",
        (
            Product(BeadKind.EVENT, "events", "Note the first event", Permission.ADD_WORDS),
            Product(BeadKind.THEME, "themes", "Group voices into a theme"),
        ),
    ),
    Step(
        4,
        "Working together workshops",
        "Residents, front line and managers answer together.",
        (Product(BeadKind.FACTOR, "factors", "Say what can go up or down"),),
    ),
    Step(
        5,
        "Local agendas for change",
        "What drives what, and where to begin.",
        (
            Product(BeadKind.CAUSAL_LINK, "causal links", "Say what acts on what"),
            Product(BeadKind.ACTION_IDEA, "action ideas", "Note what could be done"),
        ),
    ),
    Step(
        6,
        "Priorities and resources",
        "Decide, with a reason, and pledge what it takes.",
        (
            Product(BeadKind.PRIORITY, "priorities", "Raise a priority"),
            Product(BeadKind.DECISION, "decisions", "Record a decision and its reason", Permission.DECIDE),
            Product(BeadKind.PLEDGE, "pledges", "Record a pledge", Permission.DECIDE),
        ),
    ),
    Step(
        7,
        "Delivery and feedback",
        "Do it, see what changes, and tell everyone.",
        (
            Product(BeadKind.ACTION, "actions", "Record what is being done"),
            Product(BeadKind.THEORY_STEP, "steps of the theory of change", "Say how it should work"),
            Product(BeadKind.INDICATOR, "indicators", "Say how it will show"),
            Product(BeadKind.OBSERVATION, "observations", "Record what was seen"),
            Product(BeadKind.REPLY, "replies", "Reply to those who spoke"),
        ),
    ),
)
"""The seven steps of the Well Communities process, in order. Their order is advice, not a lock."""


@dataclass(frozen=True, slots=True)
class Held:
    """How many of one kind there are."""

    product: Product
    count: int

    @property
    def told(self) -> str:
        """The count in words: ``1 theme``, ``1,200 voices``."""
        return f"{self.count:,} {words(self.product.kind) if self.count == 1 else self.product.many}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a neighbourhood is in one step, for one reader.

    Parameters
    ----------
    there
        What there is.
    missing
        What there is none of.
    next_product
        What this reader can do next here: the first missing thing that they may add.
    """

    step: Step
    there: tuple[Held, ...]
    missing: tuple[Product, ...]
    next_product: Product | None

    @property
    def begun(self) -> bool:
        """Whether the step has left anything."""
        return bool(self.there)


_COUNTERS: list[Counter] = []


def count_with(counter: Counter) -> None:
    """Say how the things on the thread are counted; the last one to say so is asked."""
    _COUNTERS[:] = [counter]


def counts_of(neighbourhoods: Sequence[Neighbourhood]) -> Mapping[int, Counts]:
    """Return how many things of each kind neighbourhoods have on the thread, by neighbourhood's number."""
    return _COUNTERS[0](neighbourhoods) if _COUNTERS and neighbourhoods else {}


def progress(counts: Counts, permissions: Collection[Permission]) -> list[Progress]:
    """Return how far each step is, from what there is and what the reader may do."""
    return [_progress(step, counts, permissions) for step in STEPS]


def _progress(step: Step, counts: Counts, permissions: Collection[Permission]) -> Progress:
    missing = tuple(product for product in step.products if not counts.get(product.kind))
    mine = [product for product in missing if product.permission in permissions]
    there = tuple(Held(product, counts[product.kind]) for product in step.products if counts.get(product.kind))
    return Progress(step, there, missing, mine[0] if mine else None)
