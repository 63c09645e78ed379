"""One paper, from its bytes to what its answers mean; nothing is kept or decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, field, replace

from toolkit.catalogue import Catalogue, Service
from toolkit.meaning import identity_of, understand
from toolkit.model import (
    Answer,
    Document,
    Fit,
    Identity,
    PaperSort,
    Route,
    Understood,
)
from toolkit.pipeline.arrivals.referring import references_on
from toolkit.recognise import recognise

CONTAINERS = frozenset({PaperSort.MESSAGE, PaperSort.ARCHIVE})


@dataclass(frozen=True, slots=True)
class Looked:
    """A paper as understood, whose it says it is, and what lies inside it.

    `candidates` are the forms it could be when no one form fits. `is_doubtful` is
    whether it may be about somebody else as well: two names, two dates of birth.
    """

    understood: Understood
    identity: Identity = field(repr=False)
    opens_case: bool
    candidates: tuple[Fit, ...] = ()
    inside: tuple[Looked, ...] = ()
    is_doubtful: bool = False

    @property
    def service(self) -> str:
        """The key of the service it is a paper of; empty when none is known."""
        fit = self.understood.fit
        return fit.service if fit else ""

    @property
    def document(self) -> Document:
        """What is on the paper."""
        return self.understood.document

    def leaves(self) -> Iterator[Looked]:
        """Yield the papers themselves: what a message or an archive carries, not it.

        A message that carries nothing is a paper itself.
        """
        if not self.inside:
            yield self
        for paper in self.inside:
            yield from paper.leaves()


def look(
    document: Document,
    catalogue: Catalogue,
    today: dt.date,
    around: Iterable[str] = (),
) -> Looked:
    """Recognise and understand a document and everything inside it.

    `around` are the case references of what it came in: a message's subject, the name
    of a zip.
    """
    recognised = recognise(document, catalogue.services.values())
    fit = recognised.fit
    service = catalogue.services[fit.service] if fit else None
    refs = tuple(dict.fromkeys((*around, *references_on(document))))
    looked = looked_at(understand(recognised, service, today), service, refs)
    return replace(
        looked,
        candidates=recognised.candidates,
        inside=tuple(look(paper, catalogue, today, refs) for paper in document.papers),
    )


def looked_at(
    understood: Understood, service: Service | None, refs: Iterable[str] | None = None
) -> Looked:
    """Return an understood paper with whose it is and whether it opens a case.

    Args:
        understood: The paper.
        service: Whose paper it is, if it is any service's.
        refs: The case references it carries or came with; its own when not given.
    """
    fit = understood.fit
    form = service.form(fit.form) if service and fit else None
    identity = identity_of(understood, service) if service else Identity()
    known = references_on(understood.document) if refs is None else refs
    every = dict.fromkeys((*references_on(identity.case_ref), *known))
    return Looked(
        understood=understood,
        identity=replace(
            identity,
            case_ref=" ".join(every),
            school=_words(understood, _SCHOOL) if form else "",
        ),
        opens_case=form is not None and form.opens_case,
        is_doubtful=service is not None and _is_doubtful(understood, service),
    )


_SCHOOL = "school_name"
_UNSURE = 0.5  # of a name or a date of birth where a letter gives two


def _is_doubtful(understood: Understood, service: Service) -> bool:
    """Whether a letter gives two names or two birthdays, so far as reading can tell.

    Everything a machine read asks for a look; that alone is no doubt of this sort.
    """
    form = understood.fit.form if understood.fit else ""
    sort = next((s for s in service.letter_sorts if s.key == form), None)
    keys = astuple(sort.identity) if sort else ()
    answers = (understood.answers.get(key) for key in keys)
    return any(_is_unsure(answer) for answer in answers if answer is not None)


def _is_unsure(answer: Answer) -> bool:
    mark = answer.mark
    by_machine = mark.how is Route.MACHINE
    return mark.ask and (not by_machine or mark.confidence <= _UNSURE)


def _words(understood: Understood, key: str) -> str:
    answer = understood.answers.get(key)
    return str(answer.value) if answer and answer.value is not None else ""
