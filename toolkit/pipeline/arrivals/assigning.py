"""A person says whose a waiting paper is, or takes that back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.casebook import CaseSummary, PaperPlace, PaperState, WaitingPaper, tidy
from toolkit.catalogue import Catalogue
from toolkit.errors import CannotDo
from toolkit.matching import about_another
from toolkit.model import Case, Identity
from toolkit.pipeline.arrivals.looking import Looked
from toolkit.pipeline.arrivals.placing import Placer
from toolkit.pipeline.arrivals.referring import is_named
from toolkit.pipeline.arrivals.replying import reply_to_changed
from toolkit.pipeline.arrivals.reporting import Report
from toolkit.pipeline.arrivals.sorting import Bundle, sort_out
from toolkit.pipeline.arrivals.together import Beside, Landed
from toolkit.pipeline.cases.checking import check_case, whole_case
from toolkit.pipeline.desk import Desk

NEW = "new"
SHORTEST = 4  # characters of a hash or an arrival's id that name one


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case a waiting paper could belong to, and whose that case is."""

    ref: str
    status: str
    identity: Identity


@dataclass(frozen=True, slots=True)
class Waiter:
    """A waiting paper with its number on the list, and both sides of the question.

    `together` are the numbers of the other waiting papers that landed together with it
    and name the same pupil.
    """

    number: int
    held: WaitingPaper
    looked: Looked | None
    candidates: tuple[Candidate, ...] = ()
    together: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenOff:
    """A paper taken off a case: how the case stands now, and what may quote the paper.

    `documents` are those written since the paper joined, by their place in the outbox.
    """

    case: Case
    documents: tuple[str, ...]
    leaves_no_request: bool


def waiting_list(desk: Desk, catalogue: Catalogue) -> tuple[Waiter, ...]:
    """Return the papers that wait for a person, numbered from 1, the oldest first.

    Each comes with the cases it could belong to: when it arrived, now, and by what
    landed together with it.
    """
    placer = _looking(desk, catalogue)
    waiters = with_offers(desk, catalogue, desk.casebook.waiting_papers())
    cases = {case.ref: case for case in desk.casebook.cases()}
    listed = []
    for waiter in waiters:
        now = placer.candidates_now(waiter.looked) if waiter.looked else ()
        known = {candidate.ref for candidate in waiter.candidates}
        more = tuple(_candidate(cases[ref]) for ref in now if ref not in known)
        listed.append(replace(waiter, candidates=(*waiter.candidates, *more)))
    return tuple(listed)


def with_offers(
    desk: Desk, catalogue: Catalogue, papers: Sequence[WaitingPaper]
) -> tuple[Waiter, ...]:
    """Return waiting papers, numbered from 1, with what landed together with each.

    They come with the cases each could belong to when it arrived, and with those of
    what landed together with it; whether another case was opened since is not asked.
    """
    placer = _looking(desk, catalogue)
    landed = [Landed(held, placer.look_at(held)) for held in papers]
    cases = {case.ref: case for case in desk.casebook.cases()}
    pupils = {ref: c.identity for ref, c in cases.items() if not c.status.is_over}
    joined = desk.casebook.places(PaperState.JOINED) if papers else ()
    beside = Beside(landed, joined, pupils, desk.workspace.watching.quiet_for)
    numbers = {one.key: number for number, one in enumerate(landed, start=1)}
    waiters = []
    for one in landed:
        company = beside.company_of(one)
        refs = (*one.held.candidates, *company.refs, one.held.taken_off)
        offered = (cases[ref] for ref in dict.fromkeys(refs) if ref in cases)
        candidates = tuple(map(_candidate, offered))
        others = tuple(sorted(numbers[key] for key in company.papers))
        number = numbers[one.key]
        waiters.append(Waiter(number, one.held, one.looked, candidates, others))
    return tuple(waiters)


def _candidate(case: CaseSummary) -> Candidate:
    return Candidate(case.ref, case.status.value, case.identity)


