"""What a rule answers, and what it promises the sentences that quote it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from toolkit.checklist.dossier import Dossier, Given, State, listed
from toolkit.checklist.settings import Settings
from toolkit.model import Mark, Outcome

COMMON_NAMES = ("unsure", "why")
"""What every rule promises: the answers a person must look at, and what was noticed."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The situation a rule found, the facts its sentence may quote, and the marks.

    `situation` is one of those the rule lists; the rule's line in the table says which
    outcome it is.
    """

    situation: str
    marks: tuple[Mark, ...] = field(default=(), repr=False)
    names: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the vocabulary.

    Args:
        judge: Looks at a case and answers.
        settings: The names of the settings it takes.
        situations: Every situation it can find, with the outcome each one is. A check
            may word one of them by itself with the setting `when_<situation>`, and give
            it a next step of its own with `mend_<situation>`.
        settable: Situations whose outcome a check may set with `<situation>_is`.
        names: What a sentence may quote as `{name}`, beside the common names.
    """

    judge: Callable[[Dossier, Settings], Verdict]
    settings: frozenset[str]
    situations: Mapping[str, Outcome]
    settable: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()

    @property
    def every_setting(self) -> frozenset[str]:
        """Every setting a check with this rule may have."""
        return (
            self.settings
            | {f"when_{situation}" for situation in self.situations}
            | {f"mend_{situation}" for situation in self.situations}
            | {f"{situation}_is" for situation in self.settable}
        )

    @property
    def every_name(self) -> frozenset[str]:
        """Every name a sentence of a check with this rule may quote."""
        return frozenset((*COMMON_NAMES, *self.names))

    def outcome(self, situation: str, settings: Settings) -> Outcome:
        """Return the outcome a situation is for this check."""
        outcome = self.situations[situation]
        if situation not in self.settable:
            return outcome
        return settings.outcome(f"{situation}_is", outcome)


def verdict(situation: str, givens: Iterable[Given] = (), **names: str) -> Verdict:
    """Return a verdict on some answers, with the names every rule promises."""
    looked_at = tuple(givens)
    unsure = [given for given in looked_at if given.state is State.UNSURE]
    whys = (given.answer.why for given in unsure if given.answer)
    return Verdict(
        situation,
        tuple(dict.fromkeys(mark for given in looked_at for mark in given.marks)),
        {
            "unsure": listed(given.description for given in unsure),
            "why": " ".join(dict.fromkeys(why for why in whys if why)),
            **names,
        },
    )


def against(situation: str, givens: Iterable[Given], **names: str) -> Verdict:
    """Return a verdict that stands against what somebody wrote.

    While a person must look at one of the answers first it is `unsure`: a doubtful
    reading that agrees with another place is no contradiction, and one that disagrees
    is only perhaps one.
    """
    looked_at = tuple(givens)
    doubtful = of_state(looked_at, State.UNSURE)
    return verdict("unsure" if doubtful else situation, looked_at, **names)


def labels(givens: Iterable[Given]) -> str:
    """Return the questions' labels in words."""
    return listed(f"“{given.label}”" for given in givens)


def of_state(givens: Iterable[Given], state: State) -> tuple[Given, ...]:
    """Return the answers that are in a state."""
    return tuple(given for given in givens if given.state is state)
