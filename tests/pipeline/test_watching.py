"""The watcher at work, in every trouble a shared folder can be in."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.pipeline.desks import answers_of, catalogue, filled
from tests.pipeline.watchers import CLOCK, QUICK, Watched, made, watched
from toolkit import deliver
from toolkit.casebook import Vault
from toolkit.catalogue import Catalogue
from toolkit.errors import BadDefinition, CannotDeliver, CannotStore
from toolkit.intake import Hints, Turn
from toolkit.model import Document, Status
from toolkit.pipeline import Desk, Looked, Step, desk_of, look, my_turn
from toolkit.pipeline.arrivals import taking
from toolkit.workspace import Workspace


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Watched]:
    """A watcher at work."""
    with watched(made(tmp_path)) as watcher:
        yield watcher


def test_a_referral_becomes_a_case_with_its_reply(at: Watched) -> None:
    """Somebody dropped it and walked away."""
    at.drop("request.pdf", filled("service-request", answers_of("Amara")))

    assert at.until_told("drafted", 3)
    assert at.left() == []
    [folder] = (at.workspace.outbox / "cases").iterdir()
    assert {path.suffix for path in folder.iterdir()} == {".docx", ".pdf", ".eml"}


def test_a_missed_event_costs_time_and_no_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The scan is the truth: here every event is swallowed."""
    monkeypatch.setattr(Hints, "start", lambda _: None)
    with watched(made(tmp_path)) as at:
        at.drop("note.txt")
        assert at.until_told("taken in")


def test_a_file_touched_again_and_again_is_taken_once(at: Watched) -> None:
    """Virus scanners and network disks touch whatever is new."""
    path = at.drop("note.txt")
    for _ in range(10):
        path.touch()
        time.sleep(0.02)

    assert at.until_empty()
    assert at.count("taken in") == at.arrivals() == 1


def test_a_folder_dropped_whole_by_a_move_is_taken_whole(
    at: Watched, tmp_path: Path
) -> None:
    """Its papers make no event of their own."""
    outside = tmp_path / "outside" / "deep"
    outside.mkdir(parents=True)
    (outside / "one.txt").write_bytes(b"one")
    (outside.parent / "two.txt").write_bytes(b"two")
    outside.parent.rename(at.workspace.intake / "post")

    assert at.until_empty()
    assert at.arrivals() == 1


def test_a_zero_byte_file_is_set_aside_with_a_note(at: Watched) -> None:
    """After the patience, somebody is told that nothing is in it."""
    at.drop("form.pdf", b"")

    assert at.until_told("set aside")
    [note] = (at.workspace.outbox / "set-aside").glob("*.why.txt")
    assert "empty" in note.read_text(encoding="utf-8")


def test_a_locked_file_waits_where_everybody_can_see_it(at: Watched) -> None:
    """On the board and in the health file, by the reason and without its name."""
    path = at.workspace.intake / "Amara.txt"
    with path.open("wb") as held:
        held.write(b"half of it")
        held.flush()
        seen = at.until(lambda: "another program" in str(at.health()["waiting"]))
        board = at.until(lambda: "another program" in _board(at))
    assert (seen, board) == (True, True)
    assert at.until_empty()
    assert at.arrivals() == 1
    assert "Amara" not in _board(at) + str(at.told) + str(at.health())


def test_a_share_that_drops_and_comes_back_is_said_and_work_goes_on(
    at: Watched, tmp_path: Path
) -> None:
    """Nobody has to start anything again, and nothing is taken twice."""
    at.drop("one.txt", b"one")
    at.until_empty()
    away = tmp_path / "away"
    at.workspace.intake.rename(away)
    at.until_told("intake is away")
    state = at.until(lambda: at.health()["state"] == "the intake cannot be reached")
    (away / "two.txt").write_bytes(b"two")
    away.rename(at.workspace.intake)

    assert state
    assert at.until_told("intake is back")
    assert at.until_empty()
    assert (at.arrivals(), at.count("intake is away")) == (2, 1)


def test_a_share_that_is_not_mounted_is_not_an_empty_intake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind a share that has gone there is an empty folder of the same name."""
    intake = made(tmp_path).intake
    mounted = [True]
    real = Path.is_mount
    monkeypatch.setattr(
        Path, "is_mount", lambda p: mounted[0] if p == intake else real(p)
    )
    with watched(made(tmp_path)) as at:
        at.until_told("watching")
        mounted[0] = False
        assert at.until_told("intake is away")
        mounted[0] = True
        assert at.until_told("intake is back")


def test_a_full_disk_is_waited_out_and_nothing_is_moved(
    at: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The vault takes nothing; then there is room again."""
    kept = [False]
    _fill_up(monkeypatch, kept)
    at.drop("note.txt")
    told = at.until_told("problem")
    during = at.left()
    kept[0] = True

    assert (told, during) == (True, ["note.txt"])
    assert at.until_empty()
    assert at.until_told("problems are over")


