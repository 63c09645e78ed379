"""What the watcher takes, told from two looks; each hazard of a shared folder by name.

The clock is a number that the test moves, so nothing here waits.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest

from toolkit.errors import CannotStore
from toolkit.intake import Hold, Settling, growing
from toolkit.intake.unfinished import why_unfinished

QUIET = dt.timedelta(seconds=2)
PATIENCE = dt.timedelta(minutes=10)
WHOLE = b"%PDF-1.7\nall of it\n%%EOF\n"
HALF = WHOLE[:12]


class Folder:
    """An intake, a clock, and what the watcher makes of both."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.moment = 1000.0
        self.locked: set[str] = set()
        self.settling = Settling(root, QUIET, PATIENCE, self._why_held)

    def put(self, name: str, contents: bytes = WHOLE) -> Path:
        """Put a file there, or into a folder there."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents)
        return path

    def after(self, seconds: float) -> list[str]:
        """Look, let time pass, look again, and return what may be taken."""
        self.settling.look(self.moment)
        self.moment += seconds
        return [dropped.name for dropped in self.settling.look(self.moment).ready]

    def why(self) -> list[Hold]:
        """Return why something is not taken now."""
        return [pending.why for pending in self.settling.look(self.moment).pending]

    def _why_held(self, path: Path) -> Hold | None:
        return Hold.IN_USE if path.name in self.locked else why_unfinished(path)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Return an empty intake."""
    return Folder(tmp_path)


def test_a_half_copied_file_is_waited_for_at_the_start_too(folder: Folder) -> None:
    """A watcher that starts in the middle of a copy must not take its beginning.

    Its date says it is old, as a copy's often does.
    """
    os.utime(folder.put("form.pdf"), (0, 0))

    assert folder.after(1.9) == []
    assert folder.after(0.2) == ["form.pdf"]


def test_a_slow_copy_is_taken_only_when_nothing_was_added_for_a_while(
    folder: Folder,
) -> None:
    """A hundred bytes every second is how a bad line copies."""
    folder.put("form.pdf", WHOLE)
    first = folder.after(1.5)
    folder.put("form.pdf", WHOLE + WHOLE)
    second = folder.after(1.5)

    assert (first, second, folder.after(1)) == ([], [], ["form.pdf"])


def test_a_slow_copy_that_pauses_is_waited_for_by_its_missing_end(
    folder: Folder,
) -> None:
    """The line was down for a minute, and the beginning looks quiet."""
    folder.put("form.pdf", HALF)
    paused = folder.after(60)
    why = folder.why()
    folder.put("form.pdf", WHOLE)

    assert (paused, why) == ([], [Hold.UNFINISHED])
    assert folder.after(3) == ["form.pdf"]


def test_a_damaged_file_is_taken_all_the_same_after_the_patience(
    folder: Folder,
) -> None:
    """Its end never comes; somebody must be told, and the paper must be safe."""
    folder.put("form.pdf", HALF)

    assert folder.after(599) == []
    assert folder.after(2) == ["form.pdf"]


def test_a_zero_byte_file_waits_and_is_then_taken(folder: Folder) -> None:
    """It may be the beginning of a copy; if not, it is set aside with a note."""
    folder.put("form.pdf", b"")

    assert folder.after(60) == []
    assert folder.why() == [Hold.EMPTY]
    assert folder.after(600) == ["form.pdf"]


def test_a_locked_file_waits_visibly_however_long_it_is_locked(folder: Folder) -> None:
    """Half of what Word or a scanner holds would be no paper."""
    folder.put("form.pdf")
    folder.locked.add("form.pdf")
    held = folder.after(3600)
    why = folder.why()
    folder.locked.clear()

    assert (held, why) == ([], [Hold.IN_USE])
    assert folder.after(0.1) == ["form.pdf"]


def test_a_document_open_in_word_waits_for_it_to_be_closed(folder: Folder) -> None:
    """Word's own sign beside it says that more is to come."""
    folder.put("form.docx", b"PK")
    sign = folder.put("~$rm.docx", b"owner")
    held = folder.after(60)
    sign.unlink()

    assert held == []
    assert folder.after(0.1) == ["form.docx"]


def test_a_file_changed_during_the_wait_waits_again(folder: Folder) -> None:
    """The same size and the same date, but other bytes: saved once more."""
    path = folder.put("form.pdf")
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    folder.after(1.5)
    os.utime(folder.put("form.pdf", WHOLE.replace(b"all", b"ALL")), ns=times)

    assert folder.after(1.5) == []
    assert folder.after(1) == ["form.pdf"]


def test_a_file_deleted_during_the_wait_is_forgotten(folder: Folder) -> None:
    """Somebody dropped the wrong one and took it back."""
    path = folder.put("form.pdf")
    folder.after(1)
    path.unlink()

    assert folder.after(5) == []


