"""Chats as phones export them: in many languages, by 12 and 24 hours, whole and broken."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from seedbed.errors import BadInputError
from seedbed.formats.chat_exports import read_chat, read_chat_text
from seedbed.formats.messages import Messages

LRM, NARROW = "\u200e", "\u202f"


def _read(text: str, files: dict[str, bytes] | None = None) -> Messages:
    given = {name: (lambda content=content: content) for name, content in (files or {}).items()}
    return read_chat_text((text, ""), given)


def _one(text: str) -> tuple[str, str, str]:
    (message,) = _read(text).messages
    return message.sent_at.isoformat(), message.sender, message.words


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("31/12/2023, 21:34 - Amina: Hello", "2023-12-31T21:34:00"),
        ("12/31/23, 9:34 PM - Amina: Hello", "2023-12-31T21:34:00"),
        (f"12/31/23, 9:34{NARROW}PM - Amina: Hello", "2023-12-31T21:34:00"),
        (f"{LRM}[31/12/2023, 21:34:56] Amina: Hello", "2023-12-31T21:34:56"),
        (f"[31/12/2023, 12:05:06{NARROW}am] Amina: Hello", "2023-12-31T00:05:06"),
        ("31.12.23, 21:34 - Amina: Hello", "2023-12-31T21:34:00"),
        ("[31.12.23, 21:34:56] Amina: Hello", "2023-12-31T21:34:56"),
        ("31.12.2023 21:34 - Amina: Hello", "2023-12-31T21:34:00"),
        ("2023-12-31 21:34 - Amina: Hello", "2023-12-31T21:34:00"),
        ("31/12/2023, 9:34 p. m. - Amina: Hello", "2023-12-31T21:34:00"),
        ("31/12/2023 à 21:34 - Amina: Hello", "2023-12-31T21:34:00"),
        ("31.12.23 um 21:34 - Amina: Hello", "2023-12-31T21:34:00"),
        ("\u200f٣١\u200f/١٢\u200f/٢٠٢٣، ٩:٣٤ م - Amina: Hello", "2023-12-31T21:34:00"),
        ("৩১/১২/২০২৩, ৯:৩৪ PM - Amina: Hello", "2023-12-31T21:34:00"),
        ("[2023/12/31, 21.34.56] Amina: Hello", "2023-12-31T21:34:56"),
    ],
)
def test_days_and_times_of_many_phones_are_read(line: str, moment: str) -> None:
    assert _one(line) == (moment, "Amina", "Hello")


def test_lines_without_a_day_go_on_with_the_message_before() -> None:
    _, _, words = _one("31/12/2023, 21:34 - Amina: The lift\nis broken\n\n12 times: this year")
    assert words == "The lift\nis broken\n\n12 times: this year"


def test_a_day_within_words_begins_no_message() -> None:
    _, _, words = _one("31/12/2023, 21:34 - Amina: Dates:\n01/02/2024 we meet")
    assert words == "Dates:\n01/02/2024 we meet"


def test_lines_of_the_app_itself_are_left_out_and_counted() -> None:
    text = (
        "31/12/2023, 21:30 - Messages and calls are end-to-end encrypted. Learn more.\n"
        '31/12/2023, 21:31 - Amina changed the subject to "Plan: B"\n'
        "31/12/2023, 21:34 - Amina: Hello\n"
        "31/12/2023, 21:35 - +44 7700 900123 left\n"
    )
    read = _read(text)
    assert [each.words for each in read.messages] == ["Hello"]
    assert any(note.startswith("3 lines were written by the app") for note in read.notes)


def test_lines_of_the_app_on_iphones_are_known_by_their_mark() -> None:
    text = (
        f"[31/12/2023, 21:34:00] Street group: {LRM}Messages and calls are end-to-end encrypted.\n"
        "[31/12/2023, 21:34:56] Amina: Is it end-to-end encrypted?"
    )
    assert [each.words for each in _read(text).messages] == ["Is it end-to-end encrypted?"]


@pytest.mark.parametrize("words", ["This message was deleted", "Ta wiadomość została usunięta.", "تم حذف هذه الرسالة"])
def test_deleted_messages_are_left_out(words: str) -> None:
    read = _read(f"31/12/2023, 21:34 - Amina: {words}\n31/12/2023, 21:35 - Amina: Stays")
    assert [each.words for each in read.messages] == ["Stays"]
    assert any("deleted by who sent it" in note for note in read.notes)


@pytest.mark.parametrize(
    "mark", ["<This message was edited>", f"{LRM}<This message was edited>", "<تم تعديل هذه الرسالة>"]
)
def test_edited_messages_say_so_and_lose_the_mark(mark: str) -> None:
    (message,) = _read(f"31/12/2023, 21:34 - Amina: Right now {mark}").messages
    assert (message.words, message.edited) == ("Right now", True)


def test_a_file_of_the_export_comes_with_its_message() -> None:
    text = (
        "31/12/2023, 21:34 - Amina: IMG-20231231-WA0001.jpg (file attached)\nThe stairs\n"
        f"31/12/2023, 21:35 - Amina: {LRM}<attached: 00000012-AUDIO-2023-12-31.opus>\n"
    )
    read = _read(text, {"IMG-20231231-WA0001.jpg": b"photo", "00000012-AUDIO-2023-12-31.opus": b"sound"})
    assert [(each.words, [(one.kind, one.read()) for one in each.attached]) for each in read.messages] == [
        ("The stairs", [("photo", b"photo")]),
        ("", [("audio", b"sound")]),
    ]


def test_files_that_are_not_there_are_counted_and_others_refused() -> None:
    text = (
        "31/12/2023, 21:34 - Amina: <Media omitted>\n"
        f"[31/12/2023, 21:34:57] Amina: {LRM}image omitted\n"
        "31/12/2023, 21:35 - Amina: PTT-20231231-WA0002.opus (Datei angehängt)\n"
        "31/12/2023, 21:36 - Amina: Mum.vcf (file attached)\n"
    )
    read = _read(text)
    assert read.messages == ()
    assert any(note.startswith("3 photos, voice notes or films are not in the file") for note in read.notes)
    assert [each.where for each in read.refused] == ["line 4"]


def test_a_place_that_was_sent_is_a_place() -> None:
    (message,) = _read("31/12/2023, 21:34 - Amina: location: https://maps.google.com/?q=51.53,-0.03").messages
    assert message.place == (-0.03, 51.53)


def test_whether_the_day_or_the_month_comes_first_is_found_from_the_whole_file() -> None:
    read = _read("01/02/2024, 10:00 - A: one\n01/13/2024, 10:00 - A: two")
    assert [each.sent_at.month for each in read.messages] == [1, 1]
    onward = _read("01/11/2024, 10:00 - A: one\n02/10/2024, 10:00 - A: two\n03/09/2024, 10:00 - A: three")
    assert [each.sent_at.month for each in onward.messages] == [1, 2, 3]


def test_where_it_cannot_be_found_the_page_is_told() -> None:
    read = _read("03/04/2024, 10:00 - A: one")
    assert read.messages[0].sent_at.month == 4
    assert any("day/month" in note for note in read.notes)


def test_the_same_export_has_the_same_keys_and_a_longer_one_keeps_them() -> None:
    short = "31/12/2023, 21:34 - Amina: Yes\n31/12/2023, 21:34 - Amina: Yes\n"
    first, longer = _read(short), _read(short + "31/12/2023, 21:36 - Bo: No")
    keys = [each.key for each in first.messages]
    assert len(set(keys)) == 2
    assert keys == [each.key for each in longer.messages][:2]


def test_an_edited_message_keeps_its_base() -> None:
    before, after = (
        _read(f"31/12/2023, 21:34 - Amina: {words}").messages[0] for words in ("Yse", "Yes <This message was edited>")
    )
    assert before.base == after.base
    assert before.key != after.key


def test_a_zip_gives_its_files(tmp_path: Path) -> None:
    path = tmp_path / "chat.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_chat.txt", f"[31/12/2023, 21:34:56] Amina: {LRM}<attached: 1-PHOTO.jpg>")
        archive.writestr("1-PHOTO.jpg", b"photo")
        archive.writestr("2-CONTACT.vcf", b"Mum")
    folder = tmp_path / "out"
    folder.mkdir()
    (message,) = read_chat(path, folder).messages
    assert message.attached[0].read() == b"photo"
    assert not (folder / "2-CONTACT.vcf").exists()


def test_a_zip_that_swells_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "chat.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", b"0" * 50_000_000)
    with pytest.raises(BadInputError, match="cannot be read") as refused:
        read_chat(path, tmp_path)
    assert "swells" in refused.value.why


def test_a_zip_without_a_chat_says_how_to_export_one(tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("1.jpg", b"photo")
    with pytest.raises(BadInputError) as refused:
        read_chat(path, tmp_path)
    assert "Export chat" in refused.value.next_step


@pytest.mark.parametrize("text", ["", "Dear all,\nthanks", "99/99/2023, 21:34", "12/31/23, 9:34 XX - Amina: Hello"])
def test_a_text_that_is_no_chat_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="chat"):
        _read(text)


def test_a_day_that_there_is_not_is_refused_by_its_line() -> None:
    read = _read("30/02/2023, 21:34 - Amina: Hello\n01/03/2023, 10:00 - Amina: Hi")
    assert [(each.where, each.reason) for each in read.refused] == [("line 1", "There is no such day.")]


def test_text_of_windows_is_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "chat.txt"
    path.write_bytes("31/12/2023, 21:34 - Zoë: Café".encode("cp1252"))
    read = read_chat(path, tmp_path)
    assert read.messages[0].words == "Café"
    assert any("Windows-1252" in note for note in read.notes)


def test_very_long_words_are_refused_by_their_line() -> None:
    read = _read("31/12/2023, 21:34 - Amina: " + "x" * 100_001)
    assert read.messages == ()
    assert "100,001" in read.refused[0].reason
