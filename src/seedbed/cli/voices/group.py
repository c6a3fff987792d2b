"""``seedbed voices``: paper to draw on, messages, old answers, who was heard, and how far coders agree."""

from __future__ import annotations

import click

from seedbed.cli.voices.agreement import agreement_command
from seedbed.cli.voices.answers import answers_command
from seedbed.cli.voices.messages import messages_command
from seedbed.cli.voices.paper import paper
from seedbed.cli.voices.representation import representation_command
from seedbed.cli.voices.survival import survival_command


@click.group()
def voices() -> None:
    """Print maps to draw on, read them, messages and old answers, see who was heard, and how far coders agree."""


voices.add_command(agreement_command)
voices.add_command(answers_command)
voices.add_command(messages_command)
voices.add_command(paper)
voices.add_command(representation_command)
voices.add_command(survival_command)
