from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.events import DirMovedEvent

from toolkit.intake import Disk, Hints, clear_probes, hints

SOON = 5.0


@pytest.fixture
def wake() -> threading.Event:
    """What a hint sets."""
    return threading.Event()


@pytest.fixture
def listening(tmp_path: Path, wake: threading.Event) -> Iterator[Hints]:
    """Hints of a folder, started."""
    made = Hints(tmp_path, "auto", wake)
    made.start()
    yield made
    made.stop()


def muted(_folder: Path) -> Disk:
    """Take every folder for one on a share."""
    return Disk("cifs", is_share=True)


def test_the_trial_at_the_start_leaves_nothing_behind(
    tmp_path: Path, listening: Hints
) -> None:
    """The intake is empty when everything has been taken."""
    assert listening.why
    assert list(tmp_path.iterdir()) == []


def test_a_file_wakes_the_watcher_where_events_arrive(
    tmp_path: Path, listening: Hints, wake: threading.Event
) -> None:
    """It need not wait for the next look."""
    assert listening.mode == "events"
    (tmp_path / "form.pdf").write_bytes(b"form")

    assert wake.wait(SOON)


def test_save_by_rename_wakes_the_watcher(
    tmp_path: Path, listening: Hints, wake: threading.Event
) -> None:
    """Nothing is made or written then; a name changes."""
    assert listening.mode == "events"
    (tmp_path / "~WRL0001.tmp").write_bytes(b"form")
    before = wake.is_set()
    (tmp_path / "~WRL0001.tmp").rename(tmp_path / "form.docx")

    assert wake.wait(SOON)
    assert not before


def test_litter_and_our_own_reading_wake_nobody(
    tmp_path: Path, listening: Hints, wake: threading.Event
) -> None:
    """Or looking would make events, and events would make us look."""
    path = tmp_path / ".DS_Store"
    path.write_bytes(b"mac")
    path.read_bytes()

    assert listening.mode == "events"
    assert not wake.wait(0.3)


def test_a_network_share_without_events_is_polled_and_says_why(
    tmp_path: Path, wake: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A trial of our own would be noticed there; what others put there would not."""
    monkeypatch.setattr(hints, "disk_of", muted)
    chosen = Hints(tmp_path, "auto", wake)
    chosen.start()

    assert chosen.mode == "polling"
    assert "share (cifs)" in chosen.why


def test_a_trial_that_nobody_tells_of_means_polling(
    tmp_path: Path, wake: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some file systems take the wish to be told, and never tell."""
    monkeypatch.setattr(hints, "_WORTH_A_LOOK", [DirMovedEvent])
    monkeypatch.setattr(hints, "_PROBE_SECONDS", 0.2)
    chosen = Hints(tmp_path, "auto", wake)
    chosen.start()

    assert (chosen.mode, chosen.why) == ("polling", "a trial file was not noticed")


def test_polling_can_be_asked_for(tmp_path: Path, wake: threading.Event) -> None:
    """An office may know its share better than we do."""
    chosen = Hints(tmp_path, "polling", wake)
    chosen.start()

    assert (chosen.mode, chosen.is_deaf) == ("polling", False)


def test_a_listener_whose_folder_is_gone_knows_that_it_is_deaf(
    tmp_path: Path, wake: threading.Event
) -> None:
    """Then events are tried again, and until then the folder is looked at."""
    folder = tmp_path / "intake"
    folder.mkdir()
    made = Hints(folder, "events", wake)
    made.start()
    before = made.is_deaf
    made.stop()

    assert (before, made.is_deaf) == (False, True)


def test_trial_files_of_a_watcher_that_was_killed_are_removed(tmp_path: Path) -> None:
    """They are ours and would lie there hidden for ever."""
    (tmp_path / ".toolkit-probe-0123").write_bytes(b"")
    (tmp_path / "form.pdf").write_bytes(b"form")
    clear_probes(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["form.pdf"]
