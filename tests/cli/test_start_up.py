from __future__ import annotations

import importlib
import subprocess
import sys

import click
import pytest

from toolkit.cli import COMMANDS, HEADINGS, cli, main

HEAVY = {
    "weasyprint",
    "pikepdf",
    "pypdf",
    "pypdfium2",
    "pdfplumber",
    "docx",
    "docxtpl",
    "jinja2",
    "lxml",
    "marshmallow",
    "sqlalchemy",
    "stdnum",
    "watchdog",
}


def _loaded_after(*arguments: str) -> set[str]:
    code = (
        "import sys\n"
        "from toolkit.cli import main\n"
        f"code = main({list(arguments)!r})\n"
        "print('\\n'.join(sorted({m.partition('.')[0] for m in sys.modules})), "
        "file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_help_loads_no_heavy_library() -> None:
    """Help must answer at once; a heavy library costs up to a second."""
    assert _loaded_after("--help") & HEAVY == set()


def test_a_listing_loads_no_library_that_opens_papers() -> None:
    """Looking at the list of people must not wait for PDF and Word libraries."""
    loaded = _loaded_after("people", "--help")

    assert loaded & (HEAVY - {"marshmallow"}) == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does_in_the_words_of_the_list(name: str) -> None:
    """The list is written apart from the commands, so the two must not drift."""
    module = importlib.import_module(f"toolkit.cli.{COMMANDS[name].module}")
    command = getattr(module, name)

    assert command.short_help == COMMANDS[name].does


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A newcomer copies the example before reading the rest."""
    code = main([name, "--help"])

    shown = capsys.readouterr().out
    assert code == 0
    assert "Example" in shown
    assert f"toolkit {name}" in shown


def test_the_help_lists_every_command_under_its_heading(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A command nobody can find does not exist."""
    main(["--help"])

    shown = capsys.readouterr().out
    assert [h for h in (*HEADINGS, *COMMANDS) if h not in shown] == []


def test_a_slip_on_the_command_line_is_a_usage_fault(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit codes are a public promise: 2 is for usage."""
    code = main(["no-such-command"])

    assert code == 2
    assert "no-such-command" in capsys.readouterr().err


def test_the_group_is_a_click_group() -> None:
    """Other programs may build on the commands."""
    assert isinstance(cli, click.Group)
