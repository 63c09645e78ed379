"""Mail as drafts: files a mail program opens, ready to be looked at and sent."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP

from toolkit.errors import CannotDeliver
from toolkit.model import Letter

_TYPES = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "ics": "text/calendar",
    "pdf": "application/pdf",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Mail:
    """A message to be drafted.

    `sender` and `to` are bare addresses; a person fills in an empty `to` later.
    `id` says what it is (case, document, version); the same one makes the same
    Message-ID, so that a mail program knows a draft made twice for one. `date` has its
    time zone.
    """

    id: str
    sender: str
    to: tuple[str, ...]
    subject: str = field(repr=False)
    text: str = field(repr=False)
    date: dt.datetime
    attachments: tuple[Letter, ...] = ()


def draft_mail(mail: Mail) -> bytes:
    """Return the message as an `.eml` file that opens as a draft; the same every time.

    Raises:
        CannotDeliver: If an address cannot be written in a message.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(mail.sender)
    if mail.to:
        message["To"] = [_address(address) for address in mail.to]
    message["Subject"] = _one_line(mail.subject)
    message["Date"] = mail.date
    message["Message-ID"] = _message_id(mail)
    message["X-Unsent"] = "1"  # mail programs open it for sending, not as received
    message.set_content(_sayable(mail.text), cte="quoted-printable")
    for letter in mail.attachments:
        _attach(message, letter)
    if message.is_multipart():
        message.set_boundary(_boundary(mail))  # else it would be a random one
    return message.as_bytes()


def _address(address: str) -> Address:
    try:
        parsed = Address(addr_spec=address)
        address.encode("ascii")
    except (ValueError, HeaderParseError, IndexError) as fault:
        raise CannotDeliver(
            "An address of a message cannot be written as an e-mail address.",
            remedy="Correct it where it comes from: the form or the service's contact.",
        ) from fault
    return parsed


def _message_id(mail: Mail) -> str:
    domain = mail.sender.rpartition("@")[2]
    local = _NOT_IN_AN_ID.sub(".", mail.id).strip(".")
    return f"<{local}@{domain}>"


def _one_line(text: str) -> str:
    """Return a text without anything that could begin another header."""
    shown = "".join(c if c.isprintable() else " " for c in _sayable(text))
    return " ".join(shown.split())


def _sayable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _attach(message: EmailMessage, letter: Letter) -> None:
    if letter.suffix == "eml":
        inner = BytesParser(_class=EmailMessage, policy=SMTP).parsebytes(
            letter.contents
        )
        message.add_attachment(inner, filename=letter.name)
        return
    kind = _TYPES.get(letter.suffix, "application/octet-stream")
    main, _, sub = kind.partition("/")
    message.add_attachment(
        letter.contents, maintype=main, subtype=sub, filename=letter.name
    )


def _boundary(mail: Mail) -> str:
    """Return a line that stands between the parts and cannot be in them by chance."""
    return f"=_{hashlib.sha256(_whole(mail)).hexdigest()[:40]}"


def _whole(mail: Mail) -> bytes:
    letters: Sequence[str] = [letter.sha256 for letter in mail.attachments]
    return "\n".join((mail.id, _sayable(mail.text), *letters)).encode()
