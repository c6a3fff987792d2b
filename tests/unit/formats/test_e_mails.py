"""E-mails: what somebody wrote themself comes out, and nothing that is made to break readers gets in."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from seedbed.errors import BadInputError
from seedbed.formats.e_mails import read_mails
from seedbed.formats.e_mails_html import text_of_html
from seedbed.formats.messages import Messages

HEAD = "From: Bo <bo@example.org>\nDate: Fri, 05 Jan 2024 10:00:00 +0000\nMessage-ID: <1@example.org>\n"


def _mail(text: str = "The lift is broken.", **headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Bo Resident <Bo@Example.org>"
    mail["Date"] = "Fri, 05 Jan 2024 10:00:00 +0000"
    mail["Message-ID"] = "<1@example.org>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def _read(folder: Path, content: bytes | EmailMessage, name: str = "mail.eml") -> Messages:
    path = folder / name
    path.write_bytes(bytes(content))
    return read_mails(path)


def test_a_plain_mail_gives_words_sender_and_moment(tmp_path: Path) -> None:
    (message,) = _read(tmp_path, _mail()).messages
    assert (message.words, message.sender) == ("The lift is broken.", "bo@example.org")
    assert message.sent_at == datetime(2024, 1, 5, 10, tzinfo=UTC)


def test_what_is_quoted_and_signed_is_left_out(tmp_path: Path) -> None:
    text = "I agree.\n> They said so\n\nMore.\n-- \nBo, 5 Mill Lane\n"
    assert _read(tmp_path, _mail(text)).messages[0].words == "I agree.\n\nMore."
    replied = "Yes.\n\nOn Thu, 4 Jan 2024 at 09:00, Kim <k@example.org> wrote:\nMy secret"
    assert _read(tmp_path, _mail(replied)).messages[0].words == "Yes."


def test_html_alone_becomes_words(tmp_path: Path) -> None:
    mail = _mail()
    mail.set_content("<style>p{}</style><p>One</p><script>x()</script><p>Two &amp; three</p>", subtype="html")
    assert _read(tmp_path, mail).messages[0].words == "One\n\nTwo & three"


def test_attached_photos_are_given_and_other_files_named(tmp_path: Path) -> None:
    mail = _mail()
    mail.add_attachment(b"photo", maintype="image", subtype="jpeg", filename="stairs.jpg")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="letter.pdf")
    read = _read(tmp_path, mail)
    assert [(each.kind, each.read()) for each in read.messages[0].attached] == [("photo", b"photo")]
    assert "letter.pdf" in read.refused[0].reason


def test_many_in_one_file_are_told_apart(tmp_path: Path) -> None:
    second = HEAD.replace("<1@", "<2@") + "\n>From here on it is worse.\n"
    box = f"From a@b Fri Jan  5 10:00:00 2024\n{HEAD}\nOne.\n\nFrom a@b Fri Jan  5 11:00:00 2024\n{second}"
    read = _read(tmp_path, box.encode(), "all.mbox")
    assert [each.words for each in read.messages] == ["One.", "From here on it is worse."]


def test_the_same_mail_has_the_same_key(tmp_path: Path) -> None:
    first, again = (_read(tmp_path, _mail()).messages[0].key for _ in range(2))
    assert first == again
    assert _read(tmp_path, _mail("Other")).messages[0].key == first
    other = _mail()
    del other["Message-ID"]
    assert _read(tmp_path, other).messages[0].key != first


@pytest.mark.parametrize("headers", [{"Auto_Submitted": "auto-replied"}, {"List_Id": "<news.example.org>"}])
def test_mails_of_machines_and_lists_are_refused(tmp_path: Path, headers: dict[str, str]) -> None:
    read = _read(tmp_path, _mail(**headers))
    assert read.messages == ()
    assert "not a person" in read.refused[0].reason


@pytest.mark.parametrize(
    ("encoding", "body"), [("iso-8859-2", "Łódź"), ("utf-8", "বাংলা"), ("windows-1256", "مرحبا"), ("x-none", "Caf\u00e9")]
)
def test_encodings_are_read_even_where_they_are_named_wrongly(tmp_path: Path, encoding: str, body: str) -> None:
    content = body.encode(encoding if encoding != "x-none" else "cp1252")
    head = f"{HEAD}Content-Type: text/plain; charset={encoding}\nContent-Transfer-Encoding: 8bit\n\n"
    assert _read(tmp_path, head.encode() + content).messages[0].words == body


def test_mails_that_nest_too_deep_are_refused(tmp_path: Path) -> None:
    content = HEAD
    for number in range(40):
        content += f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}\n'
    read = _read(tmp_path, (content + "Content-Type: text/plain\n\nDeep").encode())
    assert read.messages == ()
    assert "deep" in read.refused[0].reason


def test_mails_of_too_many_parts_are_refused(tmp_path: Path) -> None:
    part = "--b\nContent-Type: text/plain\n\nx\n"
    content = f'{HEAD}Content-Type: multipart/mixed; boundary="b"\n\n{part * 300}--b--\n'
    assert "200 parts" in _read(tmp_path, content.encode()).refused[0].reason


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 a photo", b"Dear all,\n\nthanks", b"\0" * 1000])
def test_files_that_are_no_mail_are_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BadInputError, match="e-mails cannot be read"):
        _read(tmp_path, content)


@pytest.mark.parametrize("header", ["From: \ud83d=?x?", "Date: never", "From: =?utf-8?b?!!!?=", "Date: 99999999999"])
def test_headers_made_to_break_are_refused_one_by_one(tmp_path: Path, header: str) -> None:
    good = f"From a\n{HEAD}\nGood.\n"
    bad = f"\nFrom a\nMessage-ID: <3@x>\n{header}\n\nBad.\n"
    read = _read(tmp_path, (good + bad).encode("utf-8", "surrogatepass"), "all.mbox")
    assert [each.words for each in read.messages] == ["Good."]
    assert [each.where for each in read.refused] == ["e-mail 2"]


def test_html_that_is_never_closed_still_gives_words() -> None:
    assert text_of_html("<div><p>One<br>Two<img src=x onerror=alert(1)>") == "One\nTwo"
    assert text_of_html("<div>Mine</div><blockquote>Theirs <blockquote>deep</blockquote> on</blockquote>After") == (
        "Mine\nAfter"
    )


def test_a_head_that_never_ends_and_marks_that_never_close_hold_nobody_up(tmp_path: Path) -> None:
    head = "From: Amina <amina@example.org>\nDate: Mon, 01 Jun 2026 10:00:00 +0100\n"
    long = head + f"Auto-Submitted: no{' =?utf-8?q?a?=' * 50_000}\n\nThe lift is broken."
    assert _read(tmp_path, long.encode()).messages[0].words == "The lift is broken."
    assert text_of_html("Lift" + "<a " * 100_000) == "Lift"


def test_parts_that_hold_parts_without_end_are_refused_unread(tmp_path: Path) -> None:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{each}\n\n--b{each}\n" for each in range(300))
    head = "From: amina@example.org\nDate: Mon, 01 Jun 2026 10:00:00 +0100\n"
    read = _read(tmp_path, (head + nested + "x\n" * 100_000).encode())
    assert "too deep" in read.refused[0].reason
