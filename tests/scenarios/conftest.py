"""The office every scenario happens in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.offices import Office, open_office


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A fresh office on a Monday morning in November 2026."""
    with open_office(tmp_path, monkeypatch) as opened:
        yield opened
