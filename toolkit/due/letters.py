"""Which document does what is due, where a letter does it."""

from __future__ import annotations

from toolkit.catalogue import Service
from toolkit.due.deciding import REMINDER
from toolkit.due.evidence import LETTER
from toolkit.due.supporting import INVITATIONS, MINUTES
from toolkit.model import Deadline


def letter_for(deadline: Deadline, service: Service) -> str:
    """Return the key of the document that does what is due; empty where none does.

    Whether the templates have wording for that document is another matter.
    """
    reviews, evidence = service.reviews, service.evidence
    documents = {
        REMINDER: service.clocks.reminder,
        INVITATIONS: reviews.invitation if reviews else "",
        MINUTES: reviews.minutes if reviews else "",
        LETTER: evidence.letter if evidence else "",
    }
    return documents.get(deadline.what, "")
