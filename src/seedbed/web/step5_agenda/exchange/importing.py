"""Bringing a file of another program into a new map: a small one at once, a large one in pieces by the queue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from time import monotonic, sleep

from django.db import transaction
from django.utils import timezone

from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.formats.systems.limits import Most
from seedbed.formats.systems.read_map import ReadMap
from seedbed.web.golden_thread.actions import withdraw
from seedbed.web.golden_thread.models import Bead
from seedbed.web.jobs.actions import start
from seedbed.web.jobs.models import Job
from seedbed.web.jobs.tasks import Report
from seedbed.web.people.audit import in_one_entry, record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.exchange.drawing_in import Drawing, clean
from seedbed.web.step5_agenda.file_models import MapFile
from seedbed.web.step5_agenda.models import MapChange, MapFactor, MapImport, MapLink, SystemMap
from seedbed.web.step5_agenda.shared.document import LONGEST_NAME, Document
from seedbed.web.step5_agenda.shared.keeping import Copy, Sent, change, keep

TASK = "maps.import"
AT_ONCE = Most(factors=300, links=700)
"""Brought in while somebody waits: each becomes a bead, and nobody else on a small site can write meanwhile."""
FIRST_PIECE, LEAST_PIECE, A_PIECE = 50, 20, 400
"""Factors and links that the queue brings in with one transaction: the first time, and at least and at most."""
AIM = 0.2
"""Seconds that a piece should keep others from writing; on a busy machine pieces become smaller."""
PAUSE = 0.2
"""Seconds between two pieces, at least: who waits for the lock of SQLite looks every tenth whether it is free."""
MOST_TOLD = 500
KEPT_FOR = timedelta(days=2)
BRINGING = "Bringing in {many:,} factors and links"
COME_TO_NOTHING = "Its map was not brought in to the end"


def is_large(of: MapOfFactors) -> bool:
    """Say whether a map is brought in by the queue."""
    return len(of.factors) > AT_ONCE.factors or len(of.links) > AT_ONCE.links


def import_map(
    *, by: User | None, neighbourhood: Neighbourhood, read: ReadMap, name: str, at: datetime | None = None
) -> SystemMap:
    """Start a map with what was read from a file: one transaction, one entry in the audit trail.

    Raises
    ------
    BadInputError
        If it has more factors or links than a map may have.
    """
    moment = at or timezone.now()
    drawing = Drawing(read.map, _called(name))
    with transaction.atomic():
        made = _start(by, neighbourhood, drawing, moment)
        with in_one_entry():
            numbers = [
                number
                for draw in drawing.pieces(lambda: len(drawing.entries))
                for number in change(by=by, of=made, how=draw, at=moment)
            ]
        _finish(by, made, read, drawing, numbers)
    return made


@transaction.atomic
def start_import(
    *, by: User | None, neighbourhood: Neighbourhood, name: str, file_name: str, content: bytes
) -> tuple[MapFile, Job]:
    """Keep a file, and put bringing it in into the queue."""
    kept = MapFile.objects.create(
        neighbourhood=neighbourhood, file_name=file_name[:200], name=_called(name), content=content, made_by=by
    )
    arguments = {"number": str(kept.pk), "place": neighbourhood.slug}
    title = f"A system map for {neighbourhood.name}"[:200]
    return kept, start(by=by, scope=neighbourhood.scope, task=TASK, title=title, arguments=arguments)


def import_in_pieces(*, by: User | None, file: MapFile, read: ReadMap, report: Report) -> SystemMap:
    """Start a map with what was read from a file, piece by piece; it is shown once all of it is there.

    Whatever stops it takes away what was brought in: its beads are withdrawn.

    Raises
    ------
    BadInputError
        If it has more factors or links than a map may have.
    Stopped
        If someone asked the job to stop.
    """
    moment = timezone.now()
    try:
        drawing = Drawing(read.map, file.name)
        with transaction.atomic():
            made = file.map = _start(by, file.neighbourhood, drawing, moment)
            file.save(update_fields=["map"])
        numbers = _draw(by, made, drawing, report, moment)
        # From here it is done or not: nobody can stop it half way.
        with transaction.atomic():
            _finish(by, made, read, drawing, numbers)
            file.delete()
    except BaseException:
        take_away(by=by, file=file)
        raise
    return made


def take_away(*, by: User | None, file: MapFile) -> None:
    """Take away a file, and what it brought in so far: its beads are withdrawn, its map was never shown.

    It is done in pieces, so that nobody waits long meanwhile; one that is cut short goes on when it is asked for again.
    """
    if file.map is not None:
        for rows in (MapLink, MapFactor, MapChange):
            _take_rows_away(by, file.map, rows)
    with transaction.atomic():
        if file.map is not None:
            file.map.delete()
        MapFile.objects.filter(pk=file.pk).delete()


def _take_rows_away(by: User | None, made: SystemMap, model: type[MapLink | MapFactor | MapChange]) -> None:
    pace = _Pace()
    while True:
        with pace.held():
            some = list(model.objects.filter(map=made).order_by("pk")[: pace.most()])
            beads = [row.bead_id for row in some if isinstance(row, (MapLink, MapFactor)) and row.bead_id]
            withdraw(by=by, beads=list(Bead.objects.filter(pk__in=beads)), why=COME_TO_NOTHING)
            model.objects.filter(pk__in=[row.pk for row in some]).delete()
        if not some:
            return


def forget_left_files(now: datetime) -> None:
    """Take away files whose job ended without saying so, such as with the machine it ran on."""
    for file in MapFile.objects.filter(made_at__lte=now - KEPT_FOR).select_related("map", "made_by"):
        take_away(by=file.made_by, file=file)


def _called(name: str) -> str:
    return " ".join(clean(name).split())[:LONGEST_NAME]


def _start(by: User | None, neighbourhood: Neighbourhood, drawing: Drawing, at: datetime) -> SystemMap:
    return SystemMap.objects.create(neighbourhood=neighbourhood, name=drawing.name, made_at=at, made_by=by)


def _draw(by: User | None, made: SystemMap, drawing: Drawing, report: Report, at: datetime) -> list[int]:
    numbers: list[int] = []
    total, pace, copy, apart = len(drawing.entries), _Pace(), Copy(), Document()
    for draw in drawing.pieces(pace.most):
        # Drawn beside the map first: only what must be kept is done while others wait.
        data, _ = apart.change(draw)
        with pace.held(), in_one_entry():
            numbers += keep(of=made, sent=[Sent(data, by)], at=at, copy=copy)
        drawn = sum(len(apart.parts[part]) for part in ("subsystems", "factors", "links"))
        report(drawn, total, BRINGING.format(many=total))
    return numbers


class _Pace:
    """Transactions of many entries, none of which should keep others waiting: how much fits into the next."""

    def __init__(self) -> None:
        self._many = FIRST_PIECE

    def most(self) -> int:
        """Return how many entries the next takes."""
        return max(1, min(self._many, A_PIECE))

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold a transaction, give others as much time as it took, and see what the next may hold."""
        with transaction.atomic():
            # On SQLite the wait for the lock is over here.
            began = monotonic()
            yield
        seconds = monotonic() - began
        self._many = max(LEAST_PIECE, min(2 * self._many, int(self._many * AIM / max(seconds, 0.001)), A_PIECE))
        sleep(max(PAUSE, seconds))


def _finish(by: User | None, made: SystemMap, read: ReadMap, drawing: Drawing, numbers: Sequence[int]) -> None:
    MapImport.objects.create(
        map=made,
        number=numbers[0],
        last_number=numbers[-1],
        factors=len(read.map.factors),
        links=len(read.map.links),
        refused_many=len(read.refused),
        refused=[[clean(each.where), clean(each.reason)] for each in read.refused[:MOST_TOLD]],
        notes=[clean(note) for note in (*read.notes, *drawing.notes())],
        kept=drawing.kept,
        at=made.made_at,
        by=by,
    )
    record(by=by, action="maps.import", scope=made.scope, subject=f"map:{made.pk}")
    made.refresh_from_db()
