"""The recipes in docs/how-to/run-it-as-a-service.md, tried as far as this goes here."""

from __future__ import annotations

import configparser
import datetime as dt
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.cli import main
from toolkit.errors import ExitCode
from toolkit.pipeline.watching.health import WATCHING, Health

_PAGE = (
    Path(__file__).parent.parent / "docs" / "how-to" / "run-it-as-a-service.md"
).read_text(encoding="utf-8")
_UNIT = re.findall(r"```ini\n(.*?)```", _PAGE, re.DOTALL)[0]
_MONITOR = re.findall(r"<<'PY'\n(.*?)\nPY\n", _PAGE, re.DOTALL)[0]
NOW = dt.datetime.now(dt.UTC)  # noqa: TID251 - the recipe asks the clock itself


def service() -> configparser.SectionProxy:
    """Return the unit's part about the program."""
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(_UNIT)
    return unit["Service"]


def test_the_unit_starts_a_command_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody copies it as it stands."""
    program, *options = service()["ExecStart"].split()

    assert program.endswith("/bin/toolkit")
    assert main([*options, "--help"]) == ExitCode.OK
    assert "--watch" in capsys.readouterr().out


def test_the_unit_does_not_start_again_what_only_a_person_can_mend() -> None:
    """A wrong setting would fill the log all night."""
    kept_down = {int(code) for code in service()["RestartPreventExitStatus"].split()}

    assert kept_down == {ExitCode.USAGE, ExitCode.BAD_DEFINITION}
    assert service()["Restart"] == "always"


def test_the_unit_lets_a_paper_be_finished_before_it_kills() -> None:
    """A paper may take two minutes to read, and only the watcher gets the signal."""
    assert int(service()["TimeoutStopSec"]) > 120
    assert service()["KillMode"] == "mixed"


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd is not installed here"
)
def test_systemd_finds_no_fault_in_the_unit(tmp_path: Path) -> None:
    """A misspelt line would be passed over and said only in the journal."""
    program = Path(sys.executable).with_name("toolkit")
    unit = _UNIT.replace("/opt/toolkit/.venv/bin/toolkit", str(program))
    unit = unit.replace("User=toolkit\n", "")  # there is no such account here
    file = tmp_path / "toolkit-intake.service"
    file.write_text(unit, encoding="utf-8")
    analyze = shutil.which("systemd-analyze")
    assert analyze is not None

    said = subprocess.run(
        [analyze, "verify", str(file)], check=False, capture_output=True, text=True
    )

    assert file.name not in said.stderr, said.stderr


@pytest.mark.parametrize(
    ("alive_for", "problems", "is_well"),
    [
        pytest.param(3600, [], True, id="alive and well"),
        pytest.param(-60, [], False, id="nobody watches"),
        pytest.param(
            3600, [{"sentence": "Full.", "remedy": ""}], False, id="a problem"
        ),
    ],
)
def test_the_monitor_of_the_page_tells_well_from_ill(
    tmp_path: Path, alive_for: int, problems: list[object], *, is_well: bool
) -> None:
    """It is what calls somebody at night."""
    until = NOW + dt.timedelta(seconds=alive_for)
    health = Health(WATCHING, "events", "it was tried", NOW, until, 1)
    told = json.loads(health.as_json()) | {"problems": problems}
    (tmp_path / "health.json").write_text(json.dumps(told), encoding="utf-8")
    script = _MONITOR.replace(
        "/var/lib/toolkit/desk/outbox/health.json", str(tmp_path / "health.json")
    )

    done = subprocess.run([sys.executable, "-c", script], check=False)

    assert str(tmp_path) in script
    assert (done.returncode == 0) is is_well
