"""Files of messages on their way into the inbox: each thing once, nothing of who sent it, all or nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from seedbed.errors import BadInputError
from seedbed.web.capture.actions import set_aside
from seedbed.web.capture.models import Waiting
from seedbed.web.jobs.tasks import Stopped
from seedbed.web.media.models import MediaFile
from seedbed.web.messages_in.actions import clear_left, send_file
from seedbed.web.messages_in.models import FileState, MessageFile
from seedbed.web.messages_in.tasks import import_file
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.places.models import Neighbourhood
from tests.unit.formats.media.pictures import photo
from tests.unit.web.conftest import Cast

CHAT = (
    "31/12/2023, 21:34 - Amina Yusuf: The lift is broken\n"
    "31/12/2023, 21:35 - +44 7700 900123: IMG-1.jpg (file attached)\nThe stairs\n"
    "31/12/2023, 21:36 - Amina Yusuf: location: https://maps.google.com/?q=51.53,-0.03\n"
)
MAIL = "From: bo@example.org\nDate: Fri, 05 Jan 2024 10:00:00 +0000\nMessage-ID: <1@x>\n\nThe lift is broken\n"
SMS = '<smses><sms address="+447700900123" date="1704448800000" type="1" body="The lift is broken" /></smses>'
TABLE = "date,comment,language\n05/01/2024,The lift is broken,en\n30/02/2024,Rain,en\n"
KOBO = "words;where;_uuid\nThe lift is broken;51.5 -0.1 0 5;ab16192d-cbb0-41b1-a623-d5f95b025368\n"


def _zip(text: str = CHAT) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("WhatsApp Chat with Lane.txt", text)
        archive.writestr("IMG-1.jpg", photo())
    return written.getvalue()


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    """Keep this test's files in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def read(cast: Cast, neighbourhood: Neighbourhood) -> Callable[..., MessageFile]:
    """Send a file and have it read."""

    def done(kind: str, content: str | bytes, name: str = "file.txt", **wishes: Any) -> MessageFile:
        raw = content.encode() if isinstance(content, str) else content
        file = send_file(
            by=cast.dev,
            neighbourhood=neighbourhood,
            kind=kind,
            name=name,
            content=raw,
            wishes={"language_all": "en", **wishes},
        )
        import_file(lambda *_: None, number=str(file.pk))
        return MessageFile.objects.get(pk=file.pk)

    return done


Reads = Callable[..., MessageFile]


def test_a_chat_comes_in_with_its_photos_and_places(read: Reads) -> None:
    file = read("chat", _zip(), "chat.zip")
    assert (file.new, file.same, file.files) == (3, 0, 1)
    first, second, third = Waiting.objects.order_by("said_on", "pk").order_by("words")[:3]
    by_words = {each.words: each for each in (first, second, third)}
    assert by_words["The stairs"].media.get().kind == "photo"
    assert by_words["The lift is broken"].needs == ["consent"]
    assert any(each.marks and each.marks[0]["geometry"]["coordinates"] == [-0.03, 51.53] for each in by_words.values())


def test_what_the_team_sent_is_left_out_and_its_names_are_not_kept(read: Reads) -> None:
    file = read("chat", _zip(), "chat.zip", team="amina yusuf, Bo")
    assert (file.new, "team" in file.wishes) == (1, False)
    assert "2 messages of the team left out." in file.notes


def test_a_filled_form_that_tells_an_age_alone_is_refused(read: Reads) -> None:
    file = read("kobo", "words,about/age,_uuid\n,34,1\nLift,40,2\n", "walk.csv")
    assert (file.new, len(file.refused)) == (1, 1)
    assert "40" not in Waiting.objects.get().words


@pytest.mark.parametrize(
    ("kind", "content", "name", "wishes", "source"),
    [
        ("chat", CHAT.splitlines()[0], "chat.txt", {}, "message"),
        ("e_mail", MAIL, "mail.eml", {}, "e_mail"),
        ("sms", SMS, "sms.xml", {}, "sms"),
        ("table", TABLE, "old.csv", {"words": ["comment"], "said_on": "date"}, "spreadsheet"),
        ("kobo", KOBO, "walk.csv", {"words": ["words"]}, "form"),
    ],
)
def test_the_same_file_twice_doubles_nothing(
    read: Reads, kind: str, content: str, name: str, wishes: dict[str, Any], source: str
) -> None:
    first, again = (read(kind, content, name, **wishes) for _ in range(2))
    assert (first.new, again.new, again.same) == (1, 0, 1)
    waiting = Waiting.objects.get()
    assert (waiting.words, waiting.source) == ("The lift is broken", source)


def test_the_same_chat_with_media_twice_doubles_no_file(read: Reads) -> None:
    read("chat", _zip(), "chat.zip")
    read("chat", _zip(), "chat (1).zip")
    assert MediaFile.objects.count() == 1


def test_what_was_set_aside_does_not_come_back(read: Reads, cast: Cast) -> None:
    read("e_mail", MAIL, "mail.eml")
    set_aside(by=cast.dev, waiting=Waiting.objects.get(), because="Spam")
    assert read("e_mail", MAIL, "mail.eml").same == 1
    assert Waiting.objects.get().words == ""


def test_a_message_that_was_edited_between_exports_is_changed(read: Reads) -> None:
    read("chat", "31/12/2023, 21:34 - Amina: Yse")
    file = read("chat", "31/12/2023, 21:34 - Amina: Yes <This message was edited>")
    assert (file.new, file.changed) == (0, 1)
    assert Waiting.objects.get().words == "Yes"


