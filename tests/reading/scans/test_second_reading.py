from __future__ import annotations

import pytest

from toolkit.model import MarkKind
from toolkit.reading.pages.issued import Slot
from toolkit.reading.scans.form import Reading
from toolkit.reading.scans.ocr import Seen

SLOT = Slot("role", MarkKind.TEXT, "", (0.0, 0.0, 100.0, 20.0), 1)


def seen(text: str, sure: float) -> tuple[Seen, ...]:
    """Return a text as a model saw it, each of its words as surely."""
    words = enumerate(text.split())
    return tuple(Seen(w, sure, 50 * n, 0, 40, 20, (1, 1, 1)) for n, w in words)


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        pytest.param(("SENCO", 0.6), ("SENCo", 0.92), "SENCo", id="the surer one"),
        pytest.param(("SENCo", 0.93), ("SENCO", 0.92), "SENCo", id="the first"),
        pytest.param(("I, then C", 0.6), ("|, then C", 0.7), "I, then C", id="neither"),
        pytest.param(("Zoë Chen", 0.6), ("Zoé Chan", 0.95), "Zoë Chen", id="accents"),
        pytest.param(("Amara", 0.7), ("A mara", 0.95), "Amara", id="only a gap more"),
    ],
)
def test_of_two_readings_the_surer_is_kept(
    first: tuple[str, float], second: tuple[str, float], kept: str
) -> None:
    """A person is asked either way, and should have less to put right."""
    assert Reading(seen(*first), seen(*second)).kept(SLOT) == kept
