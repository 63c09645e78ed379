"""A PDF that opens only with a password."""

from __future__ import annotations

import pikepdf

from toolkit.errors import CannotDo
from toolkit.pdf.opening import opened, saved

_SHORTEST = 8


def protect(contents: bytes, password: str) -> bytes:
    """Return the PDF encrypted with AES-256, to be opened with the password alone.

    What a screen reader needs stays allowed. Check a file before protecting it: no
    checker can look inside afterwards. Send the password another way.

    Raises:
        CannotDo: If the password is shorter than 8 characters.
        UnreadableFile: If the file is already protected, or is no PDF.
    """
    if len(password) < _SHORTEST:
        raise CannotDo(
            "The password is too short to protect anybody.",
            remedy=f"Use at least {_SHORTEST} characters.",
        )
    rules = pikepdf.Permissions(accessibility=True)
    lock = pikepdf.Encryption(user=password, owner=password, R=6, allow=rules)
    with opened(contents) as pdf:
        return saved(pdf, lock)
