"""What is handed in to be recorded is read whole, and nothing in it can raise."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pipeline.desks import NOW, catalogue
from toolkit.catalogue import RecordKind
from toolkit.errors import CannotDo, UnreadableFile
from toolkit.model import Recorded
from toolkit.pipeline import Entry, HandedIn, both, from_file, from_settings
from toolkit.pipeline.cases.handing_in import WrittenRow
from toolkit.pipeline.cases.recording import read_entry
from toolkit.support import Standing, judge

KINDS = catalogue().service("esma").records
PROVISION = next(kind for kind in KINDS if kind.key == "provision")
EACH = pytest.mark.parametrize("kind", [pytest.param(k, id=k.key) for k in KINDS])
SAID = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["yes", "no", "home", "av1", "23/11/2026", "25", "1e9", "=1+1"]),
)


@EACH
@given(data=st.data())
def test_nothing_somebody_hands_in_can_break_the_record(
    kind: RecordKind, data: st.DataObject
) -> None:
    """Whatever is typed, the answer is faults and findings, never a crash."""
    answers = {q.key: data.draw(SAID) for q in kind.questions}
    rows = tuple(
        WrittenRow(number, {q.key: data.draw(SAID) for q in kind.row})
        for number in range(1, data.draw(st.integers(1, 3)))
    )
    entry = Entry(kind.key, NOW.date(), "Office Trial", NOW, HandedIn(answers, rows))
    new, faults, _ = read_entry(kind, entry, "Office Trial")

    standing = Standing((new,), catalogue().service("esma").calendar, "9")
    assert isinstance(new, Recorded)
    assert all(fault.where and fault.sentence for fault in faults)
    assert len(judge(kind, new, standing)) == len(kind.checks)


def test_what_is_typed_wins_over_the_file() -> None:
    """Somebody corrects one answer without opening the sheet again."""
    file = HandedIn({"how": "letter", "to_whom": "SENCo"}, on="16/11/2026")
    given_now = HandedIn({"how": "phone"})

    told = both(file, given_now)
    assert told.answers == {"how": "phone", "to_whom": "SENCo"}
    assert told.on == "16/11/2026"


def test_settings_for_the_table_make_one_row_of_it() -> None:
    """One lesson is recorded without making a file."""
    told = from_settings(PROVISION, ["subject=maths", "start=1/12/2026"])

    assert told.answers == {}
    assert [row.texts for row in told.rows] == [
        {"subject": "maths", "start": "1/12/2026"}
    ]


def test_an_equals_sign_in_an_answer_stays() -> None:
    """Only the first one divides."""
    [row] = from_settings(PROVISION, ["teacher=a=b"]).rows

    assert row.texts == {"teacher": "a=b"}


def test_columns_are_found_by_their_label_too(tmp_path: Path) -> None:
    """The office's own sheet says “Hours each week” and “Starts”."""
    file = tmp_path / "lessons.csv"
    file.write_text("Hours each week,Starts\n3,23/11/2026\n", encoding="utf-8")
    [row] = from_file(PROVISION, file).rows

    assert row.texts == {"hours_per_week": "3", "start": "23/11/2026"}
    assert row.where("start") == "B2"


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param(b"[[row]\n", id="no toml"),
        pytest.param(b"\xff\xfe\x00", id="no text"),
    ],
)
def test_a_file_that_is_no_toml_is_said_to_be_none(
    tmp_path: Path, contents: bytes
) -> None:
    """And its name, which may be a child's, is not repeated."""
    file = tmp_path / "amara.toml"
    file.write_bytes(contents)

    with pytest.raises(UnreadableFile) as refusal:
        from_file(PROVISION, file)
    assert "amara" not in str(refusal.value)


def test_a_row_that_is_no_table_is_a_fault(tmp_path: Path) -> None:
    """A slip in the file is said, not guessed around."""
    file = tmp_path / "rows.toml"
    file.write_text("row = 3\n", encoding="utf-8")

    assert [f.where for f in from_file(PROVISION, file).faults] == ["row"]


def test_another_sort_of_file_is_refused_with_those_that_are_read(
    tmp_path: Path,
) -> None:
    """A Word table is typed over, and nobody wonders where it went."""
    with pytest.raises(CannotDo, match=r"\.toml, \.csv or \.xlsx"):
        from_file(PROVISION, tmp_path / "lessons.docx")


def test_a_sheet_for_a_record_without_a_table_has_one_row(tmp_path: Path) -> None:
    """Two rows would be two records, and one of them would be lost."""
    file = tmp_path / "reminder.csv"
    file.write_text("how\nletter\nphone\n", encoding="utf-8")
    kind = next(kind for kind in KINDS if kind.key == "reminder")
    told = from_file(kind, file)

    assert told.answers == {"how": "letter"}
    assert [fault.where for fault in told.faults] == ["row 3"]


@EACH
def test_every_kind_says_what_it_is_in_plain_words(kind: RecordKind) -> None:
    """Nobody should need the table of states to know what to record."""
    sentences = [kind.about, *(check.sentence for check in kind.checks)]

    banned = ("invalid", "error", "failed", "!")
    assert [s for s in sentences if any(word in s.casefold() for word in banned)] == []
    assert all(sentence.endswith((".", "}.")) for sentence in sentences)
