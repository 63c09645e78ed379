"""Mail as drafts: read back as a mail program reads them."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.deliver import Mail, draft_mail
from toolkit.errors import CannotDeliver
from toolkit.model import Letter

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
REF = "ESMA-2026-0042-E"
MAIL = Mail(
    id=f"{REF}/acknowledgement/1",
    sender="esma@northshire.example",
    to=("office@willowmere-school.example",),
    subject=f"ESMA ref {REF}: referral received",
    text="Dear Siobhan O'Neill,\n\nThank you – we have received your referral.\n",
    date=NOON,
)


def a_letter(suffix: str, contents: bytes) -> Letter:
    """Return a letter to be attached."""
    name = f"{REF}_acknowledgement_v1_20261123.{suffix}"
    sha256 = hashlib.sha256(contents).hexdigest()
    return Letter("acknowledgement", REF, 1, name, contents, sha256, "1")


PDF = a_letter("pdf", b"%PDF-1.7\x00\xff\r\n the letter")


def opened(mail: Mail) -> EmailMessage:
    """Return the draft as a mail program sees it."""
    message = message_from_bytes(draft_mail(mail), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_draft_opens_as_a_message_nobody_has_sent() -> None:
    """A person looks at it and presses Send."""
    message = opened(MAIL)

    assert message["X-Unsent"] == "1"
    assert message["From"] == MAIL.sender
    assert message["To"] == MAIL.to[0]
    assert message["Subject"] == MAIL.subject
    assert message["Date"].datetime == NOON
    assert message.defects == []


def test_the_text_is_read_as_it_was_written() -> None:
    """Names with accents and quotation marks are people's names."""
    text = "Zażółć gęślą jaźń – “O’Brien” ŵ\n\n.\nFrom here on: 100 % = all\n"
    read = opened(replace(MAIL, text=text)).get_content()

    assert read.splitlines() == text.splitlines()


def test_the_same_message_makes_the_same_file() -> None:
    """Drafted again after an interruption, it is recognised as the same."""
    mail = replace(MAIL, attachments=(PDF,))

    assert draft_mail(mail) == draft_mail(mail)
    assert opened(mail)["Message-ID"] == opened(replace(mail, text="x"))["Message-ID"]


def test_another_version_is_another_message() -> None:
    """A corrected letter must not be taken for the first one."""
    second = replace(MAIL, id=f"{REF}/acknowledgement/2")

    assert opened(MAIL)["Message-ID"] == (
        "<ESMA-2026-0042-E.acknowledgement.1@northshire.example>"
    )
    assert opened(second)["Message-ID"] != opened(MAIL)["Message-ID"]


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        pytest.param("pdf", "application/pdf", id="PDF"),
        pytest.param(
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            id="Word",
        ),
        pytest.param("ics", "text/calendar", id="calendar"),
        pytest.param("odd", "application/octet-stream", id="anything else"),
    ],
)
def test_an_attachment_arrives_whole_under_its_name(suffix: str, kind: str) -> None:
    """With the type that makes it open in the right program."""
    letter = a_letter(suffix, b"\x00\xff\r\n.\r\nwhole")
    [attached] = opened(replace(MAIL, attachments=(letter,))).iter_attachments()

    assert attached.get_content_type() == kind
    assert attached.get_filename() == letter.name
    assert attached.get_payload(decode=True) == letter.contents


def test_a_message_can_carry_a_message() -> None:
    """What the school wrote, with our answer."""
    inner = a_letter("eml", draft_mail(MAIL))
    [attached] = opened(replace(MAIL, attachments=(inner,))).iter_attachments()

    assert attached.get_content_type() == "message/rfc822"
    assert attached.get_content()["Subject"] == MAIL.subject


@pytest.mark.parametrize(
    "address",
    [
        "attendance&inclusion@westshire.example",
        "siobhan.o'neill@willowmere-school.example",
        "office+esma@willowmere-school.example",
        f"{'very.long.name.' * 4}x@{'long-school-name.' * 6}example",
    ],
)
def test_an_address_passes_whole(address: str) -> None:
    """One lost sign and the letter goes to nobody, or to somebody else."""
    message = opened(replace(MAIL, sender=address, to=(address, MAIL.sender)))

    assert [a.addr_spec for a in message["To"].addresses] == [address, MAIL.sender]
    assert [a.addr_spec for a in message["From"].addresses] == [address]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "office",
        "a@b@c.example",
        "Amara <a@b.example>",
        "a@b.example\nBcc: x@y.example",
        "zoë@willowmere.example",
        "a@b.example, c@d.example",
    ],
)
def test_what_is_no_address_is_refused_without_quoting_it(address: str) -> None:
    """A parent's address is personal; a header must not be smuggled in."""
    with pytest.raises(CannotDeliver) as stop:
        draft_mail(replace(MAIL, to=(address,)))

    assert stop.value.remedy
    assert str(stop.value).count("@") == 0


def test_a_draft_may_wait_for_its_recipient() -> None:
    """The school gave no address; a person fills it in."""
    assert opened(replace(MAIL, to=()))["To"] is None


@given(st.text(st.characters(codec=None), max_size=200))
def test_nothing_in_a_subject_can_become_another_header(subject: str) -> None:
    """Whatever was typed into a form."""
    message = opened(replace(MAIL, subject=f"{subject}\r\nBcc: x@y.example"))

    assert message["Bcc"] is None
    assert message.defects == []
    assert len(message["Subject"].splitlines()) == 1


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), max_size=150))
def test_a_subject_is_read_as_it_was_written(subject: str) -> None:
    """However long it is and whatever alphabet it is in."""
    assert opened(replace(MAIL, subject=f"ref {subject}."))["Subject"] == (
        f"ref {subject}."
    )


@given(st.text(st.characters(codec=None), max_size=200))
def test_any_text_can_be_drafted(text: str) -> None:
    """No answer of a form may stop a letter about it."""
    assert opened(replace(MAIL, text=text, attachments=(PDF,))).is_multipart()
