"""Documents of a case: worked out whole, laid in the outbox, and recorded."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.calendar import local_date
from toolkit.catalogue import Catalogue, DocumentTemplate, Service
from toolkit.compose import message, write
from toolkit.deliver import Mail, draft_mail, lay_down
from toolkit.drafting import Situation, orders
from toolkit.due import DONE, due
from toolkit.due.evidence import HARD, SOFT
from toolkit.due.meetings import Meeting
from toolkit.due.supporting import REVIEW
from toolkit.errors import BeyondCalendar, CannotDo, MissingFact, ToolkitError
from toolkit.model import Case, Letter, LetterOrder, MadeDocument
from toolkit.pipeline.cases.checking import coming, service_of
from toolkit.pipeline.desk import TOOLKIT, Desk

MAIL, CALENDAR = "eml", "ics"

# The day that has to come for a letter, by the name its facts go by.
_AHEAD = {SOFT: "evidence", HARD: "evidence_question", REVIEW: "review"}


@dataclass(frozen=True, slots=True)
class Drafts:
    """What was laid down for a case, and what could not be written and why."""

    made: tuple[MadeDocument, ...]
    refused: tuple[ToolkitError, ...]


def draft(
    desk: Desk,
    catalogue: Catalogue,
    case: Case,
    documents: Iterable[str],
    now: dt.datetime,
    extra: Mapping[str, object] | None = None,
) -> Drafts:
    """Write documents for a case, lay them in its folder and record them.

    Each document is worked out in all its formats before any of it is laid down. One
    that needs a fact nobody has given is refused, and the others are still written.
    E-mails come last, so that they can carry the letters.
    """
    try:
        writer = _Writer(desk, catalogue, case, now, extra or {})
    except ToolkitError as fault:
        return Drafts((), (fault,))
    templates = [template_of(catalogue, key) for key in documents]
    templates.sort(key=lambda template: MAIL in template.formats)
    made: list[MadeDocument] = []
    refused: list[ToolkitError] = []
    for template in templates:
        try:
            made += writer.write(template)
        except ToolkitError as fault:
            refused.append(fault)
    return Drafts(tuple(made), tuple(refused))


def template_of(catalogue: Catalogue, key: str) -> DocumentTemplate:
    """Return one document's template.

    Raises:
        CannotDo: If there is no such document.
    """
    if key not in catalogue.documents:
        known = ", ".join(sorted(catalogue.documents))
        raise CannotDo(
            f"There is no document “{key}”.", remedy=f"The documents are: {known}."
        )
    return catalogue.documents[key]


def ahead(case: Case, service: Service, today: dt.date) -> dict[str, dt.date]:
    """Return the days on which evidence and a review are due; empty if unknown."""
    try:
        listed = due(case, service, today)
    except BeyondCalendar:
        return {}
    return {
        _AHEAD[deadline.what]: deadline.due
        for deadline in listed
        if deadline.what in _AHEAD and deadline.state != DONE
    }


class _Writer:
    """Writes one case's documents, keeping the letters that an e-mail may carry."""

    def __init__(
        self,
        desk: Desk,
        catalogue: Catalogue,
        case: Case,
        now: dt.datetime,
        extra: Mapping[str, object],
    ) -> None:
        self._desk, self._catalogue, self._case, self._now = desk, catalogue, case, now
        service = service_of(catalogue, case)
        self._situation = Situation(
            case,
            service,
            local_date(now),
            coming(case, service, now),
            extra,
            ahead(case, service, local_date(now)),
        )
        self._letters: list[Letter] = []

    def write(self, template: DocumentTemplate) -> list[MadeDocument]:
        """Work the document out, lay it down and record it."""
        version = self._desk.casebook.next_version(self._case.ref, template.key)
        compose = self._mails if MAIL in template.formats else self._papers
        letters = [
            letter
            for order in orders(template, self._situation, version)
            for letter in (*compose(order, template), *self._dates(order, template))
        ]
        self._letters += letters
        return [self._lay(letter) for letter in letters]

    def _papers(
        self, order: LetterOrder, template: DocumentTemplate
    ) -> Sequence[Letter]:
        if template.formats == (CALENDAR,):
            return ()
        return write(
            order, template, self._situation.service, self._catalogue.templates
        )

    def _mails(
        self, order: LetterOrder, template: DocumentTemplate
    ) -> Sequence[Letter]:
        service = self._situation.service
        words = message(order, template, service, self._catalogue.templates)
        # A second recipient's mail carries the letter to them, not to the first.
        turn = order.document.removeprefix(template.key)
        carried = {f"{document}{turn}" for document in template.attaches}
        attached = [
            letter
            for letter in self._letters
            if letter.document in carried and letter.suffix == "pdf"
        ]
        contents = draft_mail(
            Mail(
                id=f"{order.ref}.{order.document}.{order.version}",
                sender=service.contact.email,
                to=(_address(order),),
                subject=words.subject,
                text=words.text,
                date=self._now,
                attachments=tuple(attached),
            )
        )
        return [_as_letter(order, template, MAIL, contents)]

    def _dates(self, order: LetterOrder, template: DocumentTemplate) -> list[Letter]:
        """Return the calendar entry that lies beside an invitation."""
        if CALENDAR not in template.formats:
            return []
        # The library that writes calendar files is loaded only when one is needed.
        from toolkit.due.ics import meeting_file  # noqa: PLC0415

        entry = meeting_file(order.ref, _meeting(order), self._now)
        return [_as_letter(order, template, CALENDAR, entry)]

    def _lay(self, letter: Letter) -> MadeDocument:
        ref = self._case.ref
        folder = self._desk.workspace.case_folder(ref)
        lay_down(letter.contents, folder / letter.name)
        made = MadeDocument(
            letter.document,
            letter.version,
            letter.name,
            letter.sha256,
            self._now,
            path=str((folder / letter.name).relative_to(self._desk.workspace.outbox)),
        )
        self._desk.casebook.record_document(
            ref, made, by=TOOLKIT, template=letter.template
        )
        return made


def _address(order: LetterOrder) -> str:
    recipient = order.facts.get("recipient")
    address = recipient.get("email") if isinstance(recipient, Mapping) else ""
    if not address:
        raise MissingFact(
            f"No e-mail was drafted for {order.ref}: its recipient gave no address.",
            remedy="Send the letter by post, or correct the case and write it again.",
        )
    return str(address)


def _meeting(order: LetterOrder) -> Meeting:
    """Return the meeting an invitation is to.

    Raises:
        MissingFact: If its day is not there.
    """
    said = order.facts.get("review")
    facts = said if isinstance(said, Mapping) else {}
    on = facts.get("on")
    if not isinstance(on, dt.date):
        raise MissingFact(
            f"No calendar entry was made for {order.ref}: no meeting is arranged.",
            remedy="Say when it is: `toolkit record REF meeting-date`.",
        )
    place = facts.get("place") or facts.get("link") or ""
    return Meeting("Review meeting", on, str(facts.get("at", "")), str(place))


def _as_letter(
    order: LetterOrder, template: DocumentTemplate, suffix: str, contents: bytes
) -> Letter:
    return Letter(
        document=order.document,
        ref=order.ref,
        version=order.version,
        name=order.file_name(suffix),
        contents=contents,
        sha256=hashlib.sha256(contents).hexdigest(),
        template=template.version,
    )
