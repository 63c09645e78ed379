"""The commands: options, words on a screen, the clock and the exit codes.

A command's module is imported only when that command runs, so that `--help` is quick.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from toolkit.cli.listing import COMMANDS, HEADINGS, LazyGroup
from toolkit.errors import ExitCode, ToolkitError

__all__ = ["COMMANDS", "HEADINGS", "cli", "main"]

WORKSPACE_VARIABLE = "TOOLKIT_WORKSPACE"


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
)
@click.option(
    "--workspace",
    type=click.Path(file_okay=False, path_type=Path),
    envvar=WORKSPACE_VARIABLE,
    default=Path(),
    metavar="DIR",
    help="The workspace; otherwise TOOLKIT_WORKSPACE, otherwise this folder.",
)
@click.version_option(package_name="medical-absence-toolkit")
@click.pass_context
def cli(context: click.Context, workspace: Path) -> None:
    """Turn the forms schools send into checked cases, fair decisions and letters.

    \b
    A first look:   toolkit demo trial
    Your own desk:  toolkit init desk, drop forms into desk/intake, then
                    toolkit --workspace desk intake
    """
    context.obj = workspace


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        answer = cli(args=arguments, prog_name="toolkit", standalone_mode=False)
        return int(answer or ExitCode.OK)
    except ToolkitError as error:
        click.echo(str(error), err=True)
        return int(error.exit_code)
    except click.ClickException as error:
        error.show()
        return int(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo(
            "Stopped. What was finished is kept; run it again to go on.", err=True
        )
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has gone (`toolkit cases | head`): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.OK)
    except Exception as fault:  # noqa: BLE001 - the one place that answers for our bugs
        click.echo(_own_up(fault), err=True)
        return int(ExitCode.TOOLKIT_FAULT)


def _own_up(fault: Exception) -> str:
    """Write a report without anybody's data in it; return what the person reads."""
    now = dt.datetime.now(dt.UTC)
    frames = traceback.extract_tb(fault.__traceback__)
    # The message of an exception may quote a paper, so only its type is kept.
    lines = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    report = Path(f"toolkit-fault-{now:%Y%m%dT%H%M%SZ}.txt").absolute()
    sentence = "This is a fault in the toolkit, not in what you gave it."
    try:
        report.write_text(
            "\n".join([type(fault).__name__, *lines, ""]), encoding="utf-8"
        )
    except OSError:
        return "\n".join([sentence, type(fault).__name__, *lines])
    return f"{sentence} Please send this report to its makers: {report}"
