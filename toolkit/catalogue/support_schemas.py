"""What the files of records and of register codes may and must hold."""

from __future__ import annotations

from marshmallow import INCLUDE, ValidationError, post_load

from toolkit.catalogue import definitions as nouns
from toolkit.catalogue.entries import Entry, many, source
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
from toolkit.catalogue.schemas import QuestionEntry, Sentence, is_plain
from toolkit.model import Weight


class RecordCheckEntry(Entry):
    """A check of a record; keys that are not named here are settings of its rule."""

    class Meta:
        """Settings are for the rule to know."""

        unknown = INCLUDE

    code = name_key(required=True)
    id = Words(required=True, longest=20)
    rule = OneOf(nouns.Judgement, required=True)
    weight = OneOf(Weight, required=True)
    label = Words(required=True)
    sentence = Sentence(required=True)
    unsure = Words(load_default="")
    mend = Words(load_default="")
    source = source()

    @post_load
    def make(self, table: Table, **_options: object) -> nouns.RecordCheck:
        """Return the check with its settings apart."""
        known = {key: table.pop(key) for key in self.fields if key in table}
        problems = {
            key: [_SETTING] for key, each in table.items() if not is_plain(each)
        }
        if problems:
            raise ValidationError(dict(problems))
        settings = {
            key: tuple(each) if isinstance(each, list) else each
            for key, each in table.items()
        }
        return nouns.RecordCheck(settings=settings, **known)


_SETTING = "Text, a number, true, false or a list of texts is needed."


class RowDefaultEntry(Entry):
    """What an empty cell holds."""

    makes = nouns.RowDefault
    row = question_key()
    value = Words(required=True)
    where = question_key()
    values = Several(Words(), least=1, required=True, data_key="is")
    cap = Words(load_default="")
    source = source()


class RecordEntry(Entry):
    """A kind of record, before its questions are laid out."""

    key = name_key(required=True)
    label = Words(required=True)
    about = Words(required=True)
    dated = Words(required=True)
    ahead = Yes(load_default=False)
    least_rows = Count(0, 100, load_default=1)
    roles = texts(least=1)
    step = name_key(required=True)
    source = source()
    questions = many(QuestionEntry, "question")
    row = many(QuestionEntry, "row")
    defaults = many(RowDefaultEntry, "default")
    checks = many(RecordCheckEntry, "check")


class RecordsEntry(Entry):
    """The file of kinds of record."""

    records = many(RecordEntry, "record", least=1)


class CodeAdviceEntry(Entry):
    """Advice for one way lessons are given."""

    makes = nouns.CodeAdvice
    key = name_key(required=True)
    label = Words(required=True)
    modes = texts()
    venues = texts()
    codes = texts(least=1)
    sentence = Words(required=True)
    source = source()


class RegisterCodesEntry(Entry):
    """The file of advice on register codes."""

    makes = nouns.RegisterCodes
    decides = Words(required=True)
    council = Words(required=True)
    caution = Words(required=True)
    return_note = Words(required=True)
    ends = Words(required=True)
    source = source()
    advice = many(CodeAdviceEntry, "advice", least=1)


# --- decisions.toml -----------------------------------------------------------------


class ExitReasonEntry(Entry):
    """Why a case is closed."""

    makes = nouns.ExitReason
    code = question_key()
    label = Words(required=True)
    for_parents = Words(required=True)
    for_school = Words(required=True)
    rereferral = Yes(required=True)
    conditions = Words(required=True)
    rules = texts(least=1)
    source = source()
    for_pupil = Words(load_default="")
    school_steps = texts()
    family_steps = texts()


class RemindersEntry(Entry):
    """How often a school is reminded."""

    makes = nouns.Reminders
    count = Count(1, 10, required=True)
    school_days = Count(1, 60, required=True)
    source = source()
