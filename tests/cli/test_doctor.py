from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit import workspace as workspaces
from toolkit.cli import main
from toolkit.pipeline import desk_of
from toolkit.pipeline.upkeep import examining

Doctor = Callable[..., tuple[int, dict[str, str]]]


@pytest.fixture
def doctor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Doctor:
    """Ask the doctor; return the exit code and what it says, `problem` before a bad."""

    def ask() -> tuple[int, dict[str, str]]:
        code = main(["--workspace", str(tmp_path), "doctor", "--json"])
        told = json.loads(capsys.readouterr().out)
        return code, {
            one["what"]: f"{one['state']} {one['says']} {one['remedy'] or ''}"
            for one in told["checks"]
        }

    return ask


def test_a_sound_workspace_is_called_so(tmp_path: Path, doctor: Doctor) -> None:
    """And every part of it is named, so that silence is no comfort."""
    workspace = workspaces.make(tmp_path)
    with desk_of(workspace):
        code, said = doctor()

    assert [line for line in said.values() if line.startswith("problem")] == []
    assert code == 0
    assert {"fonts", "Pango", "Tesseract", "intake", "outbox", "vault"} <= set(said)
    assert "as it was written" in said["casebook"]
    assert "because" in said["watching"]


def test_an_intake_that_is_gone_is_a_problem(tmp_path: Path, doctor: Doctor) -> None:
    """The share is not mounted: nothing else explains an empty board so well."""
    shutil.rmtree(workspaces.make(tmp_path).intake)
    (tmp_path / "toolkit.toml").touch()
    code, said = doctor()

    assert code == 1
    assert said["watching"].startswith("problem the intake is not there")


def test_an_altered_casebook_is_a_problem(tmp_path: Path, doctor: Doctor) -> None:
    """Somebody must look before anything is decided by it."""
    workspaces.make(tmp_path).casebook.write_bytes(b"not a casebook at all" * 99)
    code, said = doctor()

    assert code == 1
    assert said["casebook"].startswith("problem")


def test_settings_with_a_slip_are_a_problem(tmp_path: Path, doctor: Doctor) -> None:
    """The doctor must not die of what it is asked about."""
    workspaces.make(tmp_path)
    (tmp_path / "toolkit.toml").write_text("[intake]\nquit_seconds = 2\n")
    code, said = doctor()

    assert code == 1
    assert "quiet_seconds" in said["settings"]


def test_without_a_workspace_the_computer_is_looked_at(
    tmp_path: Path, doctor: Doctor
) -> None:
    """It is the first thing somebody runs after installing."""
    code, said = doctor()

    assert code == 0
    assert "is not a workspace" in said["workspace"]
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_a_problem(
    tmp_path: Path, doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it is quite full."""
    workspaces.make(tmp_path)
    monkeypatch.setattr(examining, "_LEAST_FREE_BYTES", 1 << 62)
    _, said = doctor()

    assert any(
        line.startswith("problem") and "Free some space" in line
        for line in said.values()
    )


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write")
def test_a_folder_that_cannot_be_written_is_a_problem(
    tmp_path: Path, doctor: Doctor
) -> None:
    """The account of the service is often not that of whoever tried it."""
    workspaces.make(tmp_path).outbox.chmod(0o500)
    _, said = doctor()

    assert said["outbox"].startswith("problem")
