"""One pass over the intake: everything dropped is made safe, then read and sorted.

Nothing that is wrong with a definition, a template or a paper keeps another paper from
being made safe. What was made safe and not read yet is read by the next pass.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial

from toolkit.calendar import local_date
from toolkit.casebook import CaseSummary
from toolkit.catalogue import Catalogue
from toolkit.deliver import set_aside
from toolkit.errors import ToolkitError
from toolkit.intake import waiting
from toolkit.model import Arrival, Paper
from toolkit.pipeline.arrivals.looking import Looked, look
from toolkit.pipeline.arrivals.placing import Placer
from toolkit.pipeline.arrivals.replying import reply_to_changed
from toolkit.pipeline.arrivals.reporting import Report, Step
from toolkit.pipeline.arrivals.safekeeping import make_safe, never
from toolkit.pipeline.desk import TOOLKIT, Desk
from toolkit.pipeline.faults import as_ours, noting
from toolkit.reading import Reader

QUIET_FOR = dt.timedelta(seconds=2)
OUR_FAULT = (
    "{fault} Your paper is safe and nothing is wrong with it as far as we know. Please "
    "look at it yourself; put it into the intake again once the toolkit is mended."
)


@dataclass(frozen=True, slots=True)
class Pace:
    """How a pass works that is one of many.

    `reader` gives a reader that stays open when the pass ends. `begin` is called before
    the reading and before the answering; `is_enough` is asked between two arrivals or
    answers, and the rest stays for the next pass. `beat` is called before every paper.
    `answered` remembers how each case stood when it was last seen to have its reply;
    without it, all are looked at. `failed` holds the arrivals tried in vain so far.
    """

    reader: Callable[[Catalogue], Reader] | None = None
    begin: Callable[[], object] = never
    is_enough: Callable[[], bool] = never
    beat: Callable[[], object] = never
    answered: dict[str, CaseSummary] | None = None
    failed: set[str] = field(default_factory=set)


def take_in(
    desk: Desk,
    definitions: Callable[[], Catalogue],
    now: dt.datetime,
    quiet_for: dt.timedelta = QUIET_FOR,
) -> Report:
    """Take in what is waiting, once, as far as it can go without a person.

    Args:
        desk: The workspace.
        definitions: Loads the catalogue; called only after everything is safe.
        now: The moment this is.
        quiet_for: How long a thing must have lain unchanged before it is taken.
    """
    report = Report()
    dropped = waiting(desk.workspace.intake, now=now, quiet_for=quiet_for)
    make_safe(desk, dropped, report, now)
    go_on(desk, definitions, report, now)
    return report


def go_on(
    desk: Desk,
    definitions: Callable[[], Catalogue],
    report: Report,
    now: dt.datetime,
    pace: Pace | None = None,
) -> None:
    """Read what is safe and not read yet, and draft the replies that follow."""
    pace = pace or Pace()
    with noting(report.stop):
        catalogue = definitions()
        pace.begin()
        read_all(desk, catalogue, report, now, pace)
        pace.begin()
        reply_to_changed(
            desk,
            catalogue,
            report,
            now,
            answered=pace.answered,
            is_enough=pace.is_enough,
        )


def read_all(
    desk: Desk,
    catalogue: Catalogue,
    report: Report,
    now: dt.datetime,
    pace: Pace | None = None,
) -> None:
    """Read and sort every arrival that is safe and not read yet.

    What stops one arrival does not stop the others. One that could not be stored now is
    read again by the next pass.
    """
    unread = desk.casebook.arrivals_waiting_to_be_read()
    if not unread:
        return
    pace = pace or Pace()
    # Those that could not be read before come last: nobody waits for a broken one.
    queue = sorted(unread, key=lambda arrival: arrival.id in pace.failed)
    with _open_reader(catalogue, pace) as reader:
        look_at = partial(_look_at, reader, desk, catalogue, now, pace.beat)
        for number, arrival in enumerate(queue):
            if number and pace.is_enough():
                report.more = True
                return
            pace.failed.add(arrival.id)
            with noting(report.stop):
                _read_one(look_at, desk, catalogue, arrival, now, report)
                pace.failed.discard(arrival.id)


def _open_reader(catalogue: Catalogue, pace: Pace) -> AbstractContextManager[Reader]:
    if pace.reader is None:
        return Reader(issued=catalogue.issued())
    return nullcontext(pace.reader(catalogue))


def _read_one(
    look_at: Callable[[Paper], Looked],
    desk: Desk,
    catalogue: Catalogue,
    arrival: Arrival,
    now: dt.datetime,
    report: Report,
) -> None:
    """Read and sort one arrival; a fault of ours sets it aside and blames nobody."""
    mine = Report()  # what is undone must not be told
    try:
        papers = [leaf for paper in arrival.papers for leaf in look_at(paper).leaves()]
        with desk.casebook.step(_versions(catalogue)):
            Placer(desk, catalogue, mine, now).sort(arrival, papers)
    except (ToolkitError, OSError, MemoryError):
        raise  # of the computer or the definitions, and tried again
    except Exception as fault:  # noqa: BLE001 - our bug must not stop the others
        _own_up(desk, arrival, as_ours(fault), report, now)
        return
    report.include(mine)


def _own_up(
    desk: Desk,
    arrival: Arrival,
    fault: ToolkitError,
    report: Report,
    now: dt.datetime,
) -> None:
    """Lay an arrival that found a fault of ours before a person."""
    report.stop(fault)
    why = OUR_FAULT.format(fault=fault.sentence)
    for paper in arrival.papers:
        contents = desk.vault.contents(paper.sha256)
        set_aside(contents, paper.name, desk.workspace.outbox, why)
    desk.casebook.record_set_aside(arrival.id, why, by=TOOLKIT, at=now)
    report.add(Step.SET_ASIDE, name=arrival.name, note=why, arrival=arrival.id)


def _look_at(
    reader: Reader,
    desk: Desk,
    catalogue: Catalogue,
    now: dt.datetime,
    beat: Callable[[], object],
    paper: Paper,
) -> Looked:
    beat()
    document = reader.read(desk.vault.open(paper.sha256), paper.name)
    return look(document, catalogue, local_date(now))


def _versions(catalogue: Catalogue) -> dict[str, str]:
    return {name: service.version for name, service in catalogue.services.items()}
