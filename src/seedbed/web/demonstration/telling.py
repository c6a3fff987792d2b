"""Telling the story: each thing is done by the one of the cast who would do it, on the day it was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from seedbed.demo.story.cards import card_words
from seedbed.demo.story.figures import figure_payload
from seedbed.demo.story.shapes import Person, Said, Story, StoryBead, StoryLink, neighbourhood_of
from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads import payload_from_dict
from seedbed.thread.payloads.choices import ActionState, Mode, Origin
from seedbed.thread.payloads.delivered import ActionPayload
from seedbed.web.consent.actions import welcome
from seedbed.web.consent.models import ConsentScope, Participant
from seedbed.web.demonstration.pinning import marks_of
from seedbed.web.demonstration.setting import Setting, noon
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.listening.actions import Beside, excerpt, record_contribution, withdraw_contribution
from seedbed.web.listening.models import Contribution
from seedbed.web.places.models import Neighbourhood


class Report(Protocol):
    """Hears how far the work is."""

    def __call__(self, done: float, total: float, what: str) -> None:
        """Hear that ``done`` of ``total`` is finished and what is done now."""


AGREED = (ConsentScope.TAKE_PART.value, ConsentScope.QUOTE.value)


class Telling:
    """Puts the story on the thread, and knows which bead tells which part of it."""

    def __init__(self, story: Story, setting: Setting, report: Report) -> None:
        self.story, self.setting, self.report = story, setting, report
        self.beads: dict[str, Bead] = {}
        self.contributions: dict[str, Contribution] = {}

    def tell(self) -> None:
        """Tell all of it, in the order in which it happened."""
        parts: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Who met where, and which figures were used", self._begin),
            ("What people said", self._hear),
            ("Codes and themes", self._find_themes),
            ("What was merged and split", self._change_lineage),
            ("Maps, decisions and replies", lambda: self._join(self.story.later)),
            ("What was done", self._do),
            ("What someone took back", self._withdraw),
        )
        for number, (what, do) in enumerate(parts):
            self.report(number, len(parts), what)
            do()
        self.report(len(parts), len(parts), "Told")

    def _begin(self) -> None:
        self._add(bead for bead in self.story.beads if bead.kind is BeadKind.EVENT)
        self._use_figures()

    def _hear(self) -> None:
        for said in self.story.said:
            self._say(said)

    def _find_themes(self) -> None:
        self._add(bead for bead in self.story.beads if bead.kind is not BeadKind.EVENT)
        self._join(self.story.early)

    def _place(self, id_: str) -> Neighbourhood:
        return self.setting.neighbourhoods[neighbourhood_of(id_)]

    def _add(self, beads: Iterable[StoryBead]) -> None:
        for bead in beads:
            payload = payload_from_dict(bead.kind.value, 1, dict(bead.values))
            if isinstance(payload, ActionPayload):
                # Every action was planned first; `_do` says how far it has come.
                payload = ActionPayload(name=payload.name, owner=payload.owner, due_on=payload.due_on)
            self.beads[bead.id] = thread.add_bead(
                by=self.setting.people[bead.by],
                programme=self.setting.programme,
                neighbourhood=self._place(bead.id),
                payload=payload,
                at=noon(bead.day),
            )

    def _use_figures(self) -> None:
        for figure in self.story.figures:
            self.beads[figure.id] = thread.add_bead(
                by=self.setting.people[Person.SAM],
                programme=self.setting.programme,
                neighbourhood=self._place(figure.id),
                payload=figure_payload(figure, self.setting.town),
                at=noon(figure.day),
            )

    def _say(self, said: Said) -> None:
        dev, at = self.setting.people[Person.DEV], noon(said.said_on)
        kept = record_contribution(
            by=dev,
            neighbourhood=self._place(said.id),
            words=said.words,
            said_on=said.said_on,
            language=said.language,
            translation=said.translation,
            participant=self._participant(said),
            event=self.beads[said.event],
            origin=Origin(said.origin),
            mode=Mode(said.mode),
            beside=Beside(marks=marks_of(said)),
            at=at,
        )
        self.contributions[said.id], self.beads[said.id] = kept, kept.bead
        for marked in said.marked:
            start = said.words.index(marked.words)
            voice = excerpt(
                by=dev,
                contribution=kept,
                start=start,
                end=start + len(marked.words),
                translation=marked.translation,
                at=at,
            )
            self.beads[marked.id] = voice.bead

    def _participant(self, said: Said) -> Participant | None:
        """Welcome who spoke; someone who speaks for an organisation is no participant."""
        if said.card is None:
            return None
        agreed = [*AGREED, ConsentScope.CARD.value] if said.card else list(AGREED)
        return welcome(
            by=self.setting.people[Person.DEV],
            neighbourhood=self._place(said.id),
            cards={name: card_words(name, group) for name, group in said.card.items()},
            scopes=agreed,
            at=noon(said.said_on),
        )

    def _join(self, links: Iterable[StoryLink]) -> None:
        for link in links:
            thread.link(
                by=self.setting.people[link.by],
                source=self.beads[link.source],
                relation=link.relation,
                target=self.beads[link.target],
                at=noon(link.day),
            )

    def _change_lineage(self) -> None:
        dev = self.setting.people[Person.DEV]
        for merge in self.story.merges:
            gone = [self.beads[bead] for bead in merge.beads]
            thread.merge(by=dev, beads=gone, into=self.beads[merge.into], why=merge.why, at=noon(merge.day))
        for split in self.story.splits:
            bead = self.beads[split.bead]
            into = {
                self.beads[part]: list(
                    Link.objects.filter(
                        target=bead, source__in=[self.beads[code] for code in codes], retracted_at=None
                    ).values_list("pk", flat=True)
                )
                for part, codes in split.into.items()
            }
            thread.split(by=dev, bead=bead, into=into, why=split.why, at=noon(split.day))

    def _do(self) -> None:
        """Say how far each action has come since it was planned."""
        for bead in self.story.beads:
            payload = payload_from_dict(bead.kind.value, 1, dict(bead.values))
            if isinstance(payload, ActionPayload) and payload.state is not ActionState.PLANNED:
                thread.revise(
                    by=self.setting.people[bead.by],
                    bead=self.beads[bead.id],
                    payload=payload,
                    why=f"It is {payload.state.value.replace('_', ' ')}.",
                    at=noon(payload.delivered_on or self.story.last_day),
                )

    def _withdraw(self) -> None:
        for taken in self.story.withdrawals:
            withdraw_contribution(
                by=self.setting.people[Person.DEV],
                contribution=self.contributions[taken.contribution],
                why=taken.why,
                at=noon(taken.day),
            )
