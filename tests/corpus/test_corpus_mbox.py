"""Mailboxes and single mails."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from email.header import Header
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from bent_exports import bent_bytes, counted, entries, read, read_or_refuse, recognised, source
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogkit.corpus import read_log
from dialogkit.corpus._mail_text import own_words
from dialogkit.corpus._raw import Reading
from dialogkit.corpus._readers import mbox
from dialogkit.errors import InputError

ADA = "Ada Beispiel <ada@example.org>"
TEAM = "Muster Kundendienst <service@muster.example>"


def _mail(
    number: int, text: str, sender: str = ADA, to: str = TEAM, **headers: str
) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, to
    mail["Subject"] = headers.pop("Subject", "Rücksendung")
    mail["Date"] = f"Fri, 01 Mar 2024 09:{number:02d}:00 +0100"
    mail["Message-ID"] = f"<{number}@example.org>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def _mailbox(*mails: EmailMessage | bytes) -> bytes:
    return b"".join(_with_postmark(mail) for mail in mails)


def _with_postmark(mail: EmailMessage | bytes) -> bytes:
    data = bytes(mail) if isinstance(mail, EmailMessage) else mail
    lines = data.rstrip(b"\n").split(b"\n")
    escaped = [b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines]
    return b"From ada@example.org Fri Mar  1 09:00:00 2024\n" + b"\n".join(escaped) + b"\n\n"


def _read(*mails: EmailMessage | bytes) -> Reading:
    return read("mbox", _mailbox(*mails))


def _texts(reading: Reading) -> list[list[str]]:
    return [[entry.text for entry in thread.entries] for thread in reading.threads]


QUESTION = _mail(
    1, "Guten Tag,\n\nwohin sende ich den Artikel?\n\n-- \nAda Beispiel\nTel. 01555 550100"
)
ANSWER = _mail(
    2,
    "Bitte an unser Lager.\n\nAm 01.03.2024 um 09:01 schrieb Ada Beispiel:\n> Guten Tag,\n> wohin?",
    TEAM,
    ADA,
    Subject="AW: Rücksendung",
    In_Reply_To="<1@example.org>",
    References="<1@example.org>",
)


def test_a_thread() -> None:
    """Answers join their question; quotations and signatures are cut off and counted."""
    reading = _read(QUESTION, ANSWER)
    (thread,) = reading.threads
    first, second = thread.entries
    assert first.text == "Rücksendung\nGuten Tag,\n\nwohin sende ich den Artikel?"
    assert (first.person, first.speaker) == ("Ada Beispiel", None)
    assert (second.text, second.speaker) == ("Bitte an unser Lager.", "agent")
    assert second.sent_at == 1_709_280_120_000_000
    assert (thread.channel, thread.own_id) == ("email", True)
    assert "1 quoted mails were cut off" in reading.notes
    assert "1 signatures were cut off" in reading.notes


def test_a_single_mail_joins_its_thread_in_another_file() -> None:
    """The first mail of the references names the thread, wherever the others are."""
    (whole,) = _read(QUESTION, ANSWER).threads
    for mail in (QUESTION, ANSWER):
        (thread,) = read("mbox", bytes(mail)).threads
        assert thread.conversation_id == whole.conversation_id


def test_answers_in_any_order_and_without_the_question() -> None:
    """Mails that answer a mail that is not there belong together."""
    second = _mail(5, "Nachtrag", References="<0@example.org> <3@example.org>")
    first = _mail(3, "Antwort", In_Reply_To="<0@example.org>")
    assert _texts(_read(second, first)) == [["Antwort", "Nachtrag"]]


def test_replies_without_references_are_joined_by_subject_and_participants() -> None:
    """A new mail of the same subject, or by others, begins a thread of its own."""
    plain = _mail(1, "Eins")
    reply = _mail(2, "Zwei", TEAM, ADA, Subject="Re: AW: Rücksendung")
    again = _mail(3, "Drei")
    other = _mail(4, "Vier", "cy@example.org", Subject="AW: Rücksendung")
    assert _texts(_read(plain, reply, again, other)) == [
        ["Rücksendung\nEins", "Zwei"],
        ["Rücksendung\nDrei"],
        ["Vier"],
    ]


def test_html_attachments_and_character_sets() -> None:
    """Mails in HTML become text; files are media where nothing is written."""
    page = _mail(1, "")
    page.set_content(
        "<p>Gr&uuml;&szlig;e</p><blockquote>alt</blockquote>", subtype="html", charset="iso-8859-1"
    )
    both = _mail(2, "Siehe Anhang")
    both.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    empty = _mail(3, "")
    empty.add_attachment(b"\xff\xd8", maintype="image", subtype="jpeg", filename="a.jpg")
    latin = b"From: cy@example.org\nTo: x@example.org\nDate: Fri, 01 Mar 2024 09:04:00 +0100\n"
    latin += (
        b"Subject: =?iso-8859-15?q?=A4_zur=FCck?=\nContent-Type: text/plain; charset=x-none\n\n"
    )
    reading = _read(page, both, empty, latin + "Für 3 €".encode("cp1252"))
    assert [(e.text, e.kind) for e in entries(reading)] == [
        ("Rücksendung\nGrüße", "text"),
        ("Rücksendung\nSiehe Anhang", "text"),
        ("Rücksendung", "media"),
        ("€ zurück\nFür 3 €", "text"),
    ]
    assert "2 attached files were left out" in reading.notes


def test_plain_text_is_read_before_html() -> None:
    """Two forms of one text are one text."""
    mail = _mail(1, "Nur einmal")
    mail.add_alternative("<p>Nur einmal</p>", subtype="html")
    assert _texts(_read(mail)) == [["Rücksendung\nNur einmal"]]


def test_flowing_lines_are_joined() -> None:
    """Soft line breaks are no lines."""
    mail = _mail(1, "x")
    mail.set_content("Das ist \nein Satz.\nNoch einer.\n", params={"format": "flowed"})
    assert _texts(_read(mail)) == [["Rücksendung\nDas ist ein Satz.\nNoch einer."]]


@pytest.mark.parametrize(
    ("headers", "sender"),
    [
        ({"Auto_Submitted": "auto-replied"}, ADA),
        ({"X_Autoreply": "yes"}, ADA),
        ({"Precedence": "auto_reply"}, ADA),
        ({}, "MAILER-DAEMON@example.org"),
    ],
)
def test_automatic_mails_are_events(headers: dict[str, str], sender: str) -> None:
    """Nobody wrote them."""
    (entry,) = entries(_read(_mail(1, "Ich bin im Urlaub", sender, **headers)))
    assert (entry.kind, entry.speaker, entry.person) == ("event", "system", None)


def test_lines_that_begin_with_from() -> None:
    """Escaped ones lose their mark; a line of text is no postmark."""
    text = "From here on\n\nFrom me to you in 2024\nGruß\n>From above"
    reading = _read(_mail(1, text))
    assert _texts(reading)[0][0].startswith("Rücksendung\nFrom here on")
    loose = b"From a@b.example Fri Mar  1 09:00:00 2024\n" + bytes(
        _mail(1, "x\n\nFrom 9 to 5 in 2024\nja")
    )
    assert _texts(read("mbox", loose)) == [["Rücksendung\nx\n\nFrom 9 to 5 in 2024\nja"]]


def test_the_owner_of_the_mailbox() -> None:
    """Headers tell to whom mails were delivered, and what was sent."""
    got = _mail(1, "Hallo", to="bo@gmx.de", Delivered_To="bo@gmx.de")
    sent = _mail(2, "Gern", "Bo <bo@gmx.de>", ADA, References="<1@example.org>")
    (thread,) = _read(got, sent).threads
    assert thread.owner == "Bo"
    labelled = _mail(3, "Gern", "Bo <bo@gmx.de>", ADA, X_Gmail_Labels="=?utf-8?q?Gesendet?=")
    assert _read(labelled).threads[0].owner == "Bo"


def test_senders_at_the_mailboxes_domain_are_agents() -> None:
    """Those with an address that anybody may have are not."""
    mails = [
        QUESTION,
        _mail(2, "Gern", "Bo <bo@muster.example>", ADA, References="<1@example.org>"),
        _mail(3, "Danke", "x@gmx.de", "info@gmx.de"),
    ]
    assert [e.speaker for e in entries(_read(*mails))] == [None, "agent", None]


@pytest.mark.parametrize(
    "quoted",
    [
        "On Fri, Mar 1, 2024 at 9:01 AM Bo Muster <bo@example.org> wrote:\n> alt\n> er",
        "On Fri, Mar 1, 2024 at 9:01 AM Bo Muster\n<bo@example.org> wrote:\n> alt",
        "Am Fr., 1. März 2024 um 09:01 Uhr schrieb Bo Muster <bo@example.org>:\n\nalt",
        "Am 01.03.24 um 09:01 schrieb Bo Muster:\nalt",
        "Bo Muster <bo@example.org> schrieb am Fr., 1. März 2024, 09:01:\n> alt",
        "-----Ursprüngliche Nachricht-----\nVon: Bo Muster\nalt",
        "-----Original Message-----\nFrom: Bo Muster\nalt",
        "________________________________\nVon: Bo Muster\nGesendet: Freitag, 1. März 2024\nalt",
        "From: Bo Muster <bo@example.org>\nSent: Friday, March 1, 2024 9:01 AM\nTo: Ada\n\nalt",
        "*Von:* Bo Muster\n*Gesendet:* Freitag\n*An:* Ada\n\nalt",
        "> alt\n> er",
    ],
)
def test_quoted_mails_are_cut_off(quoted: str) -> None:
    """As the usual programs write them, in German and English."""
    words = own_words(f"Danke, das ging.\n\n{quoted}")
    assert (words.text, words.quoted) == ("Danke, das ging.", True)


@pytest.mark.parametrize(
    "text",
    [
        "Am 3. März schrieb ich Ihnen folgendes:\nDas Paket fehlt.",
        "Von: mir aus gern.\nBis dann",
        "Am Montag komme ich um 10:00:\nbis dann",
        "Ich habe -- wie gesagt -- nichts.",
        "On Monday 3 parcels came:\none, two, three",
        "Kunden-Nr.:\n12",
    ],
)
def test_other_texts_stay_whole(text: str) -> None:
    """What is not surely a quotation stays."""
    assert own_words(text) == (text, False, False)


def test_answers_between_quotations_stay() -> None:
    """Only the quoted lines go."""
    text = "Am 01.03.2024 um 09:01 schrieb Bo:\n> Wann?\nMorgen.\n> Wo?\nHier."
    assert own_words(text).text == "Morgen.\nHier."


def test_a_mail_of_quotations_alone_stays_whole() -> None:
    """Nothing is left empty."""
    assert own_words("> alt") == ("> alt", False, False)


@pytest.mark.parametrize("ending", ["Von meinem iPhone gesendet", "Sent from my iPhone"])
def test_marks_of_phones_are_cut_off(ending: str) -> None:
    """A phone wrote them."""
    assert own_words(f"Ja bitte\n\n{ending}") == ("Ja bitte", False, True)


def test_mails_that_cannot_be_read_are_listed() -> None:
    """With the line at which they begin."""
    bad = b"From x Fri Mar  1 09:00:00 2024\nX-Nothing: here\n\ntext\n\n"
    reading = read("mbox", _mailbox(QUESTION) + bad + _mailbox(ANSWER))
    assert (len(entries(reading)), len(reading.unreadable)) == (2, 1)
    assert reading.unreadable[0].line == _mailbox(QUESTION).count(b"\n") + 1


def _nasty() -> Iterator[tuple[str, bytes]]:
    head = b"From: a@example.org\nDate: Fri, 01 Mar 2024 09:00:00 +0100\nSubject: x\n"
    boundary = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)
    )
    yield "nested", head + boundary
    yield "html", head + b"Content-Type: text/html\n\n" + b"<a <!-- </" * 100_000
    yield "quotes", head + b"\n" + b"On 1 11:11 wrote\n" * 50_000 + b":"
    yield "references", head + b"References: " + b"<a@b>" * 200_000 + b"\n\nx"
    yield "names", head + b"Cc: " + b'"a" <' * 100_000 + b"\n\nx"
    yield "encoded", b"From: " + b"=?utf-8?q?x?= " * 50_000 + b"\n" + head + b"\nx"
    yield (
        "base64",
        head + b"Content-Transfer-Encoding: base64\n\n" + base64.b64encode(bytes(9 << 20)),
    )


@pytest.mark.parametrize(("name", "data"), list(_nasty()), ids=[name for name, _ in _nasty()])
def test_nasty_mails_take_no_long_time(name: str, data: bytes) -> None:
    """Neither deep nesting nor endless headers hang."""
    begun = time.process_time()
    reading = mbox.read(source(data))
    assert counted(reading) == 1, name
    assert time.process_time() - begun < 5


def test_thousands_of_mails_in_one_chain() -> None:
    """Threads are joined in time that grows with their size."""
    mails: list[EmailMessage | bytes] = [
        b"From: a@example.org\nDate: Fri, 01 Mar 2024 09:00:00 +0100\nMessage-ID: <%d@x>\n"
        b"In-Reply-To: <%d@x>\n\nText %d\n" % (n, n - 1, n)
        for n in range(3_000)
    ]
    (thread,) = _read(*reversed(mails)).threads
    assert len(thread.entries) == 3_000


@pytest.mark.parametrize(
    "text",
    [
        "From here on all is well in 2024\nreally\n",
        "13.12.21, 10:00 - Ada: From: me\nTo: you\nSubject: x\n",
        "name: x\ntype: y\n\n",
        "text,author\nFrom: a,b\n",
        "",
    ],
)
def test_other_texts_are_no_mail(text: str) -> None:
    """Headers must be there, and nothing else before them."""
    assert "mbox" not in recognised(source(text))


def test_an_empty_file_is_refused() -> None:
    """There is nothing in it."""
    with pytest.raises(InputError, match="no mail"):
        mbox.read(source(b"\n\n"))


@given(data=bent_bytes(_mailbox(QUESTION, ANSWER)), more=st.binary(max_size=50))
@settings(max_examples=80, deadline=2_000)
def test_bent_bytes_are_read_or_refused(data: bytes, more: bytes) -> None:
    """Each mail there is comes out or is listed."""
    reading = read_or_refuse("mbox", data + more)
    if reading is not None:
        assert counted(reading) > 0


@given(
    name=st.text(max_size=30),
    subject=st.text(max_size=60),
    text=st.text(max_size=200),
    charset=st.sampled_from(
        ["utf-8", "iso-8859-1", "utf-7", "punycode", "idna", "zlib", "x", "\xe4"]
    ),
)
@settings(max_examples=80, deadline=2_000)
def test_any_texts_and_character_sets(name: str, subject: str, text: str, charset: str) -> None:
    """Texts in character sets that they claim or do not."""
    head: dict[str, Any] = {"From": Header(name, "utf-8").encode() + " <a@example.org>"}
    head |= {
        "Date": "Fri, 01 Mar 2024 09:00:00 +0100",
        "Subject": Header(subject, "utf-8").encode(),
    }
    head |= {"Content-Type": f"text/plain; charset={charset}"}
    lines = "".join(f"{key}: {value}\n" for key, value in head.items())
    data = (lines + "\n" + text).encode("utf-8", "replace")
    assert read_or_refuse("mbox", data) is not None


def test_a_chat_with_an_agent_is_not_said_to_have_none(tmp_path: Path) -> None:
    """The mailbox's own domain tells the agent: then only chats without one are counted."""
    mails: list[tuple[str, str, str]] = []
    for number, (who, subject) in enumerate(
        [
            ("ada@example.org", "Frage"),
            ("team@example.com", "Re: Frage"),
            ("bo@example.net", "Anliegen"),
            ("team@example.com", "Re: Anliegen"),
        ]
    ):
        to = "team@example.com" if number % 2 == 0 else mails[-1][0]
        mails.append((who, to, subject))
    text = "".join(
        f"From {who} Fri Mar  1 09:0{n}:00 2024\nFrom: {who}\nTo: {to}\nSubject: {subject}\n"
        f"Date: Fri, 01 Mar 2024 09:0{n}:00 +0000\nMessage-ID: <{n}@example.com>\n\nText {n}\n\n"
        for n, (who, to, subject) in enumerate(mails)
    )
    path = tmp_path / "box.mbox"
    path.write_text(text, encoding="utf-8")
    messages = read_log(path)
    notes = " ".join(messages.notes)
    assert "2 mails of senders at the mailbox's own domain are agents'" in notes
    assert "nobody could be told" not in notes
