"""The document that ``seedbed voices messages`` answers with. It holds no words and nobody's name or number."""

from __future__ import annotations

from pydantic import Field

from seedbed.reports.documents import Document
from seedbed.reports.voices.not_taken import NotTaken


class MessagesDocument(Document):
    """``seedbed voices messages``."""

    schema_: str = Field(default="seedbed/voices-messages/1", alias="schema")
    file: str = Field(description="Name of the file that was read.")
    kind: str = Field(description="chat, e-mail or sms.")
    messages: int = Field(description="Messages that were read.")
    senders: int = Field(description="How many different people sent them, as far as the file tells them apart.")
    attached: dict[str, int] = Field(description="Files that came with them, by kind: photo, audio or video.")
    first_on: str | None = Field(description="Day of the first message, as 2026-03-01; null without messages.")
    last_on: str | None = Field(description="Day of the last message.")
    not_taken: list[NotTaken]
    files: list[str] = Field(description="What was written.")
    notes: list[str]
