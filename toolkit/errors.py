"""What can stop us: each with an exit code, a sentence and a remedy.

A fault in the paperwork is a `Finding` or a `Problem` and is returned; what is here is
raised. Any other exception is a fault in the toolkit itself.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a command answers. A public promise: never renumbered."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE_FILE = 3
    BAD_DEFINITION = 4
    CANNOT_STORE = 5
    TOOLKIT_FAULT = 70
    INTERRUPTED = 130


# From the least grave to the gravest: a run ends with the gravest it met.
_GRAVITY = (
    ExitCode.OK,
    ExitCode.FINDINGS,
    ExitCode.USAGE,
    ExitCode.UNREADABLE_FILE,
    ExitCode.BAD_DEFINITION,
    ExitCode.CANNOT_STORE,
    ExitCode.TOOLKIT_FAULT,
    ExitCode.INTERRUPTED,
)


def gravest(*codes: ExitCode) -> ExitCode:
    """Return the gravest of the codes; good when there are none."""
    return max(codes, key=_GRAVITY.index, default=ExitCode.OK)


class ToolkitError(Exception):
    """Something stops us, and a person can do something about it.

    Args:
        sentence: What happened and where, in plain words without a child's data.
        remedy: One next step for the reader.
    """

    exit_code = ExitCode.TOOLKIT_FAULT

    def __init__(self, sentence: str, *, remedy: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}".strip()


class CannotDo(ToolkitError):
    """What was asked for does not fit: a wrong reference, name or choice."""

    exit_code = ExitCode.USAGE


class UnreadableFile(ToolkitError):
    """The file is damaged, locked, too big or not a paper."""

    exit_code = ExitCode.UNREADABLE_FILE


class BadDefinition(ToolkitError):
    """A definition or a template is faulty; the sentence names its file and key."""

    exit_code = ExitCode.BAD_DEFINITION


class MissingFact(ToolkitError):
    """A document needs a fact that nobody has given; it is not written.

    Most often a question was left blank, which is a finding and nobody's fault.
    """

    exit_code = ExitCode.FINDINGS


class BeyondCalendar(BadDefinition):
    """A date lies outside the school years the calendar holds; it is not guessed."""


class CannotStore(ToolkitError):
    """The casebook, the vault or a folder cannot be written or read."""

    exit_code = ExitCode.CANNOT_STORE


class CannotDeliver(ToolkitError):
    """A letter cannot be laid in the outbox or sent."""

    exit_code = ExitCode.CANNOT_STORE
