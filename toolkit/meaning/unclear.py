"""What is raised inside this room when a text does not say one thing."""

from __future__ import annotations

import unicodedata

_LONGEST_QUOTE = 60


class Unclear(ValueError):
    """A text that cannot be read as what was asked for.

    Its message is the clause a person reads after the page and the label. It quotes
    what was written, so it never leaves this room as an exception.
    """


def quoted(text: str) -> str:
    """Return the text in quotation marks, on one line and not too long to read."""
    visible = "".join(c if c.isprintable() else " " for c in text)
    words = " ".join(visible.split())
    if len(words) > _LONGEST_QUOTE:
        words = words[:_LONGEST_QUOTE].rstrip() + "…"
    return f"“{words}”"


def unreadable(text: str, as_what: str) -> Unclear:
    """Return the usual clause: we could not read “…” as a date."""
    return Unclear(f"we could not read {quoted(text)} as {as_what}.")


def is_blank(text: str) -> bool:
    """Return whether nothing visible is written."""
    return all(c.isspace() or unicodedata.category(c) in {"Cc", "Cf"} for c in text)
