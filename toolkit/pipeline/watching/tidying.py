"""How often Python looks through its memory for what nobody needs any more."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_EVERY = 20_000


@contextmanager
def seldom_tidying() -> Iterator[None]:
    """Let Python look for garbage seldom while inside.

    Reading one case makes thousands of small values, and after every 700 of them Python
    would look for rings among them; there are hardly any. With hundreds of papers at
    once that took a tenth of the processor's time. Much more than this would
    only let memory grow: 100,000 were tried, and saved no more.
    """
    before = gc.get_threshold()
    gc.set_threshold(_EVERY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
