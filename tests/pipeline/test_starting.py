"""What the watcher refuses to start with, each hazard of folders by name."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

import toolkit
from toolkit import workspace as workspaces
from toolkit.errors import CannotDo, CannotStore
from toolkit.intake import Disk
from toolkit.pipeline import refuse_bad_places, refuse_open_definitions
from toolkit.pipeline.watching import starting
from toolkit.workspace import Workspace


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    """A workspace as `toolkit init` makes it."""
    return workspaces.make(tmp_path)


def test_a_new_workspace_is_not_refused(desk: Workspace) -> None:
    """Or nobody could begin."""
    refuse_bad_places(desk)
    refuse_open_definitions(desk)


def test_output_inside_input_is_refused(desk: Workspace) -> None:
    """Every letter would be taken in as a new arrival, for ever."""
    with pytest.raises(CannotDo, match=r"outbox is inside the intake.*folders\.outbox"):
        refuse_bad_places(replace(desk, outbox=desk.intake / "out"))


def test_output_inside_input_by_a_link_is_refused(desk: Workspace) -> None:
    """The name looks harmless; the place is what counts."""
    inside = desk.intake / "out"
    inside.mkdir()
    link = desk.root / "elsewhere"
    link.symlink_to(inside)

    with pytest.raises(CannotDo, match="outbox is inside"):
        refuse_bad_places(replace(desk, outbox=link))


@pytest.mark.parametrize("place", ["vault", "casebook"])
def test_what_is_kept_inside_input_is_refused(desk: Workspace, place: str) -> None:
    """Originals and the casebook would be taken in and cleared away."""
    (desk.root / "toolkit.toml").write_text(f"[folders]\n{place} = 'intake/kept'\n")

    with pytest.raises(CannotDo, match=f"{place} is inside the intake"):
        refuse_bad_places(workspaces.at(desk.root))


@pytest.mark.parametrize("place", ["outbox", "vault", "services", "templates"])
def test_input_inside_our_own_folders_is_refused(desk: Workspace, place: str) -> None:
    """What is dropped must never become a definition or a letter."""
    inside = desk.root / place / "in"
    inside.mkdir(parents=True)

    with pytest.raises(CannotDo, match="The intake is inside"):
        refuse_bad_places(replace(desk, intake=inside))


def test_input_inside_the_code_is_refused(desk: Workspace) -> None:
    """A dropped file must never be a program."""
    code = Path(toolkit.__file__).parent

    with pytest.raises(CannotDo, match="own code"):
        refuse_bad_places(replace(desk, intake=code / "intake"))


def test_a_casebook_on_a_network_share_is_refused(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its locks do not hold there; the refusal says what to set instead."""
    monkeypatch.setattr(starting, "disk_of", lambda _: Disk("nfs4", is_share=True))

    with pytest.raises(CannotStore, match=r"share \(nfs4\).*folders\.casebook"):
        refuse_bad_places(desk)


@pytest.mark.skipif(os.name != "posix", reason="other systems have other rights")
def test_settings_that_strangers_may_write_are_refused(desk: Workspace) -> None:
    """Whoever may write them may send every paper to a folder of their own."""
    (desk.root / "toolkit.toml").chmod(0o666)

    with pytest.raises(CannotDo, match=r"toolkit\.toml.*chmod o-w"):
        refuse_open_definitions(desk)


@pytest.mark.skipif(os.name != "posix", reason="other systems have other rights")
@pytest.mark.parametrize("folder", ["services", "templates"])
def test_definitions_that_strangers_may_write_are_refused(
    desk: Workspace, folder: str
) -> None:
    """Whoever may write a template may write every letter."""
    inside = desk.root / folder / "deep"
    inside.mkdir(parents=True)
    (inside / "letter.toml").write_text("")
    (inside / "letter.toml").chmod(0o666)

    with pytest.raises(CannotDo, match=rf"{folder}.*chmod -R o-w"):
        refuse_open_definitions(desk)
