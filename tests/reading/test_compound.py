from __future__ import annotations

import struct

import pytest

from tests.papers import outlook
from toolkit.reading.compound import survey
from toolkit.reading.limits import Refusal

SMALL = outlook.saved({"a": b"x" * 100, "b": {"c": b"y" * 5000}})


def changed(contents: bytes, at: int, layout: str, *values: int) -> bytes:
    """Return a file with some numbers written over it."""
    new = struct.pack(layout, *values)
    return contents[:at] + new + contents[at + len(new) :]


def place_of(contents: bytes, name: str) -> int:
    """Return where the entry of a stream or storage stands."""
    return contents.index(name.encode("utf-16-le") + bytes(2))


def test_the_directory_says_what_is_at_the_top_and_how_much_there_is() -> None:
    """The names tell a message from a Word document; the length tells a torn one."""
    found = survey(SMALL)

    assert found.names == {"a", "b"}
    assert found.declared == 5100


def test_a_long_file_is_followed_through_its_table() -> None:
    """A message with a few scans has 10,000 sectors and more."""
    assert survey(outlook.saved({"a": bytes(3_000_000)})).declared == 3_000_000


A = place_of(SMALL, "a")
DIRECTORY = struct.unpack_from("<I", SMALL, 48)[0]
FAT = struct.unpack_from("<I", SMALL, 76)[0]


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param(SMALL[:300], id="cut in its header"),
        pytest.param(SMALL[: (DIRECTORY + 1) * 512], id="cut before its directory"),
        pytest.param(changed(SMALL, 30, "<H", 40), id="sectors of a terabyte"),
        pytest.param(changed(SMALL, 44, "<I", 2**31), id="a table longer than it"),
        pytest.param(changed(SMALL, 64, "<I", 2**31), id="a small table as long"),
        pytest.param(changed(SMALL, 72, "<I", 2**31), id="as many tables of tables"),
        pytest.param(changed(SMALL, 48, "<I", 2**31), id="a directory beyond its end"),
        pytest.param(
            changed(SMALL, (FAT + 1) * 512 + 4 * DIRECTORY, "<I", DIRECTORY),
            id="a directory that goes in circles",
        ),
        pytest.param(changed(SMALL, A + 68, "<I", 1), id="an entry reached twice"),
        pytest.param(changed(SMALL, A + 72, "<I", 900), id="a neighbour not there"),
        pytest.param(changed(SMALL, A + 120, "<I", 2**31), id="an endless stream"),
    ],
)
def test_a_file_that_promises_what_it_cannot_hold_is_declined(contents: bytes) -> None:
    """Each of these has kept some program busy for ever, or filled its memory."""
    with pytest.raises(Refusal) as declined:
        survey(contents)

    assert declined.value.problem.code == "damaged"


def test_streams_that_share_their_sectors_are_declined() -> None:
    """A hundred names for one stream of a megabyte would be a hundred megabytes."""
    shared = outlook.saved({"a": bytes(5000), "b": bytes(5000)})
    a, b = place_of(shared, "a"), place_of(shared, "b")
    both = changed(shared, a + 116, "<I", *struct.unpack_from("<I", shared, b + 116))
    both = changed(changed(both, a + 120, "<I", 9000), b + 120, "<I", 9000)

    with pytest.raises(Refusal) as declined:
        survey(both)

    assert declined.value.problem.code == "damaged"


def test_thousands_of_streams_are_declined() -> None:
    """The library looks through all of them for each of them."""
    many = outlook.saved({f"{at}": b"x" for at in range(2_001)})

    with pytest.raises(Refusal) as declined:
        survey(many)

    assert declined.value.problem.code == "too-big-to-open"