def test_save_by_rename_is_taken_once_under_its_last_name(folder: Folder) -> None:
    """Office programs write a hidden file and then give it the document's name."""
    draft = folder.put("~WRL0001.tmp")
    hidden = folder.after(5)
    draft.rename(folder.root / "form.docx")

    assert hidden == []
    assert folder.after(1) == []
    assert folder.after(1.5) == ["form.docx"]


def test_a_file_moved_in_is_taken(folder: Folder, tmp_path: Path) -> None:
    """A move makes no file and changes none, only a name."""
    outside = Path(f"{tmp_path}-outside.pdf")
    outside.write_bytes(WHOLE)
    outside.rename(folder.root / "form.pdf")

    assert folder.after(3) == ["form.pdf"]


def test_a_folder_dropped_whole_is_one_thing(folder: Folder, tmp_path: Path) -> None:
    """However deep its papers lie, and moved in rather than copied."""
    outside = Path(f"{tmp_path}-outside")
    Folder(outside).put("deep/letter.pdf")
    shutil.move(outside, folder.root / "post")

    assert folder.after(3) == ["post"]


def test_a_folder_copied_slowly_waits_for_its_last_file(folder: Folder) -> None:
    """Taken too early, one referral would be two."""
    folder.put("post/form.pdf")
    first = folder.after(1.5)
    folder.put("post/letter.pdf", HALF)
    second = folder.after(5)
    folder.put("post/letter.pdf")

    assert (first, second) == ([], [])
    assert folder.after(3) == ["post"]


def test_an_empty_folder_is_left_to_whoever_is_filling_it(folder: Folder) -> None:
    """Removed after two seconds, it would be gone before its first paper is in."""
    (folder.root / "New Folder").mkdir()

    assert folder.after(60) == []
    assert folder.after(600) == ["New Folder"]


def test_what_one_hand_drops_is_taken_together(folder: Folder) -> None:
    """Five files of one referral take a moment to be there; they belong together."""
    folder.put("form.pdf")
    folder.settling.look(folder.moment)
    folder.moment += 0.3
    folder.put("letter.pdf")

    assert folder.after(1.8) == []
    assert folder.after(0.3) == ["form.pdf", "letter.pdf"]


def test_nobody_waits_for_ever_for_what_is_dropped_after_it(folder: Folder) -> None:
    """On a busy day something has always only just been dropped."""
    folder.put("form.pdf")
    folder.settling.look(folder.moment)
    names = [f"later-{number}.pdf" for number in range(12)]
    taken = [_dropped_later(folder, name) for name in names]

    assert taken.index(True) * 0.3 <= 3.6


def _dropped_later(folder: Folder, name: str) -> bool:
    folder.put(name)
    return "form.pdf" in folder.after(0.3)


def test_no_arrival_waits_for_a_broken_one(folder: Folder) -> None:
    """What cannot be taken is put off alone, longer each time."""
    broken = folder.put("broken.pdf")
    folder.put("good.pdf")
    folder.after(3)
    folder.settling.put_off(broken, folder.moment)
    at_once = folder.after(0)
    why = folder.why()

    assert (at_once, why) == (["good.pdf"], [Hold.PUT_OFF])
    assert sorted(folder.after(1.1)) == ["broken.pdf", "good.pdf"]


def test_a_delay_grows_to_a_cap() -> None:
    """A share that is away for a week must cause no storm, and be found again soon."""
    assert [growing(n) for n in (1, 2, 3, 7, 10_000)] == [1, 2, 4, 60, 60]


def test_a_share_that_goes_and_comes_back_is_neither_a_storm_nor_a_loss(
    folder: Folder, tmp_path: Path
) -> None:
    """What was there before and is there again is still the same, quiet thing."""
    folder.put("form.pdf")
    folder.after(1)
    away = Path(f"{tmp_path}-away")
    folder.root.rename(away)
    with pytest.raises(CannotStore):
        folder.settling.look(folder.moment)
    away.rename(folder.root)
    folder.moment += 1.5

    seen = folder.settling.look(folder.moment)
    assert [dropped.name for dropped in seen.ready] == ["form.pdf"]
    assert not seen.has_news


def test_a_clock_that_is_set_back_changes_nothing(folder: Folder) -> None:
    """Its file is from tomorrow now; only how long it lies unchanged counts."""
    path = folder.put("form.pdf")
    tomorrow = path.stat().st_mtime + 80_000
    os.utime(path, (tomorrow, tomorrow))

    assert folder.after(2.1) == ["form.pdf"]


def test_the_next_look_is_when_something_may_be_ready(folder: Folder) -> None:
    """Looking earlier is for nothing, later makes a school wait."""
    folder.put("form.pdf")

    assert folder.settling.look(folder.moment).next_look == pytest.approx(2)
    assert folder.settling.look(folder.moment + 1.5).next_look == pytest.approx(0.5)


def test_nothing_that_waits_shows_a_name_when_printed(folder: Folder) -> None:
    """A sender's file name is personal and stays out of logs."""
    folder.put("Amara.pdf", HALF)

    assert "Amara" not in repr(folder.settling.look(folder.moment))
