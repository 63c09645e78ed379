"""Files that open only with a password, and pages as pictures."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from tests.blanks import blank_of
from toolkit.errors import CannotDo, UnreadableFile
from toolkit.pdf import fill, picture, protect

PASSWORD = "larkfield-rise"  # noqa: S105 - of an invented address


def pixels(contents: bytes, page: int = 1, dpi: int = 50) -> Image.Image:
    """Return a page as a picture."""
    return Image.open(BytesIO(picture(contents, page, dpi)))


def test_a_protected_file_opens_with_its_password_alone() -> None:
    """A letter that goes astray stays closed."""
    locked = protect(blank_of("consent", "pdf"), PASSWORD)

    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(locked))
    with pikepdf.open(BytesIO(locked), password=PASSWORD) as opened:
        assert (opened.encryption.R, opened.encryption.bits) == (6, 256)
        assert len(opened.pages) == 2


def test_a_protected_file_may_be_read_aloud() -> None:
    """The password keeps strangers out, not blind readers."""
    locked = protect(blank_of("consent", "pdf"), PASSWORD)

    with pikepdf.open(BytesIO(locked), password=PASSWORD) as opened:
        assert opened.allow.accessibility


def test_a_password_everybody_guesses_is_refused() -> None:
    """Four letters protect nobody."""
    with pytest.raises(CannotDo, match="8 characters"):
        protect(blank_of("consent", "pdf"), "1234")


def test_a_file_is_not_protected_twice() -> None:
    """The first password would be lost."""
    locked = protect(blank_of("consent", "pdf"), PASSWORD)

    with pytest.raises(UnreadableFile, match="password"):
        protect(locked, PASSWORD)


def test_a_page_is_drawn_at_the_size_asked_for() -> None:
    """A4 at 50 dots an inch is 414 by 585 dots."""
    wide, tall = pixels(blank_of("consent", "pdf")).size

    assert (abs(wide - 413.4), abs(tall - 584.6)) < (2, 2)


def test_a_picture_shows_what_is_filled_in() -> None:
    """The desk sees the answer beside what was read from it."""
    empty = blank_of("consent", "pdf")
    filled = fill(empty, {"consent_pupil_name": "Jakub Wiśniewski"})

    assert pixels(empty).tobytes() != pixels(filled).tobytes()
    assert pixels(empty, page=2).tobytes() == pixels(filled, page=2).tobytes()


@pytest.mark.parametrize(
    ("page", "dpi"),
    [
        pytest.param(0, 50, id="before the first page"),
        pytest.param(3, 50, id="after the last page"),
        pytest.param(1, 5000, id="far too many dots"),
    ],
)
def test_a_picture_that_cannot_be_is_refused(page: int, dpi: int) -> None:
    """A wrong number gets a sentence, not a full memory."""
    with pytest.raises(CannotDo):
        picture(blank_of("consent", "pdf"), page, dpi)


def test_there_is_no_picture_of_a_locked_file() -> None:
    """It cannot be seen without its password."""
    with pytest.raises(UnreadableFile):
        picture(protect(blank_of("consent", "pdf"), PASSWORD), 1)


def test_naming_the_room_loads_no_library() -> None:
    """Every command names it; only some need what it needs."""
    asked = (
        "import sys, toolkit.pdf; "
        "print([n for n in ('pikepdf', 'pypdfium2') if n in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )

    assert told.stdout.strip() == "[]"
