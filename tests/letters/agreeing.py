"""The agreed texts: what each document says of the sample facts, for people to read.

A text changes only by a deliberate command, which prints what is different:

    python -m tests.letters.agreeing reminder exit-parent
"""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

from tests.letters.making import says

FOLDER = Path(__file__).parent / "agreed"


def text_of(key: str) -> str:
    """Return what a document says now, its subject first."""
    message = says(key)
    return f"{message.subject}\n\n{message.text.strip()}\n"


def agreed(key: str) -> str:
    """Return the agreed text of a document; empty if none was agreed."""
    file = FOLDER / f"{key}.txt"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def difference(key: str) -> str:
    """Return how a document differs from its agreed text, line by line."""
    lines = difflib.unified_diff(
        agreed(key).splitlines(),
        text_of(key).splitlines(),
        "agreed",
        "now",
        lineterm="",
    )
    return "\n".join(lines)


def agree(key: str) -> None:
    """Take what a document says now as its agreed text."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{key}.txt").write_text(text_of(key), encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        sys.stdout.write(f"{name}\n{difference(name)}\n")
        agree(name)
