"""What other rooms need done to PDF files; nothing here knows what a form means.

Names load when they are first asked for, so that a command which touches no PDF does
not wait for the libraries. No module here is called what one of its functions is: an
imported module would take the function's place.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.pdf.filling import fill
    from toolkit.pdf.form_mending import FieldNote, mend_form
    from toolkit.pdf.look import PdfFacts, look_into
    from toolkit.pdf.pictures import crop, picture
    from toolkit.pdf.protecting import protect

__all__ = [
    "FieldNote",
    "PdfFacts",
    "crop",
    "fill",
    "look_into",
    "mend_form",
    "picture",
    "protect",
]

_HOMES = {
    "FieldNote": "form_mending",
    "PdfFacts": "look",
    "crop": "pictures",
    "fill": "filling",
    "look_into": "look",
    "mend_form": "form_mending",
    "picture": "pictures",
    "protect": "protecting",
}


def __getattr__(name: str) -> object:
    """Return one of the names above from its own module (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"toolkit.pdf.{_HOMES[name]}"), name)
    return found
