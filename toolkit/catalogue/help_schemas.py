"""What a service's file may say about its own help and about that of others."""

from __future__ import annotations

from enum import StrEnum

from marshmallow import post_load

from toolkit.catalogue import definitions as nouns
from toolkit.catalogue.entries import Entry, condition, source
from toolkit.catalogue.keys import (
    Count,
    OneOf,
    Several,
    Words,
    Yes,
    name_key,
    question_key,
    texts,
)
from toolkit.catalogue.reading_files import Table


class Mode(StrEnum):
    """How help reaches a pupil."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    ROBOT = "robot"
    ADVICE = "advice"


class VenueNeed(StrEnum):
    """What has to be there before a venue may be used."""

    EVIDENCE = "evidence"
    RISK_ASSESSMENT = "risk-assessment"
    ADULT = "adult"


class SignpostEntry(Entry):
    """Somebody else who can help."""

    makes = nouns.Signpost
    name = Words(required=True)
    about = Words(required=True)
    applies_if = condition()
    source = source()


class VenueEntry(Entry):
    """A place lessons are held in."""

    key = name_key(required=True)
    label = Words(required=True)
    about = Words(required=True)
    needs = Several(OneOf(VenueNeed), load_default=())
    source = source()

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.Venue:
        """Return the venue, its needs as plain text."""
        needs = tuple(str(need) for need in table["needs"])
        return nouns.Venue(**{**table, "needs": needs})


class OfferEntry(Entry):
    """Something the service can do."""

    key = name_key(required=True)
    label = Words(required=True)
    about = Words(required=True)
    asked_by = question_key()
    teaches = Yes(required=True)
    subjects = texts()
    modes = Several(OneOf(Mode), load_default=())
    venues = texts()
    weekly_hours = Count(1, 40, load_default=None)
    hours_follow_health = Yes(load_default=False)
    for_a_set_time = Yes(load_default=False)
    source = source()

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.Offer:
        """Return the offer, its modes as plain text."""
        modes = tuple(str(mode) for mode in table["modes"])
        return nouns.Offer(**{**table, "modes": modes})