def test_who_sent_it_is_kept_nowhere(read: Reads) -> None:
    read("chat", _zip(), "chat.zip")
    read("sms", SMS, "sms.xml")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
            told = repr(cursor.fetchall())
            assert "Amina Yusuf" not in told
            assert "7700900123" not in told.replace(" ", "")


def test_the_same_sender_has_one_digest(read: Reads) -> None:
    read("chat", _zip(), "chat.zip")
    assert len(set(Waiting.objects.values_list("sender_digest", flat=True))) == 2


def test_words_are_in_no_audit_row(read: Reads) -> None:
    read("table", TABLE, "old.csv", words=["comment"], said_on="date")
    assert "lift" not in repr(list(AuditEvent.objects.values_list("detail", "subject")))


def test_rows_that_were_not_taken_are_named(read: Reads) -> None:
    file = read("table", TABLE, "old.csv", words=["comment"], said_on="date")
    assert file.refused == [{"where": "row 3", "reason": "'30/02/2024' is no day."}]


def test_a_day_still_to_come_is_refused_by_name(read: Reads) -> None:
    file = read("table", "date,comment\n2999-01-05,Lift\n2024-01-05,Rain\n", "o.csv", words=["comment"], said_on="date")
    assert file.new == 1
    assert "still to come" in file.refused[0]["reason"]


def test_a_message_of_the_last_hour_there_is_holds_up_no_other(read: Reads) -> None:
    last = "From a\nFrom: a@b.org\nDate: Fri, 31 Dec 9999 23:59:59 -1200\n\nLate\n\n"
    file = read("e_mail", f"{last}{last.replace('9999', '2024')}", "mails.mbox")
    assert (file.new, len(file.refused)) == (1, 1)


def test_a_file_that_is_none_leaves_nothing_and_is_forgotten(read: Reads) -> None:
    with pytest.raises(BadInputError):
        read("chat", "Dear all, thanks", "chat.txt")
    file = MessageFile.objects.get()
    assert (file.state, bytes(file.content)) == (FileState.FORGOTTEN, b"")
    assert not Waiting.objects.exists()


def test_the_name_of_our_folder_is_in_no_error(read: Reads) -> None:
    with pytest.raises(BadInputError) as refused:
        read("chat", _zip("Dear all"), "chat.zip")
    assert "/tmp" not in str(refused.value)  # noqa: S108 - it is what must not be there


def test_a_stopped_job_leaves_nothing(cast: Cast, neighbourhood: Neighbourhood) -> None:
    file = send_file(
        by=cast.dev, neighbourhood=neighbourhood, kind="chat", name="c.txt", content=CHAT.encode(), wishes={}
    )

    def stops(done: float, total: float, message: str) -> None:
        if done and total > 1 and message:
            raise Stopped

    with pytest.raises(Stopped):
        import_file(stops, number=str(file.pk))
    assert not Waiting.objects.exists()
    assert MessageFile.objects.get().state == FileState.FORGOTTEN


def test_a_file_that_nobody_begins_to_read_is_forgotten(cast: Cast, neighbourhood: Neighbourhood) -> None:
    file = send_file(by=cast.dev, neighbourhood=neighbourhood, kind="table", name="o.csv", content=b"a,b\n", wishes={})
    clear_left(file.made_at)
    assert MessageFile.objects.get().state == FileState.ASKED
    clear_left(file.made_at.replace(year=file.made_at.year + 1))
    assert bytes(MessageFile.objects.get().content) == b""


def _post(browser: Client, place: Neighbourhood, kind: str, content: bytes, name: str) -> Any:
    told = {"kind": kind, "language": "en", "order": "", "file": SimpleUploadedFile(name, content)}
    return browser.post(f"/messages/in/{place.slug}/", told)


def test_a_table_is_mapped_before_it_is_read(
    as_: Callable[[User | None], Client], cast: Cast, neighbourhood: Neighbourhood
) -> None:
    browser = as_(cast.dev)
    sent = _post(browser, neighbourhood, "table", TABLE.encode(), "old.csv")
    page = browser.get(sent.url)
    assert "The lift is broken" in page.content.decode()
    assert browser.post(sent.url, {"words": ["comment"], "said_on": "date"}).status_code == 302


def test_a_table_that_is_none_is_refused_on_its_form(
    as_: Callable[[User | None], Client], cast: Cast, neighbourhood: Neighbourhood
) -> None:
    answer = _post(as_(cast.dev), neighbourhood, "table", b"\0\0", "old.csv")
    assert answer.status_code == 422
    assert "cannot be read" in answer.content.decode()


def test_what_was_not_taken_is_no_formula(read: Reads, as_: Callable[[User | None], Client], cast: Cast) -> None:
    file = read("table", "date,comment\n=1+1,Lift\n", "old.csv", words=["comment"], said_on="date")
    file.refused = [{"where": "=1+1", "reason": "@x"}]
    file.save()
    told = as_(cast.dev).get(f"/messages/files/{file.pk}/refused.csv").content.decode()
    assert "'=1+1,'@x" in told


def test_the_page_says_how_to_ask_and_how_many_wait(
    read: Reads, as_: Callable[[User | None], Client], cast: Cast, neighbourhood: Neighbourhood
) -> None:
    read("e_mail", MAIL, "mail.eml")
    told = as_(cast.dev).get(f"/messages/in/{neighbourhood.slug}/").content.decode()
    assert "e-mail: 1" in told
    assert "1. What I say may be used in this neighbourhood" in told