def _looking(desk: Desk, catalogue: Catalogue) -> Placer:
    return Placer(desk, catalogue, Report(), _NEVER)


_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)  # looking records nothing


def chosen(waiters: Sequence[Waiter], paper: str) -> tuple[Waiter, ...]:
    """Return the waiting papers somebody means: one, all of one arrival, or several.

    Args:
        waiters: The list.
        paper: A number of the list, or the beginning of a paper's hash or of an
            arrival's id; several with commas between.

    Raises:
        CannotDo: If none is meant, or it cannot be told which.
    """
    tokens = [token for token in paper.split(",") if token.strip()] or [paper]
    found = (waiter for token in tokens for waiter in _meant(waiters, token))
    return tuple({waiter.number: waiter for waiter in found}.values())


def _meant(waiters: Sequence[Waiter], paper: str) -> tuple[Waiter, ...]:
    token = paper.strip().lower()
    one = [w for w in waiters if _is_meant(w, token)]
    arrived = [w for w in waiters if w.held.arrival.startswith(token)]
    found = tuple(one or (arrived if len(token) >= SHORTEST else []))
    if not found:
        raise CannotDo(
            f"No waiting paper is meant by “{paper}”.",
            remedy="See `toolkit match` for the papers that wait, with their numbers.",
        )
    if len(one) > 1 or len({w.held.arrival for w in found}) > 1:
        raise CannotDo(
            f"“{paper}” could mean several waiting papers.",
            remedy="Give more of its characters, or its number from `toolkit match`.",
        )
    return found


def _is_meant(waiter: Waiter, token: str) -> bool:
    if token.isdigit() and len(token) < SHORTEST:
        return waiter.number == int(token)
    return len(token) >= SHORTEST and is_named(token, waiter.held.paper.sha256)


def give(
    desk: Desk,
    catalogue: Catalogue,
    papers: Sequence[Waiter],
    ref: str,
    *,
    by: str,
    now: dt.datetime,
) -> Report:
    """Put waiting papers with the case a person names, or open a new one for them.

    What came with a request and goes with it goes along. The case is checked again,
    other waiting papers are looked at again, and the reply is drafted.

    Args:
        desk: The workspace.
        catalogue: The definitions.
        papers: As `chosen`.
        ref: A case's reference, or `new`.
        by: The person who says so.
        now: When.

    Raises:
        CannotDo: If there is no such case, or nothing that could open a new one.
    """
    report = Report()
    placer = Placer(desk, catalogue, report, now, by)
    with desk.casebook.step():
        going = _still_waiting(desk, catalogue, papers)
        if ref.lower() == NEW:
            bundle, came, at = _request(going, papers)
            ref = placer.open(came, bundle, at)
            going = tuple(w for w in going if w.held.arrival != came)
        else:
            ref = whole_case(desk, catalogue, ref).ref
        for arrival in dict.fromkeys(waiter.held.arrival for waiter in going):
            its = [w.looked for w in going if w.held.arrival == arrival]
            placer.join(ref, arrival, [looked for looked in its if looked])
        placer.look_again()
    reply_to_changed(desk, catalogue, report, now)
    return report


def speaks_against(papers: Sequence[Waiter], case: Case) -> bool:
    """Whether something on the papers is plainly another child's than the case's."""
    return any(
        about_another(waiter.looked.identity, case.identity)
        for waiter in papers
        if waiter.looked
    )


def take_off(
    desk: Desk,
    catalogue: Catalogue,
    place: PaperPlace,
    why: str,
    *,
    by: str,
    now: dt.datetime,
) -> TakenOff:
    """Take a paper off its case; it waits for a person again, and for no rule.

    Raises:
        CannotDo: If the case is not there.
    """
    before = whole_case(desk, catalogue, place.ref)
    [joined] = (p.at for p in before.papers if p.paper.sha256 == place.sha256)
    with desk.casebook.step():
        desk.casebook.take_off(place, why, by=by, at=now)
        case = check_case(desk, catalogue, place.ref, now)
    forms = {
        f.key for s in catalogue.services.values() for f in s.forms if f.opens_case
    }
    return TakenOff(
        case,
        tuple(made.path for made in case.documents if made.path and made.at >= joined),
        leaves_no_request=not any(paper.form in forms for paper in case.papers),
    )


