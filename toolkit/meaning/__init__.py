"""From what was written to what it means, or a sentence that quotes it.

The only room, with the catalogue, that knows marshmallow. Nothing is guessed: what can
be read in two ways has no value, and its sentence asks.
"""

from __future__ import annotations

from toolkit.meaning.identity import identity_of
from toolkit.meaning.understanding import understand

__all__ = ["identity_of", "understand"]
