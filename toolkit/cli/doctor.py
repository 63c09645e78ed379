"""`toolkit doctor`: is everything as it should be."""

from __future__ import annotations

from dataclasses import dataclass

import click

from toolkit.catalogue import builtin_root
from toolkit.cli.options import as_json, chosen_workspace
from toolkit.cli.printing import print_json
from toolkit.errors import CannotDo, ExitCode, ToolkitError
from toolkit.telling import Json
from toolkit.workspace import Workspace

_GET_PANGO = "Install Pango (Debian: libpango-1.0-0 libpangoft2-1.0-0), then try again."


@click.command(short_help="See whether everything is as it should be.")
@as_json
@click.pass_context
def doctor(context: click.Context, *, json: bool) -> int:
    """See whether everything is as it should be, and what to do where it is not.

    It looks at fonts, Pango, Tesseract, the folders and their disks, the casebook, and
    how the intake is watched and why. A trial file is written into each folder and
    removed; nothing else is changed.

    \b
    Example:  toolkit --workspace desk doctor
    """
    examined = _examined(context)
    is_bad = any(one.is_bad for one in examined)
    if json:
        print_json({"ok": not is_bad, "checks": [_told(one) for one in examined]})
    else:
        for one in examined:
            click.echo(f"{_state(one):8} {one.what}: {one.says}.")
            if one.remedy:
                click.echo(f"{'':8} {one.remedy}")
    return ExitCode.FINDINGS if is_bad else ExitCode.OK


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the answer."""

    what: str
    says: str
    remedy: str
    is_bad: bool


def _examined(context: click.Context) -> list[_Line]:
    try:
        # Without Pango not even this can be imported.
        from toolkit.pipeline.upkeep.examining import (
            examine_computer,
            examine_workspace,
        )
    except OSError:
        return [_Line("Pango", "it is not there", _GET_PANGO, is_bad=True)]
    workspace, wrong = _workspace(context)
    roots = (builtin_root(),) if workspace is None else workspace.definition_roots
    seen = list(examine_computer(roots))
    seen += [] if workspace is None else examine_workspace(workspace)
    lines = [_Line(s.what, s.says, s.remedy, is_bad=bool(s.remedy)) for s in seen]
    return lines if wrong is None else [*lines, wrong]


def _workspace(context: click.Context) -> tuple[Workspace | None, _Line | None]:
    """Return the workspace; without one, what to say instead."""
    try:
        return chosen_workspace(context), None
    except CannotDo as none:
        says = none.sentence.rstrip(".")
        return None, _Line("workspace", says, none.remedy, is_bad=False)
    except ToolkitError as fault:
        says = fault.sentence.rstrip(".")
        return None, _Line("settings", says, fault.remedy, is_bad=True)


def _state(line: _Line) -> str:
    return "problem" if line.is_bad else "ok"


def _told(line: _Line) -> Json:
    return {
        "what": line.what,
        "state": _state(line),
        "says": line.says,
        "remedy": line.remedy or None,
    }
