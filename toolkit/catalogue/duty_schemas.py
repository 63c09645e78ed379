"""What a service's file may say of reviews, evidence, prompts and its clocks."""

from __future__ import annotations

import datetime as dt

from marshmallow import ValidationError, fields, post_load

from toolkit.catalogue import definitions as nouns
from toolkit.catalogue.entries import Entry, source
from toolkit.catalogue.keys import Count, OneOf, Words, Yes, name_key, texts
from toolkit.catalogue.reading_files import Table


class ClocksEntry(Entry):
    """The service's deadlines."""

    makes = nouns.Clocks
    meeting_weekday = Count(0, 4, required=True)
    cut_off_days_before = Count(0, 20, required=True)
    cut_off_hour = Count(0, 23, required=True)
    decision_days = Count(1, 200, required=True)
    assess_days = Count(1, 200, required=True)
    absence_days = Count(0, 200, required=True)
    reply_days = Count(1, 200, required=True)
    appeal_days = Count(1, 200, required=True)
    own_duties = OneOf(nouns.Roll, load_default=nouns.Roll.BACK)
    others_duties = OneOf(nouns.Roll, load_default=nouns.Roll.FORWARD)
    reminder = name_key(load_default="reminder")
    rules = fields.Dict(keys=OneOf(nouns.DateName), values=Words(), load_default=dict)
    source = source()


class ReviewsEntry(Entry):
    """The meetings about a plan."""

    makes = nouns.Reviews
    rule = OneOf(nouns.ReviewRule, required=True)
    weeks = Count(1, 52, required=True)
    counted = OneOf(nouns.Weeks, load_default=nouns.Weeks.CALENDAR)
    planning_days = Count(1, 200, required=True)
    invite_days = Count(1, 200, required=True)
    minutes_days = Count(1, 200, required=True)
    invitation = name_key(load_default="review-invitation")
    minutes = name_key(load_default="review-minutes")
    contact_weeks = Count(0, 52, load_default=0)
    healthcare_plan_weeks = Count(0, 52, load_default=4)
    source = source()


class EvidenceEntry(Entry):
    """When newer medical evidence is asked for."""

    makes = nouns.EvidenceRefresh
    soft_weeks = Count(1, 104, required=True)
    hard_weeks = Count(1, 104, required=True)
    termly = Yes(required=True)
    remind_weeks = Count(0, 52, required=True)
    counted = OneOf(nouns.Weeks, load_default=nouns.Weeks.CALENDAR)
    conditional = texts()
    conditional_weeks = Count(1, 52, required=True)
    letter = name_key(load_default="evidence-reminder")
    source = source()

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.EvidenceRefresh:
        """Return the clock, whose question has to come after its prompt."""
        if table["hard_weeks"] <= table["soft_weeks"]:
            told = "More weeks than soft_weeks are needed."
            raise ValidationError({"hard_weeks": [told]})
        return nouns.EvidenceRefresh(**table)


class PromptEntry(Entry):
    """Something to do in one school year of a pupil's life."""

    makes = nouns.Prompt
    key = name_key(required=True)
    label = Words(required=True)
    year = Count(0, 13, required=True)
    month = Count(1, 12, required=True)
    day = Count(1, 31, required=True)
    early_weeks = Count(0, 52, load_default=4)
    done_by = texts(least=1)
    rule = Words(required=True)
    source = source()

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.Prompt:
        """Return the prompt, if its day comes every year."""
        try:
            dt.date(2027, table["month"], table["day"])
        except ValueError as fault:
            told = "A day that its month has every year is needed."
            raise ValidationError({"day": [told]}) from fault
        return nouns.Prompt(**table)
