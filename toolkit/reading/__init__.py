"""Reading: the bytes of a file become a `Document`, whatever the bytes are.

`read` works in this process; `Reader` does the same in a supervised child, which is
what everything that handles strangers' files uses.
"""

from __future__ import annotations

from toolkit.reading.limits import LIMITS, Limits
from toolkit.reading.papers import read
from toolkit.reading.worker import Reader

__all__ = ["LIMITS", "Limits", "Reader", "read"]
