"""One marshmallow field for each kind of answer: a mark goes in, a value comes out.

A field returns `missing` for a question left blank and raises `ValidationError` with
the clause a person reads. It never raises anything else, whatever was written.
"""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace

from marshmallow import ValidationError, fields, missing

from toolkit.catalogue.definitions import Choice, Kind
from toolkit.meaning import choices, dates, identifiers, numbers, phones
from toolkit.meaning.unclear import Unclear, is_blank
from toolkit.model import Mark, MarkKind, Value

# What reading calls a signature that gives no name.
_SIGNED_BY_NOBODY = {"picture", "signed"}


@dataclass(frozen=True, slots=True)
class Sought:
    """What is asked for: a form's question or a fact sought in a letter."""

    key: str
    kind: Kind
    label: str
    hint: str = ""
    choices: tuple[Choice, ...] = ()


class Reading(fields.Field[Value]):
    """Reads one mark. `meant` returns null when nothing was answered."""

    def __init__(self, sought: Sought, today: dt.date) -> None:
        super().__init__()
        self.sought = sought
        self.today = today

    def _deserialize(
        self,
        value: object,
        attr: str | None,  # noqa: ARG002 -- marshmallow's signature
        data: Mapping[str, object] | None,  # noqa: ARG002
        **_: object,
    ) -> Value:
        if not isinstance(value, Mark):
            raise TypeError("a field reads a Mark")
        try:
            meant = self.meant(value)
        except Unclear as unclear:
            raise ValidationError(str(unclear)) from unclear
        # `missing` leaves the key out; its type is not the field's.
        return missing if meant is None else meant  # type: ignore[return-value]

    @abstractmethod
    def meant(self, mark: Mark) -> Value | None:
        """Return what the mark means; null when nothing was answered.

        Raises:
            Unclear: If it does not say one thing.
        """


class Written(Reading):
    """An answer in words or figures."""

    def meant(self, mark: Mark) -> Value | None:
        """Return what the words mean; null when there are none."""
        if mark.tick:
            raise Unclear("there is a tick here where words were asked for.")
        if not is_blank(mark.text):
            return self.words(mark.text)
        if mark.ask:
            raise Unclear("something may be written here that we could not read.")
        return None

    def words(self, text: str) -> Value | None:
        """Return what visible text means: here itself, its lines ended alike."""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class Name(Written):
    """Somebody's name."""

    def words(self, text: str) -> Value:
        """Return the name, spelt as written."""
        return identifiers.read_name(text)


class Date(Written):
    """A day."""

    def words(self, text: str) -> Value:
        """Return the date."""
        return dates.read_date(text, self.today)


class BirthDate(Written):
    """The day a pupil was born."""

    def words(self, text: str) -> Value:
        """Return the date of birth."""
        return dates.read_birth_date(text, self.today)


class Number(Written):
    """A number, perhaps with its unit."""

    def words(self, text: str) -> Value:
        """Return the number."""
        asked_for = (self.sought.key, self.sought.label, self.sought.hint)
        return numbers.read_number(text, " ".join(asked_for))


class Percentage(Written):
    """A percentage from 0 to 100."""

    def words(self, text: str) -> Value:
        """Return the number before the sign."""
        return numbers.read_percentage(text)


class YearGroup(Written):
    """A year group."""

    def words(self, text: str) -> Value:
        """Return `1` to `14`, `R`, `N1` or `N2`."""
        return numbers.read_year_group(text)


class Postcode(Written):
    """A postcode."""

    def words(self, text: str) -> Value:
        """Return the postcode in its usual form."""
        return identifiers.read_postcode(text)


class Upn(Written):
    """A unique pupil number."""

    def words(self, text: str) -> Value:
        """Return the number, its check letter right."""
        return identifiers.read_upn(text)


class NhsNumber(Written):
    """An NHS number."""

    def words(self, text: str) -> Value:
        """Return the number, its check figure right."""
        return identifiers.read_nhs_number(text)


class Phone(Written):
    """A telephone number."""

    def words(self, text: str) -> Value:
        """Return the number as typed."""
        return phones.read_phone(text).typed


class Email(Written):
    """An e-mail address."""

    def words(self, text: str) -> Value:
        """Return the address."""
        return identifiers.read_email(text)


class Chosen(Written):
    """One of the printed answers."""

    def meant(self, mark: Mark) -> Value | None:
        """Return the value of the chosen answer; an unticked box answers nothing."""
        if mark.kind is MarkKind.TICK and mark.tick is False:
            return None
        if mark.kind is MarkKind.TICK and is_blank(mark.text):
            return self.lone_box(mark)
        return super().meant(replace(mark, tick=None))

    def lone_box(self, mark: Mark) -> Value | None:
        """Return what a box without words means."""
        if mark.ask or mark.tick:
            raise Unclear("we cannot tell which of the printed answers is ticked.")
        return None

    def words(self, text: str) -> Value | None:
        """Return the value of the printed answer."""
        return choices.read_choice(text, self.sought.choices)


class YesNo(Chosen):
    """Yes or no, and not known where the question allows it."""

    def lone_box(self, mark: Mark) -> Value | None:
        """Return yes for a ticked box; an empty one is not a no."""
        if mark.tick and not mark.ask:
            return "yes"
        return super().lone_box(mark)

    def words(self, text: str) -> Value | None:
        """Return `yes`, `no` or `unknown`."""
        allowed = self.sought.choices or choices.YES_OR_NO
        return choices.read_yes_no(text, allowed)


class Tick(Reading):
    """A box that is ticked or not."""

    def meant(self, mark: Mark) -> Value | None:
        """Return whether the box is ticked; null when words for it are missing."""
        if mark.ask:
            raise Unclear("please look whether this box is ticked; we cannot be sure.")
        if mark.tick is not None:
            return mark.tick
        if not is_blank(mark.text):
            return choices.read_tick(mark.text)
        if mark.kind is MarkKind.TICK:
            raise Unclear("we could not tell whether this box is ticked.")
        return None


class Signature(Written):
    """A signature: the typed name, or the fact that there is one."""

    def meant(self, mark: Mark) -> Value | None:
        """Return the typed name, or `signed` for ink and signed fields."""
        if mark.kind is not MarkKind.SIGNATURE:
            return super().meant(mark)
        if mark.text.strip().casefold() in _SIGNED_BY_NOBODY:
            return "signed"
        if is_blank(mark.text) and mark.tick and not mark.ask:
            return "signed"
        return super().meant(replace(mark, tick=None))


KINDS: Mapping[Kind, type[Reading]] = {
    Kind.NAME: Name,
    Kind.TEXT: Written,
    Kind.LONG_TEXT: Written,
    Kind.DATE: Date,
    Kind.BIRTH_DATE: BirthDate,
    Kind.YES_NO: YesNo,
    Kind.CHOICE: Chosen,
    Kind.TICK: Tick,
    Kind.NUMBER: Number,
    Kind.PERCENTAGE: Percentage,
    Kind.YEAR_GROUP: YearGroup,
    Kind.POSTCODE: Postcode,
    Kind.UPN: Upn,
    Kind.NHS_NUMBER: NhsNumber,
    Kind.PHONE: Phone,
    Kind.EMAIL: Email,
    Kind.SIGNATURE: Signature,
}
