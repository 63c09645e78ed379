"""16. A referral is still incomplete when the meeting's papers are made."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios.offices import AMARA, BY, Office, filled, text_of

FIRST, SECOND = "2026-11-18", "2026-12-02"


def test_it_waits_is_reminded_once_and_never_declined_by_itself(
    office: Office,
) -> None:
    """It stands under “waiting”; after the reminder a person may let it lapse."""
    office.takes_in({"request.pdf": filled("service-request", AMARA)})
    ref = office.case()["ref"]
    office.later(days=1, hours=4)
    first = office.asks("meeting", "pack", FIRST)
    office.later(days=6)
    office.types("record", ref, "reminder", *BY)
    office.later(days=8)
    second = office.asks("meeting", "pack", SECOND)

    assert (first["discussing"], first["waiting"]) == ([], [ref])
    assert f"{ref} Amara Okafor Willowmere High" in _last_page(first)
    assert (second["waiting"], second["lapsing"]) == ([], [ref])
    assert "they are never declined for it" in _last_page(second)
    assert office.case()["status"] == "incomplete"


def test_a_person_lets_it_lapse_on_the_sheet(office: Office) -> None:
    """The door stays open: nothing came, and nobody was turned away."""
    office.takes_in({"request.pdf": filled("service-request", AMARA)})
    ref = office.case()["ref"]
    office.types("record", ref, "reminder", *BY)
    office.later(days=15)
    [_, sheet] = office.asks("meeting", "pack", SECOND)["sheets"]
    _choose(sheet, f"{ref},AO,lapse,", "lapse")

    said = office.types("meeting", "record", sheet, *BY)

    assert said.code == 0
    assert office.case()["status"] == "lapsed"


def _last_page(told: dict[str, str]) -> str:
    return text_of(Path(told["pdf"])).rpartition("Waiting for information")[2]


def _choose(sheet: str, before: str, outcome: str) -> None:
    text = Path(sheet).read_text(encoding="utf-8-sig")
    assert f"{before}," in text
    Path(sheet).write_text(text.replace(before, before + outcome), encoding="utf-8-sig")
