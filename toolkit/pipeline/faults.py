"""What went wrong, in a sentence: so that one thing never stops the others."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit.errors import CannotStore, ToolkitError

_HERE = Path(__file__).parent.parent


@contextmanager
def noting(stop: Callable[[ToolkitError], None]) -> Iterator[None]:
    """Hand on whatever goes wrong inside as something a person can read, and go on."""
    try:
        yield
    except ToolkitError as fault:
        stop(fault)
    except Exception as fault:  # noqa: BLE001 - one thing must not stop the others
        stop(as_ours(fault))


def may_pass(fault: ToolkitError) -> bool:
    """Whether it is the disk's or the share's, and worth trying again as it is."""
    return isinstance(fault, CannotStore) or isinstance(fault.__cause__, OSError)


def as_ours(fault: Exception) -> ToolkitError:
    """Return an unexpected exception as what it is: the computer's refusal, or our bug.

    Its own words may quote a paper, so only its name and its place in the code are
    kept.
    """
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [f for f in frames if Path(f.filename).is_relative_to(_HERE)] or frames
    last = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "nowhere"
    what = f"{type(fault).__name__}, {last}"
    if isinstance(fault, OSError | MemoryError):
        return CannotStore(
            f"The computer refused what the toolkit needs ({what}).",
            remedy="Check its disks and memory; this is tried again.",
        )
    return ToolkitError(
        f"A fault in the toolkit itself, and not in any paper, stopped this ({what}).",
        remedy="Please send this line to the toolkit's makers.",
    )
