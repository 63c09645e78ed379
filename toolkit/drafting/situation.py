"""All that the documents of one case may draw on, at one moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from toolkit.catalogue import Service
from toolkit.model import Case, Deadline, Referral, Value

Facts: TypeAlias = dict[str, object]


@dataclass(frozen=True, slots=True)
class Situation:
    """A case, its service, the day it is and what is due.

    `extra` are facts a person adds (`toolkit write --from`); they win over the rest.
    `ahead` are days that are still to come while a pupil is supported, by name.
    """

    case: Case
    service: Service
    on: dt.date
    deadlines: Sequence[Deadline]
    extra: Mapping[str, object] = field(default_factory=dict, repr=False)
    ahead: Mapping[str, dt.date] = field(default_factory=dict)

    @property
    def referral(self) -> Referral:
        """What is known of the pupil; empty before anything was read."""
        return self.case.referral or Referral(self.service.key)

    def words(self, key: str) -> str:
        """Return the answer to a question as text; empty when there is none."""
        return self.referral.words(key)

    def value(self, key: str) -> Value | None:
        """Return what the answer to a question means."""
        return self.referral.value(key)

    def label_of(self, key: str) -> str:
        """Return a choice as it is printed on the form, not as it is stored."""
        value = self.words(key)
        for form in self.service.forms:
            question = form.question(key)
            if question is not None:
                labels = {choice.value: choice.label for choice in question.choices}
                return labels.get(value, value)
        return value


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
