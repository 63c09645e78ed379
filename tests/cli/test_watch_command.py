"""`toolkit intake --watch` as a process of its own, and what it writes about itself."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from toolkit import workspace as workspaces
from toolkit.cli import main
from toolkit.cli.logs import open_log
from toolkit.workspace import Workspace

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")


@contextmanager
def running(workspace: Workspace) -> Iterator[subprocess.Popen[str]]:
    """Start the real command; end it if it still runs."""
    with subprocess.Popen(
        [sys.executable, "-m", "toolkit", "intake", "--watch", "--quiet-seconds=0.2"],
        env={**os.environ, "TOOLKIT_WORKSPACE": str(workspace.root)},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            assert _until(workspace.health.exists)
            yield process
        finally:
            process.kill()


def _until(is_so: Callable[[], bool]) -> bool:
    ends = time.monotonic() + 60
    while not is_so() and time.monotonic() < ends:
        time.sleep(0.05)
    return is_so()


def _logged(workspace: Workspace) -> list[dict[str, object]]:
    lines = workspace.log.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@posix
@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param(signal.SIGTERM, 0, id="by the system"),
        pytest.param(signal.SIGINT, 130, id="by Ctrl-C"),
    ],
)
def test_asked_to_stop_it_stops_clean(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    """Asked as a terminal and a service manager ask: all of its processes at once."""
    workspace = workspaces.make(tmp_path)
    with running(workspace) as watcher:
        (workspace.intake / "Amara.pdf").write_bytes(b"%PDF-1.7\nbroken\n%%EOF")
        aside = workspace.outbox / "set-aside"
        taken = _until(aside.exists)
        os.killpg(watcher.pid, number)
        said = watcher.communicate(timeout=60)[1]
    health = json.loads(workspace.health.read_text(encoding="utf-8"))

    assert taken
    assert (watcher.returncode, health["state"]) == (code, "stopped")
    assert "Traceback" not in said
    assert "Amara" not in said + workspace.log.read_text(encoding="utf-8")


@posix
def test_the_screen_and_the_log_say_how_it_watches_and_why(tmp_path: Path) -> None:
    """The first question of whoever looks after it."""
    workspace = workspaces.make(tmp_path)
    with running(workspace) as watcher:
        watcher.terminate()
        said = watcher.communicate(timeout=60)[1]
    [line] = [one for one in _logged(workspace) if one["event"] == "watching"]

    assert line["mode"] in {"events", "polling"}
    assert line["why"]
    assert str(line["why"]) in said


def test_it_refuses_to_start_with_its_output_inside_its_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would take in its own letters."""
    workspaces.make(tmp_path)
    (tmp_path / "toolkit.toml").write_text('[folders]\noutbox = "intake/out"\n')
    code = main(["--workspace", str(tmp_path), "intake", "--watch"])

    assert code == 2
    assert "outbox is inside the intake" in capsys.readouterr().err


@pytest.mark.parametrize("other", ["--json", "--dry-run"])
def test_watching_goes_with_nothing_that_ends(
    tmp_path: Path, other: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A script that waits for its JSON would wait for ever."""
    workspaces.make(tmp_path)
    code = main(["--workspace", str(tmp_path), "intake", "--watch", other])

    assert code == 2
    assert "--watch" in capsys.readouterr().err


def test_a_log_that_grows_is_rotated(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It must not fill the disk the papers need."""
    monkeypatch.setattr("toolkit.cli.logs._MOST_BYTES", 2000)
    monkeypatch.setattr("toolkit.cli.logs._keep_libraries_quiet", lambda: None)
    with open_log(tmp_path / "logs" / "toolkit.log") as tell:
        for number in range(200):
            tell("taken in", arrival=f"{number:032}")
    capsys.readouterr()
    files = sorted(path.name for path in (tmp_path / "logs").iterdir())

    assert files[0] == "toolkit.log"
    assert len(files) == 10
    assert all(path.stat().st_size < 2500 for path in (tmp_path / "logs").iterdir())


def test_a_log_that_cannot_be_written_is_no_reason_to_stop(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Papers matter more than lines about them."""
    monkeypatch.setattr("toolkit.cli.logs._keep_libraries_quiet", lambda: None)
    (tmp_path / "logs").write_text("not a folder")
    with open_log(tmp_path / "logs" / "toolkit.log") as tell:
        tell("taken in", arrival="1")

    said = capsys.readouterr().err
    assert "cannot be written" in said
    assert "taken in" in said
