"""What ``seedbed voices`` says of every file of words that it read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seedbed.cli.output import say

if TYPE_CHECKING:
    from seedbed.reports.voices.answers_documents import AnswersDocument
    from seedbed.reports.voices.messages_documents import MessagesDocument

ROWS_SHOWN = 20
"""Of what was not taken, on a terminal."""


def tell_the_rest(document: AnswersDocument | MessagesDocument) -> None:
    """Say what was not taken, what to know of the words, and what was written."""
    for each in document.not_taken[:ROWS_SHOWN]:
        say(f"Not taken, {each.where}: {each.reason}")
    if len(document.not_taken) > ROWS_SHOWN:
        say(f"Not taken: {len(document.not_taken):,} in all; --json lists them.")
    for note in document.notes:
        say(note)
    for path in document.files:
        say(f"Wrote {path}.")
