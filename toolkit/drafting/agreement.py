"""The agreement between the parties: every clause by its id, in the council's order."""

from __future__ import annotations

from toolkit.calendar import add_working_days
from toolkit.catalogue import Agreement, Clause, Party
from toolkit.drafting.noted import answer
from toolkit.drafting.recorded import every
from toolkit.drafting.situation import Facts, Situation
from toolkit.errors import MissingFact
from toolkit.model import Gap


def agreement(situation: Situation, version: int) -> Facts:
    """Return the agreement's facts: clauses, strategies and the day to reply by.

    The parties are `party_1`, `party_2` and so on, and the groups of strategies
    `group_1` and so on, in the definition's order.

    Raises:
        MissingFact: If the service has no agreement.
        BeyondCalendar: If the day to reply by lies beyond the calendar.
    """
    agreed = _defined(situation)
    calendar = situation.service.calendar
    return {
        "version": version,
        "title": agreed.title,
        "is_draft": agreed.is_draft,
        "acceptance": agreed.acceptance,
        "objection": agreed.objection,
        "reply_by": add_working_days(situation.on, agreed.reply_days, calendar),
        "purposes": [purpose.text for purpose in agreed.purposes],
        **{f"party_{n}": _party(p) for n, p in enumerate(agreed.parties, start=1)},
        **_strategies(situation),
        "objections": [
            {"on": told.on, "by": answer(situation, told, "by_whom") or "Somebody"}
            for told in every(situation, "objection")
        ],
        "slip": {
            "name": Gap("your name"),
            "role": Gap("parent, school, health or pupil"),
            "clause": Gap("the letters and number, for example PA-01"),
            "why": Gap("what you would like to be different"),
            "on": Gap("date"),
        },
    }


def _defined(situation: Situation) -> Agreement:
    if situation.service.agreement is None:
        raise MissingFact(
            f"{situation.service.short_title} has no agreement to write down.",
            remedy="Put agreement.toml into the folder of the service.",
        )
    return situation.service.agreement


def _party(party: Party) -> Facts:
    return {
        "title": party.title,
        "clauses": [{"id": c.id, "text": _text(c)} for c in party.clauses],
    }


def _text(clause: Clause) -> str:
    """Return a clause with its points below it, each with its letter."""
    points = (
        f"{letter}. {point}"
        for letter, point in zip("abcdefghijklmnop", clause.points, strict=False)
    )
    return "\n".join((clause.text, *points))


def _strategies(situation: Situation) -> Facts:
    return {
        f"group_{n}": {
            "title": group.title,
            "texts": [strategy.text for strategy in group.strategies],
        }
        for n, group in enumerate(situation.service.strategies, start=1)
    }