def _fill_up(monkeypatch: pytest.MonkeyPatch, has_room: list[bool]) -> None:
    real = Vault.keep

    def keep(vault: Vault, path: Path, name: str = "") -> object:
        if not has_room[0]:
            raise CannotStore("An original could not be copied.", remedy="Free some.")
        return real(vault, path, name)

    monkeypatch.setattr(Vault, "keep", keep)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write")
def test_an_outbox_nobody_may_write_is_waited_out(at: Watched) -> None:
    """What is safe stays safe, and is set aside when it can be."""
    at.workspace.outbox.chmod(0o500)
    at.drop("form.pdf", b"%PDF-1.7\nbroken\n%%EOF")
    told = at.until_told("problem")
    at.workspace.outbox.chmod(0o700)

    assert told
    assert at.until_told("set aside")


def test_an_outbox_that_is_gone_is_made_again(at: Watched) -> None:
    """Somebody tidied up."""
    at.until(at.workspace.board.exists)
    # In one act: the watcher may be writing into it at this very moment.
    at.workspace.outbox.rename(at.workspace.root / "tidied away")
    at.drop("form.pdf", b"%PDF-1.7\nbroken\n%%EOF")

    assert at.until_told("set aside")


def test_a_broken_definition_stops_reading_only_until_it_is_mended(
    tmp_path: Path,
) -> None:
    """What was dropped meanwhile is safe, and read then without anybody's help."""
    root = tmp_path / "services"
    root.mkdir()
    slip = root / "slip.toml"
    slip.write_text("broken")

    def load() -> Catalogue:
        if slip.exists():
            raise BadDefinition("services/slip.toml, prefix: expected text.")
        return catalogue()

    with watched(made(tmp_path), load) as at:
        at.drop("note.txt")
        safe = at.until_told("taken in")
        told = at.until_told("problem")
        slip.unlink()
        assert at.until_told("waits for a person")
    assert (safe, told) == (True, True)


