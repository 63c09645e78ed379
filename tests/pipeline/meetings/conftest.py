"""A desk before its weekly meeting, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.meetings.weeks import Papers, before_the_meeting, make_papers
from tests.scenarios.offices import Office, open_office


@pytest.fixture(scope="session")
def one_week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of an office on the Tuesday before the meeting; never changed."""
    root = tmp_path_factory.mktemp("week")
    with pytest.MonkeyPatch.context() as patch, open_office(root, patch) as office:
        before_the_meeting(office)
    return root


@pytest.fixture(scope="session")
def papers(one_week: Path, tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """The papers of the meeting, made once on a copy of that office."""
    root = tmp_path_factory.mktemp("papers") / "desk"
    shutil.copytree(one_week, root)
    with pytest.MonkeyPatch.context() as patch, open_office(root, patch) as office:
        office.later(days=1, hours=4)
        return make_papers(office)


@pytest.fixture
def office(
    one_week: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """An office of the test's own, in the afternoon of that Tuesday."""
    yield from _copied(one_week, tmp_path, monkeypatch)


@pytest.fixture
def with_papers(
    papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """The same office once the papers are made."""
    root = papers.pdf.parents[3]
    yield from _copied(root, tmp_path, monkeypatch)


def _copied(root: Path, at: Path, patch: pytest.MonkeyPatch) -> Iterator[Office]:
    shutil.copytree(root, at / "desk")
    with open_office(at / "desk", patch) as opened:
        opened.later(days=1, hours=4)
        yield opened
