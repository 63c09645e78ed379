"""The sheet of outcomes: one row for each case of the meeting."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.catalogue import Service
from toolkit.drafting import Situation, full_name, initials
from toolkit.model import Case
from toolkit.pipeline.meetings.agenda import Agenda
from toolkit.sheets import Column, Table, write
from toolkit.sheets.table import Written

REFERENCE, OUTCOME, REASONS = "reference", "outcome", "reasons"
NOTE, WORDS, DESPITE, AS_OF = "note", "words", "despite", "as of"
DISCUSSED = "discussed"
"""What the meeting may say beside a decision: talked about, and not decided yet."""

LAPSE = "lapse"

_NEVER_HERE = frozenset({"close", "reopen"})


def outcomes_for(service: Service) -> tuple[str, ...]:
    """Return the outcomes a meeting may choose from, in the service's own order."""
    decisions = (d.outcome for d in service.decisions)
    return (*(o for o in decisions if o not in _NEVER_HERE), DISCUSSED)


def outcome_sheet(agenda: Agenda, suffix: str) -> bytes:
    """Return the sheet to fill in at the meeting, as `csv` or `xlsx`.

    Cases that wait for information are not on it: there is nothing to decide yet.
    A workbook also lists the reasons by their codes, and says what each outcome does.
    """
    service = agenda.service
    table = Table(
        f"Meeting {agenda.day.isoformat()}",
        (
            Column(REFERENCE, width=20),
            Column("initials"),
            Column("proposed", about="Proposed by the rules, not decided."),
            Column(
                OUTCOME,
                outcomes_for(service),
                about="Leave it empty if the case was not reached.",
            ),
            Column(
                REASONS,
                width=44,
                about="Codes from the sheet “Reasons”, with a space or comma between.",
            ),
            Column(NOTE, notes=True, about="For the case file; not for letters."),
            Column(WORDS, notes=True, about="For the letters, in your own words."),
            Column(
                DESPITE,
                notes=True,
                about="Why, where the decision goes against what the rules found.",
            ),
            Column(AS_OF, about="What the papers showed. Please leave it as it is."),
        ),
        list(_rows(agenda)),
    )
    return write(table, suffix, _reasons(service), _outcomes(service))


def as_of(case: Case) -> str:
    """Return how far a case's history had come, as the sheet keeps it."""
    return str(case.events[-1].seq) if case.events else "0"


def _rows(agenda: Agenda) -> Iterator[tuple[Written, ...]]:
    """Yield the cases with a page, then those of the lists that may be decided."""
    for case in (*agenda.discussing, *agenda.deferred):
        yield _row(agenda, case, case.proposed.outcome if case.proposed else "")
    for case in agenda.lapsing:
        yield _row(agenda, case, LAPSE)


def _row(agenda: Agenda, case: Case, proposed: str) -> tuple[Written, ...]:
    name = full_name(Situation(case, agenda.service, agenda.day, ()))
    return (case.ref, initials(name), proposed, "", "", "", "", "", as_of(case))


def _reasons(service: Service) -> Table:
    rows = [(reason.code, reason.label) for reason in service.reasons]
    columns = (Column("code", width=44), Column("what it says", notes=True))
    return Table("Reasons", columns, rows)


def _outcomes(service: Service) -> Table:
    columns = (Column(OUTCOME, width=14), Column("what it does", notes=True))
    return Table("Outcomes", columns, list(_told(service)))


def _told(service: Service) -> Iterator[tuple[str, str]]:
    for outcome in outcomes_for(service):
        kind = service.decision(outcome)
        if kind is not None:
            yield outcome, kind.label
    yield DISCUSSED, "Talked about, and not decided yet; it stays on the list"
