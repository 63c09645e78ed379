"""Opening and saving PDF files, and the sentences for those that will not open."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pikepdf

from toolkit.errors import UnreadableFile


@contextmanager
def opened(contents: bytes) -> Iterator[pikepdf.Pdf]:
    """Open a PDF file for as long as the block runs.

    Raises:
        UnreadableFile: If it needs a password or is no PDF we can read.
    """
    try:
        pdf = pikepdf.open(BytesIO(contents))
    except pikepdf.PasswordError as problem:
        raise UnreadableFile(
            "The PDF is protected with a password, so it could not be opened.",
            remedy="Ask for a copy without a password.",
        ) from problem
    except pikepdf.PdfError as problem:
        raise UnreadableFile(
            "The file is damaged or is not a PDF, so it could not be opened.",
            remedy="Ask for a fresh copy.",
        ) from problem
    with pdf:
        yield pdf


def saved(pdf: pikepdf.Pdf, lock: pikepdf.Encryption | None = None) -> bytes:
    """Return the file's bytes; without a lock the same file gives the same bytes."""
    kept = BytesIO()
    with warnings.catch_warnings():
        # Forms of other offices are often untidy; filling one does not make it worse.
        warnings.simplefilter("ignore")
        if lock is None:
            pdf.save(kept, deterministic_id=True)
        else:
            pdf.save(kept, encryption=lock)
    return kept.getvalue()
