"""Drawing the board again after a command changed something."""

from __future__ import annotations

from collections.abc import Sequence

import click

from toolkit.catalogue import Catalogue
from toolkit.cli.options import now
from toolkit.errors import ExitCode, ToolkitError
from toolkit.pipeline import Desk, draw_board, watcher_of


def redraw(
    desk: Desk, catalogue: Catalogue, stopped: Sequence[ToolkitError] = ()
) -> ExitCode:
    """Draw the board again; when it cannot be drawn, say so and go on.

    A watcher at work draws its own, which says more.
    """
    if watcher_of(desk.workspace) is not None:
        return ExitCode.OK
    try:
        draw_board(desk, catalogue, now(), stopped)
    except ToolkitError as fault:
        click.echo(str(fault), err=True)
        return fault.exit_code
    return ExitCode.OK