def joined_paper(desk: Desk, paper: str, ref: str = "") -> PaperPlace:
    """Return the paper of a case that somebody means.

    Args:
        desk: The workspace.
        paper: The beginning of its hash, or of the id of an arrival with one paper.
        ref: The case, where a paper is in two.

    Raises:
        CannotDo: If none or several fit.
    """
    token = paper.strip().lower()
    found = tuple(_joined(desk, token, tidy(ref))) if len(token) >= SHORTEST else ()
    if not found:
        raise CannotDo(
            f"No paper of a case is meant by “{paper}”.",
            remedy="See `toolkit case REF` for its papers, each with how to name it.",
        )
    if len(found) > 1:
        raise CannotDo(
            f"“{paper}” could mean several papers of a case.",
            remedy="Give more of its characters, or name its case with --case.",
        )
    return found[0]


def _joined(desk: Desk, token: str, ref: str) -> Iterator[PaperPlace]:
    seen: set[tuple[str, str]] = set()
    for place in desk.casebook.places(PaperState.JOINED):
        named = is_named(token, place.sha256) or place.arrival.startswith(token)
        key = (place.sha256, place.ref)
        if named and ref in {"", place.ref} and key not in seen:
            seen.add(key)
            yield place


def _request(
    going: Sequence[Waiter], papers: Sequence[Waiter]
) -> tuple[Bundle, str, dt.datetime]:
    """Return the request among the papers with what goes along, and how it came."""
    openers = [w for w in papers if w.looked and w.looked.opens_case]
    if len(openers) != 1 or openers[0].looked is None:
        raise CannotDo(
            "A new case is opened by one request, and this is none."
            if not openers
            else "These are several requests, and each opens a case of its own.",
            remedy="Name the request itself, by its number from `toolkit match`.",
        )
    opener = openers[0]
    came_with = [w for w in going if w.held.arrival == opener.held.arrival]
    with_it = _with_their_company(came_with, [opener])
    others = [w.looked for w in with_it if w.looked]
    others = [o for o in others if o.document.id != opener.held.paper.sha256]
    bundle = Bundle(openers[0].looked, tuple(others))
    return bundle, opener.held.arrival, opener.held.at


def _still_waiting(
    desk: Desk, catalogue: Catalogue, papers: Sequence[Waiter]
) -> tuple[Waiter, ...]:
    """Return papers, with those that go along, as they wait at this moment.

    Raises:
        CannotDo: If somebody else was quicker, or what is on one was erased.
    """
    going = _with_their_company(waiting_list(desk, catalogue), papers)
    there = {w.held.paper.sha256 for w in going}
    if not there.issuperset(w.held.paper.sha256 for w in papers):
        raise CannotDo(
            "That paper waits no longer, or what was on it has been erased.",
            remedy="See `toolkit match` for the papers that wait.",
        )
    return going


def _with_their_company(
    waiters: Sequence[Waiter], papers: Sequence[Waiter]
) -> tuple[Waiter, ...]:
    """Return papers with those of their arrival that go with a request among them."""
    named = {(w.held.arrival, w.held.paper.sha256) for w in papers}
    for arrival in {w.held.arrival for w in papers}:
        came = [w.looked for w in waiters if w.held.arrival == arrival and w.looked]
        for bundle in sort_out(came)[0]:
            if (arrival, bundle.opener.document.id) in named:
                named |= {(arrival, paper.document.id) for paper in bundle.others}
    return tuple(
        w
        for w in waiters
        if w.looked and (w.held.arrival, w.held.paper.sha256) in named
    )
