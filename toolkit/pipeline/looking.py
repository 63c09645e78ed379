"""One paper, from its bytes to what its answers mean; nothing is kept or decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from toolkit.catalogue import Catalogue, Service
from toolkit.meaning import identity_of, understand
from toolkit.model import Document, Fit, Identity, PaperSort, Understood
from toolkit.recognise import recognise

CONTAINERS = frozenset({PaperSort.MESSAGE, PaperSort.ARCHIVE})


@dataclass(frozen=True, slots=True)
class Looked:
    """A paper as understood, whose it says it is, and what lies inside it.

    `candidates` are the forms it could be when no one form fits.
    """

    understood: Understood
    identity: Identity = field(repr=False)
    opens_case: bool
    candidates: tuple[Fit, ...] = ()
    inside: tuple[Looked, ...] = ()

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


def look(document: Document, catalogue: Catalogue, today: dt.date) -> Looked:
    """Recognise and understand a document and everything inside it."""
    recognised = recognise(document, catalogue.services.values())
    fit = recognised.fit
    service = catalogue.services[fit.service] if fit else None
    looked = looked_at(understand(recognised, service, today), service)
    return replace(
        looked,
        candidates=recognised.candidates,
        inside=tuple(look(paper, catalogue, today) for paper in document.papers),
    )


def looked_at(understood: Understood, service: Service | None) -> Looked:
    """Return an understood paper with whose it is and whether it opens a case."""
    fit = understood.fit
    form = service.form(fit.form) if service and fit else None
    return Looked(
        understood=understood,
        identity=identity_of(understood, service) if service else Identity(),
        opens_case=form is not None and form.opens_case,
    )
