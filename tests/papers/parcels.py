"""Messages and archives that carry other papers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage


def message(
    text: str = "Please find the form attached.",
    *,
    attached: Mapping[str, bytes] | None = None,
    web: str = "",
) -> EmailMessage:
    """Return a message from an invented school."""
    mail = EmailMessage()
    mail["From"] = "Office <office@northfield.example>"
    mail["To"] = "service@council.example"
    mail["Subject"] = "Referral"
    mail["Date"] = "Mon, 14 Sep 2026 09:30:00 +0100"
    mail["Message-ID"] = "<1@northfield.example>"
    mail.set_content(text)
    if web:
        mail.add_alternative(web, subtype="html")
    for name, contents in (attached or {}).items():
        mail.add_attachment(
            contents, maintype="application", subtype="octet-stream", filename=name
        )
    return mail


def archive(members: Mapping[str, bytes], *, packed: bool = True) -> bytes:
    """Return a zip of files."""
    out = io.BytesIO()
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", how) as zipped:
        for name, contents in members.items():
            zipped.writestr(name, contents)
    return out.getvalue()


def link(name: str, target: str) -> bytes:
    """Return a zip whose only member is a symbolic link."""
    member = zipfile.ZipInfo(name)
    member.create_system = 3
    member.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr(member, target)
    return out.getvalue()
