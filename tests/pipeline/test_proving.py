from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.desks import SERVICE, answers_of, catalogue, filled
from toolkit.catalogue import Form, builtin_root
from toolkit.errors import BadDefinition
from toolkit.pipeline.forms.proving import drafted, folder_of, prove, samples_of
from toolkit.reading import Reader

DAY = dt.date(2026, 11, 16)
FORMS = catalogue().service(SERVICE).forms


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """A reader for all samples."""
    with Reader(issued=catalogue().issued()) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with a filled consent form among its samples."""
    at = tmp_path / folder_of(consent())
    at.mkdir(parents=True)
    paper = filled("consent", answers_of("Amara"), "docx")
    (at / "one.docx").write_bytes(paper)
    return tmp_path


def consent() -> Form:
    """Return the consent form."""
    return next(form for form in FORMS if form.key == "consent")


def expect(folder: Path, reader: Reader, old: str = "", new: str = "") -> None:
    """Write down how the sample is read, with something changed."""
    [sample] = samples_of(consent(), [folder])
    text = drafted(sample, reader, catalogue(), DAY)
    assert old in text
    sample.expected.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("form", [pytest.param(form, id=form.key) for form in FORMS])
def test_every_form_has_a_sample_that_reads_as_expected(
    form: Form, reader: Reader
) -> None:
    """A form map that nobody has proven must not be relied on."""
    samples = samples_of(form, [builtin_root()])

    proofs = [prove(sample, reader, catalogue()) for sample in samples]

    assert proofs
    assert [proof.differences for proof in proofs] == [()] * len(proofs)


def test_a_draft_of_what_is_expected_is_what_is_read(
    folder: Path, reader: Reader
) -> None:
    """A person compares it with the paper and changes what is wrong."""
    expect(folder, reader)
    [sample] = samples_of(consent(), [folder])

    answers = tomllib.loads(sample.expected.read_text(encoding="utf-8"))["answers"]

    assert prove(sample, reader, catalogue()).differences == ()
    assert answers["dob"] == dt.date(2012, 5, 3)
    assert answers["consent_scope_referral"] is True
    assert "pupil_signature" not in answers


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param(
            "dob = 2012-05-03",
            "dob = 2012-05-04",
            "dob: “2012-05-03” was read, and “2012-05-04” was expected.",
            id="another answer",
        ),
        pytest.param(
            "dob = 2012-05-03",
            "",
            "dob: “2012-05-03” was read, and nothing was expected.",
            id="an answer too many",
        ),
        pytest.param(
            "[answers]",
            '[answers]\npupil_signature = "A"',
            "pupil_signature: nothing was read, and “A” was expected.",
            id="an answer too few",
        ),
        pytest.param(
            "ask = []",
            'ask = ["dob"]',
            "dob: it asks nobody, and the opposite was expected.",
            id="nobody asked",
        ),
        pytest.param(
            'edition = "2026"',
            'edition = "2025"',
            "It is edition “2026”, and “2025” was expected.",
            id="another edition",
        ),
        pytest.param(
            "esma/consent",
            "esma/baseline",
            "It was read as esma/consent, and esma/baseline was expected.",
            id="another form",
        ),
    ],
)
def test_a_sample_that_is_read_otherwise_says_how(
    folder: Path, reader: Reader, old: str, new: str, told: str
) -> None:
    """The difference leads to the line of the map that is wrong."""
    expect(folder, reader, old, new)
    [sample] = samples_of(consent(), [folder])

    assert prove(sample, reader, catalogue()).differences == (told,)


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        pytest.param("answers = [", "cannot be used", id="no TOML"),
        pytest.param('form = "a/b"', "cannot be used", id="half of it"),
        pytest.param(
            'form = "a/b"\nedition = ""\nread_on = 2026-01-01\nfoo = 1\n[answers]',
            "cannot be used",
            id="a strange key",
        ),
    ],
)
def test_a_faulty_expectation_is_a_faulty_definition(
    folder: Path, reader: Reader, contents: str, told: str
) -> None:
    """It is named with its place, like any other."""
    [sample] = samples_of(consent(), [folder])
    sample.expected.write_text(contents, encoding="utf-8")

    with pytest.raises(BadDefinition, match=told) as raised:
        prove(sample, reader, catalogue())

    assert "services/esma/forms/consent/samples/one.expected.toml" in str(raised.value)


def test_a_sample_without_its_expected_reading_is_a_faulty_definition(
    folder: Path, reader: Reader
) -> None:
    """It proves nothing, and says what to run."""
    [sample] = samples_of(consent(), [folder])

    with pytest.raises(BadDefinition, match="definitions test --draft"):
        prove(sample, reader, catalogue())


def test_a_workspaces_sample_wins_over_the_same_built_in_one(
    folder: Path, tmp_path: Path
) -> None:
    """As everywhere among definitions."""
    names = [s.name for s in samples_of(consent(), [folder, builtin_root()])]
    [own, *_] = samples_of(consent(), [folder, folder])

    assert names == [f"{folder_of(consent())}/{n}" for n in ("made-up.pdf", "one.docx")]
    assert own.paper.is_relative_to(tmp_path)
