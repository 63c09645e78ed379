"""From what was written to what it means, or a sentence that quotes it.

The only room, with the catalogue, that knows marshmallow. Nothing is guessed: what can
be read in two ways has no value, and its sentence asks.
"""

from __future__ import annotations

from toolkit.meaning.addresses import PostalAddress, postal_address
from toolkit.meaning.identity import identity_of
from toolkit.meaning.phones import PhoneNumber, phone_number
from toolkit.meaning.understanding import answers_to, understand

__all__ = [
    "PhoneNumber",
    "PostalAddress",
    "answers_to",
    "identity_of",
    "phone_number",
    "postal_address",
    "understand",
]
