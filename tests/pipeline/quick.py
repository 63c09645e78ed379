"""Cases opened from answers as they would be read, without making a file first."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

from tests.pipeline.desks import NOW, SERVICE, Trial, answers_of, catalogue
from toolkit.casebook import NewCase
from toolkit.meaning import answers_to
from toolkit.model import (
    Arrival,
    ArrivalKind,
    Document,
    Fit,
    Paper,
    PaperSort,
    Understood,
)
from toolkit.pipeline.arrivals.looking import looked_at
from toolkit.pipeline.cases.checking import check_case

Written = Mapping[str, str | bool]
REQUEST, CONSENT, BASELINE = "service-request", "consent", "baseline"


def understood(form: str, answers: Written, on: dt.date) -> Understood:
    """Return a form of ours as it would be understood with these answers."""
    service = catalogue().service(SERVICE)
    found = service.form(form)
    assert found is not None
    told = {key: _text(said) for key, said in answers.items()}
    read = answers_to(found.questions(), told, on)
    digest = hashlib.sha256(repr((form, told)).encode()).hexdigest()
    document = Document(f"{form}.pdf", digest, 1, PaperSort.PDF_FORM, 1, ())
    return Understood(document, Fit(SERVICE, form, "2026", "fields", 1.0), read)


def opened(at: Trial, *papers: Understood, now: dt.datetime = NOW) -> str:
    """Open a case with papers, the request first, check it and return its reference."""
    book, service = at.desk.casebook, catalogue().service(SERVICE)
    kept = tuple(Paper(p.document.sha256, p.document.name, 1) for p in papers)
    name = f"arrival-{len(book.cases()) + 1}"
    arrival = Arrival(name, ArrivalKind.FOLDER, "post", now, kept)
    book.record_arrival(arrival, by="toolkit")
    book.record_read(name, papers, by="toolkit", at=now)
    identity = looked_at(papers[0], service, ()).identity
    hashes = tuple(p.document.id for p in papers)
    new = NewCase(service.key, service.prefix, name, identity, hashes)
    ref = book.open_case(new, by="toolkit", at=now)
    check_case(at.desk, catalogue(), ref, now)
    return ref


def amaras_case(at: Trial, **changed: str | bool) -> str:
    """Open the case of one request that brings nothing else, and return its reference.

    `changed` are answers of hers that are otherwise.
    """
    answers = {**answers_of("Amara"), **changed}
    return opened(at, understood(REQUEST, answers, NOW.date()))


def _text(said: str | bool) -> str:  # noqa: FBT001 - a tick, as the samples write it
    return said if isinstance(said, str) else "yes" if said else "no"
