"""``seedbed systems ask``: read a map, ask it a question, give the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from seedbed.analysis.systems.questions import ask
from seedbed.analysis.systems.types import SystemMap
from seedbed.reports.systems.ask_documents import AskDocument, GroupShown, LinkShown, RankedFactor
from seedbed.workflows.systems.maps import about, found, names, read_system


@dataclass(frozen=True, slots=True)
class AskChoice:
    """What is asked: factors by name or identifier. See ``seedbed.analysis.systems.questions.ask``."""

    letter: str
    chosen: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    format: str | None = None


def ask_map(path: Path, choice: AskChoice) -> AskDocument:
    """Ask a map one of the fourteen questions.

    Parameters
    ----------
    path
        A map's file.
    choice
        What is asked.

    Raises
    ------
    BadInputError
        If the file cannot be read as a map.
    UsageError
        For a letter that is no question, or a factor that is not there.
    """
    read = read_system(path, choice.format)
    system, called = read.map, names(read.map)
    chosen, other = found(system, choice.chosen), found(system, choice.other)
    answer = ask(system, choice.letter.casefold(), chosen=chosen, other=other, called=called)
    return AskDocument(
        **about(path, read),
        letter=answer.letter,
        question=answer.question,
        chosen=[called[each] for each in answer.chosen],
        other=[called[each] for each in answer.other],
        sentences=[each.text for each in answer.sentences],
        factors=[called[each] for each in answer.factors],
        links=_links(system, called, answer.links),
        groups=[
            GroupShown(
                name=each.name.text,
                factors=[called[factor] for factor in each.factors],
                links=_links(system, called, each.links),
            )
            for each in answer.groups
        ],
        measure=answer.measure,
        ranked=[RankedFactor(factor=called[each.factor], value=each.value) for each in answer.ranked],
    )


def _links(system: SystemMap, called: Mapping[str, str], identifiers: Iterable[str]) -> list[LinkShown]:
    by_identifier = {link.identifier: link for link in system.links}
    return [
        LinkShown(id=each, cause=called[link.cause], effect=called[link.effect], polarity=link.polarity.value)
        for each in identifiers
        for link in (by_identifier[each],)
    ]
