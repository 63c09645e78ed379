from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from toolkit import workspace as workspaces
from toolkit.errors import BadDefinition, CannotDo


def test_a_new_workspace_has_its_folders_and_one_person(tmp_path: Path) -> None:
    """Somebody can try the whole path before writing a list of people."""
    made = workspaces.make(tmp_path / "desk")

    assert made.intake.is_dir()
    assert made.outbox.is_dir()
    assert [p.name for p in workspaces.people(made.root)] == ["Office Trial"]


def test_making_a_workspace_again_changes_nothing(tmp_path: Path) -> None:
    """The office's own list of people must survive a second `toolkit init`."""
    made = workspaces.make(tmp_path)
    (tmp_path / "people.toml").write_text(
        '[[person]]\nname = "Rosa Hill"\nroles = []\n'
    )
    workspaces.make(tmp_path)

    assert [p.name for p in workspaces.people(made.root)] == ["Rosa Hill"]


def test_a_folder_that_is_no_workspace_is_said_to_be_none(tmp_path: Path) -> None:
    """Writing a casebook into whatever folder one stands in would surprise."""
    with pytest.raises(CannotDo, match="is not a workspace"):
        workspaces.at(tmp_path)


def test_the_folders_can_be_somewhere_else(tmp_path: Path) -> None:
    """An intake is often on a share and the casebook must not be."""
    workspaces.make(tmp_path)
    (tmp_path / "toolkit.toml").write_text('[folders]\nintake = "share/in"\n')

    assert workspaces.at(tmp_path).intake == tmp_path / "share" / "in"


def test_how_the_intake_is_watched_can_be_set(tmp_path: Path) -> None:
    """A slow line needs more patience, and some shares need polling."""
    workspaces.make(tmp_path)
    (tmp_path / "toolkit.toml").write_text(
        '[intake]\nquiet_seconds = 7.5\npatience_minutes = 30\nmode = "polling"\n'
    )
    ways = workspaces.at(tmp_path).watching

    assert ways.quiet_for == dt.timedelta(seconds=7.5)
    assert ways.patience == dt.timedelta(minutes=30)
    assert ways.mode == "polling"


def test_the_settings_a_new_workspace_gets_are_the_usual_ones(tmp_path: Path) -> None:
    """What stands in the file must not differ from what holds without it."""
    assert workspaces.make(tmp_path).watching == workspaces.Watching()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("[folders]\nletterbox = 'x'\n", "letterbox", id="unknown folder"),
        pytest.param("[folders]\nintake = 3\n", "intake", id="not a path"),
        pytest.param("folders = 'x'\n", "folders", id="not a table"),
        pytest.param("[folders\n", "whole file", id="not TOML"),
        pytest.param("[intak]\n", "“intake” is probably meant", id="unknown table"),
        pytest.param(
            "[intake]\nquiet_second = 2\n",
            r"intake\.quiet_second: .*“quiet_seconds” is probably meant",
            id="a letter short",
        ),
        pytest.param("[intake]\nrescan_seconds = 0\n", "rescan_seconds", id="nought"),
        pytest.param("[intake]\nquiet_seconds = 'x'\n", "quiet_seconds", id="text"),
        pytest.param("[intake]\nmode = 'inotify'\n", "events, polling", id="mode"),
    ],
)
def test_a_slip_in_the_settings_is_named(tmp_path: Path, text: str, key: str) -> None:
    """Settings silently ignored would put children's papers in the wrong place."""
    workspaces.make(tmp_path)
    (tmp_path / "toolkit.toml").write_text(text)

    with pytest.raises(BadDefinition, match=key):
        workspaces.at(tmp_path)


def test_a_person_is_found_whatever_the_letter_case(tmp_path: Path) -> None:
    """Typing `office trial` must not stop a meeting."""
    workspaces.make(tmp_path)

    assert workspaces.person(tmp_path, " office TRIAL").name == "Office Trial"


def test_a_person_who_is_not_listed_cannot_decide(tmp_path: Path) -> None:
    """A decision must have somebody of the office behind it."""
    workspaces.make(tmp_path)

    with pytest.raises(CannotDo, match="Office Trial"):
        workspaces.person(tmp_path, "Nobody")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[[person]]\nroles = []\n", id="no name"),
        pytest.param("[[person]]\nname = 'A'\nroles = ['king']\n", id="unknown role"),
        pytest.param("person = []\n", id="nobody"),
    ],
)
def test_a_slip_in_the_list_of_people_is_named(tmp_path: Path, text: str) -> None:
    """The remedy is one line of the file, if one is told which."""
    workspaces.make(tmp_path)
    (tmp_path / "people.toml").write_text(text)

    with pytest.raises(BadDefinition, match=r"people\.toml"):
        workspaces.people(tmp_path)
