"""The story as a thread in memory, to look for what was planted in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from seedbed.demo.names import NEIGHBOURHOODS
from seedbed.demo.story.figures import figure_payload
from seedbed.demo.story.shapes import Person, Said, Story, StoryLink, neighbourhood_of
from seedbed.sources.packs import Pack
from seedbed.thread.history import Mark
from seedbed.thread.kinds import Relation
from seedbed.thread.payloads import Payload, payload_from_dict
from seedbed.thread.payloads.choices import Mode, Origin
from seedbed.thread.payloads.heard import ContributionPayload, VoicePayload
from seedbed.thread.thread import Thread

PROGRAMME = 1
PLACES = {slug: number for number, slug in enumerate(NEIGHBOURHOODS, start=1)}
"""Numbers of the neighbourhoods."""


@dataclass(frozen=True, slots=True)
class StoryThread:
    """The thread, and the bead of each of the story's ids."""

    thread: Thread
    beads: Mapping[str, int]


def _mark(day: date, why: str = "") -> Mark:
    return Mark(datetime.combine(day, time(12), tzinfo=UTC), None, why)


def thread_of_story(story: Story, town: Pack) -> StoryThread:
    """Put the whole story on a thread in memory, with its merge, split and withdrawal."""
    thread, beads = Thread(), dict[str, int]()
    for id_, payload, day in _payloads(story, town):
        place = PLACES[neighbourhood_of(id_)]
        beads[id_] = thread.add(payload, programme=PROGRAMME, neighbourhood=place, made=_mark(day)).id
    _join(thread, beads, [*_said_links(story), *story.early])
    _change_lineage(story, thread, beads)
    _join(thread, beads, story.later)
    for taken in story.withdrawals:
        thread.withdraw([beads[taken.contribution]], _mark(taken.day).at)
    return StoryThread(thread, beads)


def _join(thread: Thread, beads: Mapping[str, int], links: Iterable[StoryLink]) -> None:
    for link in links:
        thread.link(beads[link.source], link.relation, beads[link.target], _mark(link.day))


def _payloads(story: Story, town: Pack) -> Iterator[tuple[str, Payload, date]]:
    for bead in story.beads:
        yield bead.id, payload_from_dict(bead.kind.value, 1, dict(bead.values)), bead.day
    for figure in story.figures:
        yield figure.id, figure_payload(figure, town), figure.day
    for said in story.said:
        yield from ((id_, payload, said.said_on) for id_, payload in _said_payloads(said).items())


def _said_links(story: Story) -> Iterator[StoryLink]:
    for said in story.said:
        yield StoryLink(said.id, Relation.RAISED_IN, said.event, said.said_on, Person.DEV)
        for marked in said.marked:
            yield StoryLink(said.id, Relation.EXCERPTED_AS, marked.id, said.said_on, Person.DEV)


def _said_payloads(said: Said) -> dict[str, Payload]:
    contribution = ContributionPayload(
        said_on=said.said_on, origin=Origin(said.origin), mode=Mode(said.mode), language=said.language
    )
    found: dict[str, Payload] = {said.id: contribution}
    for marked in said.marked:
        start = said.words.index(marked.words)
        found[marked.id] = VoicePayload(start=start, end=start + len(marked.words), language=said.language)
    return found


def _change_lineage(story: Story, thread: Thread, beads: Mapping[str, int]) -> None:
    for merge in story.merges:
        thread.merge([beads[bead] for bead in merge.beads], beads[merge.into], _mark(merge.day, merge.why))
    for split in story.splits:
        living = {link.source: link.id for link in thread.living_links() if link.target == beads[split.bead]}
        into = {beads[part]: [living[beads[code]] for code in codes] for part, codes in split.into.items()}
        thread.split(beads[split.bead], into, _mark(split.day, split.why))
