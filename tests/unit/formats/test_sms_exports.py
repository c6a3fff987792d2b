"""Text messages of Android phones, with the emoji that the app writes in halves."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seedbed.errors import BadInputError
from seedbed.formats.messages import Messages
from seedbed.formats.sms_exports import read_sms

MOMENT = "1704448800000"


def _read(folder: Path, inside: str, head: str = "") -> Messages:
    path = folder / "sms.xml"
    path.write_text(f"<?xml version='1.0' encoding='UTF-8'?>{head}<smses count='1'>{inside}</smses>", encoding="utf-8")
    return read_sms(path)


def test_a_message_gives_words_sender_and_moment(tmp_path: Path) -> None:
    (message,) = _read(
        tmp_path, f'<sms address="+44 7700 900123" date="{MOMENT}" type="1" body="The lift&#10;is broken" />'
    ).messages
    assert (message.sender, message.words) == ("+447700900123", "The lift\nis broken")
    assert message.sent_at == datetime(2024, 1, 5, 10, tzinfo=UTC)


def test_what_the_phones_owner_sent_is_left_out(tmp_path: Path) -> None:
    read = _read(tmp_path, f'<sms address="1" date="{MOMENT}" type="2" body="Mine" />')
    assert read.messages == ()
    assert read.notes == ("1 message that the phone's owner sent was left out.",)


def test_emoji_in_halves_are_joined(tmp_path: Path) -> None:
    (message,) = _read(tmp_path, f'<sms address="1" date="{MOMENT}" type="1" body="Hi &#55357;&#56832;" />').messages
    assert message.words == "Hi \U0001f600"


def test_a_message_with_a_photo_gives_it(tmp_path: Path) -> None:
    photo = base64.b64encode(b"photo").decode()
    inside = (
        f'<mms date="{MOMENT}" msg_box="1" address="1~2"><parts>'
        '<part ct="application/smil" text="&lt;smil&gt;" /><part ct="text/plain" text="The stairs" />'
        f'<part ct="image/jpeg" cl="stairs.jpg" data="{photo}" /><part ct="text/x-vCard" data="{photo}" />'
        '</parts><addrs><addr address="+441" type="137" /><addr address="+442" type="151" /></addrs></mms>'
    )
    (message,) = _read(tmp_path, inside).messages
    assert (message.sender, message.words) == ("+441", "The stairs")
    assert [(each.name, each.read()) for each in message.attached] == [("stairs.jpg", b"photo")]


def test_the_same_backup_has_the_same_keys(tmp_path: Path) -> None:
    inside = f'<sms address="1" date="{MOMENT}" type="1" body="Hi" />'
    assert _read(tmp_path, inside).messages[0].key == _read(tmp_path, inside).messages[0].key


def test_messages_without_sender_or_day_are_refused_one_by_one(tmp_path: Path) -> None:
    read = _read(tmp_path, '<sms address="1" date="soon" type="1" body="Hi" /><sms date="1" type="1" body="Hi" />')
    assert [each.where for each in read.refused] == ["message 1", "message 2"]


@pytest.mark.parametrize(
    ("inside", "head", "why"),
    [
        ("", "", "no text message"),
        ("<sms", "", "no whole XML"),
        ("<sms address='1' date='1' type='1' body='&a;'/>", "<!DOCTYPE smses [<!ENTITY a 'b'>]>", "document type"),
    ],
)
def test_files_that_are_no_backup_are_refused(tmp_path: Path, inside: str, head: str, why: str) -> None:
    with pytest.raises(BadInputError) as refused:
        _read(tmp_path, inside, head)
    assert why in refused.value.why