def test_one_bad_file_does_not_kill_the_watcher(
    at: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours on one paper sets that one aside and takes the next."""

    def stumble(document: Document, definitions: Catalogue, today: dt.date) -> Looked:
        if document.name == "bad.txt":
            raise ZeroDivisionError("Amara")
        return look(document, definitions, today)

    monkeypatch.setattr(taking, "look", stumble)
    at.drop("bad.txt", b"bad")
    at.drop("good.txt", b"good")

    assert at.until_told("set aside")
    assert at.until_told("waits for a person")
    [note] = (at.workspace.outbox / "set-aside").glob("bad.txt.why.txt")
    assert "fault in the toolkit itself" in note.read_text(encoding="utf-8")
    assert "Amara" not in note.read_text(encoding="utf-8") + str(at.told)


def test_no_arrival_waits_for_one_that_cannot_be_stored(
    at: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here the outbox refuses one paper for good."""

    def refuse(*_: object) -> None:
        raise CannotDeliver("The outbox is full.")

    monkeypatch.setattr("toolkit.pipeline.arrivals.placing.set_aside", refuse)
    at.drop("a-broken.pdf", b"%PDF-1.7\nbroken\n%%EOF")
    at.until_told("problem")
    at.drop("b-good.txt", b"good")

    assert at.until_told("waits for a person")
    assert at.until(lambda: bool(at.health()["problems"]))


def test_two_watchers_take_each_arrival_once(tmp_path: Path) -> None:
    """One works, the other stands by and says for whom."""
    workspace = made(tmp_path)
    with watched(workspace) as one:
        one.until_told("watching")
        with watched(workspace) as two:
            standing = two.until_told("standing by")
            _drop_ten(one)
            one.until_empty()
            assert standing
            assert one.count("taken in") + two.count("taken in") == 10
            assert one.arrivals() == 10


def test_a_second_watcher_takes_over_when_the_first_ends(tmp_path: Path) -> None:
    """However that ends: the lock goes with it."""
    workspace = made(tmp_path)
    with watched(workspace) as one:
        one.until_told("watching")
        with watched(workspace) as two:
            two.until_told("standing by")
            one.stop.ask()
            assert two.until_told("watching")
            two.drop("note.txt")
            assert two.until_told("taken in")


def test_a_watcher_and_a_single_run_take_each_arrival_once(at: Watched) -> None:
    """Somebody runs `toolkit intake` by hand beside the service."""
    at.until_told("watching")
    single = 0
    for number in range(5):
        at.drop(f"note-{number}.txt", str(number).encode())
        single += _by_hand(at.workspace)
    at.until_empty()

    assert single + at.count("taken in") == at.arrivals() == 5


def _by_hand(workspace: Workspace) -> int:
    with my_turn(workspace, CLOCK, time.sleep), desk_of(workspace) as desk:
        at_once = dt.timedelta(0)
        report = taking.take_in(desk, catalogue, CLOCK.now(), at_once)
        return report.count(Step.TAKEN)


def _drop_ten(at: Watched) -> None:
    for number in range(10):
        at.drop(f"note-{number}.txt", str(number).encode())


def test_a_single_run_says_who_has_its_turn(tmp_path: Path) -> None:
    """It waits a while first, and takes nothing behind the other's back."""
    workspace = made(tmp_path)
    other = Turn(workspace.taking_lock, "taking in papers")
    other.take(CLOCK.now())

    with (
        pytest.raises(CannotStore, match=r"process .* taking in papers since"),
        my_turn(workspace, CLOCK, time.sleep, patience=0.1),
    ):
        pass
    other.give_back()


def test_a_watcher_says_that_another_run_has_its_turn(at: Watched) -> None:
    """And goes on as soon as that has ended."""
    other = Turn(at.workspace.taking_lock, "taking in papers")
    at.until(lambda: other.take(CLOCK.now()))
    at.drop("note.txt")
    told = at.until_told("another run has its turn")
    other.give_back()

    assert told
    assert at.until_told("taken in")


def test_asked_to_stop_it_finishes_and_says_so(tmp_path: Path) -> None:
    """The board must not go on claiming that somebody watches."""
    with watched(made(tmp_path)) as at:
        at.until(at.workspace.board.exists)
    assert at.health()["state"] == "stopped"
    assert "The watcher was stopped" in _board(at)
    assert "True until" not in _board(at)


def test_the_board_says_until_when_it_is_true_and_how_the_folder_is_watched(
    at: Watched,
) -> None:
    """A board nobody keeps up looks like a quiet day."""
    assert at.until(at.workspace.board.exists)
    assert "True until <time" in _board(at)
    assert "The intake is watched by" in _board(at)
    assert "because" in _board(at)


def test_the_health_file_tells_a_monitor_all_it_needs(at: Watched) -> None:
    """Alive until when, how, since when, what waits and what is wrong."""
    at.until(at.workspace.health.exists)
    health = at.health()

    assert health["state"] == "watching"
    assert str(health["alive_until"]) > str(health["written"])
    assert {"mode", "why", "last_pass", "waiting", "problems"} <= set(health)


def test_what_somebody_else_did_comes_onto_the_board(at: Watched) -> None:
    """A decision made at another desk is a change like any other."""
    at.until(at.workspace.board.exists)
    at.drop("request.pdf", filled("service-request", answers_of("Amara")))
    at.until_told("drafted", 3)
    with desk_of(at.workspace) as desk:
        [case] = desk.casebook.cases()
        _close(desk, case.ref)

    assert at.until(lambda: ">closed<" in _board(at))


def _close(desk: Desk, ref: str) -> None:
    desk.casebook.change_status(
        ref, Status.CLOSED, "Tried.", by="Office Trial", at=CLOCK.now()
    )


def test_a_reply_the_disk_refused_is_written_whole_later(
    at: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The letter without the e-mail that carries it would pass for a reply."""
    has_room = [False]
    _refuse_mail(monkeypatch, has_room)
    at.drop("request.pdf", filled("service-request", answers_of("Amara")))
    told = at.until_told("problem")
    has_room[0] = True

    assert told
    assert at.until_told("drafted", 3)
    [folder] = (at.workspace.outbox / "cases").iterdir()
    assert sorted(path.name.split("_v")[1][0] for path in folder.iterdir()) == ["1"] * 3


def _refuse_mail(monkeypatch: pytest.MonkeyPatch, has_room: list[bool]) -> None:
    real = deliver.lay_down

    def lay_down(contents: bytes, place: Path) -> None:
        if place.suffix == ".eml" and not has_room[0]:
            raise CannotDeliver("No room.") from OSError(28, "full")
        real(contents, place)

    monkeypatch.setattr("toolkit.pipeline.cases.drafts.lay_down", lay_down)


def test_polling_is_said_on_the_board(tmp_path: Path) -> None:
    """So that nobody wonders why it takes a little longer."""
    with watched(made(tmp_path, replace(QUICK, mode="polling"))) as at:
        assert at.until(at.workspace.board.exists)
        assert "by looking again and again, because the settings ask" in _board(at)


def _board(at: Watched) -> str:
    return at.workspace.board.read_text(encoding="utf-8")
