"""What a referral must bring and what may be decided, as frozen types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.catalogue.definitions.forms import ALWAYS, Condition
from toolkit.model import Outcome, Weight


@dataclass(frozen=True, slots=True)
class Check:
    """One sub-check of a requirement: a rule of the fixed vocabulary and its settings.

    `settings` holds only text, numbers, booleans and tuples of text.
    `sentences` maps each possible outcome to what a person reads; they may quote facts
    as `{name}`, from the names the rule promises. `decline_reason` names a reason
    closer to this check than its criterion's own.
    """

    code: str
    rule: str
    label: str
    settings: Mapping[str, object]
    sentences: Mapping[Outcome, str] = field(default_factory=dict)
    mend: str = ""
    applies_if: Condition = ALWAYS
    decline_reason: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something a referral must bring (RQ-xx), or a criterion of entry (E1 to E4).

    `maps_to` are the council's own lists it serves (C1, R3, V1). `decline_reason` names
    the reason a person may give when a criterion is not met; empty for requirements.
    `unsure` is what a person reads when it cannot be told whether it applies at all.
    """

    id: str
    code: str
    label: str
    weight: Weight
    maps_to: tuple[str, ...]
    checks: tuple[Check, ...]
    sentences: Mapping[Outcome, str]
    mend: str
    source: str
    applies_if: Condition = ALWAYS
    is_criterion: bool = False
    decline_reason: str = ""
    unsure: str = ""

    @property
    def checklist(self) -> str:
        """The council's checklist item (C1 to C6), or empty."""
        return next((item for item in self.maps_to if item.startswith("C")), "")


@dataclass(frozen=True, slots=True)
class Redirect:
    """When somebody else is the right one to ask: the condition, and the reason for it.

    `id` is the rule it comes from; `sentence` is what a person reads beside the
    proposal.
    """

    id: str
    reason: str
    label: str
    applies_if: Condition
    sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason a person may give, in words for parents and for the school.

    One that is `missing_information` closes no door before a reminder has gone, and
    one with `defer_first` none before a decision was put off; one that `needs_words`
    is nothing without the person's own.
    """

    code: str
    label: str
    for_parents: str
    for_school: str
    would_change: str
    rules: tuple[str, ...]
    source: str
    missing_information: bool = False
    defer_first: bool = False
    needs_words: bool = False


@dataclass(frozen=True, slots=True)
class DecisionKind:
    """A decision a person may take: the status it leads to, the drafts it makes.

    `accepts` is whether it takes a pupil on. `reasons` are the codes that may be given
    for it; any reason of the service when there are none.
    """

    outcome: str
    label: str
    status: str
    documents: tuple[str, ...]
    needs_reason: bool
    source: str
    accepts: bool = False
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of medical evidence and the roles whose letters belong to it.

    `accept` is `yes`, `conditional` or `no`; a conditional tier is never an automatic
    fail.
    """

    key: str
    label: str
    roles: tuple[str, ...]
    accept: str
    source: str


@dataclass(frozen=True, slots=True)
class Residence:
    """Postcodes the council loaded: `in`, `out`; anything else is unknown.

    `districts` are the nine-character codes of the local authority districts that are
    inside, as the national postcode file gives them; a table can be made from it.
    """

    table: Mapping[str, str] = field(repr=False)
    source: str
    districts: tuple[str, ...] = ()
