"""24. An attachment is protected with a password."""

from __future__ import annotations

from tests.scenarios.offices import AMARA, Office, filled, outcome
from toolkit.pdf import protect


def test_a_locked_file_by_itself_is_set_aside_with_what_to_do(office: Office) -> None:
    """The sender is asked for an open copy; nobody is asked for a password."""
    locked = protect(filled("consent", AMARA), "willowmere")
    office.drops({"consent.pdf": locked})
    said = office.types("intake", "--quiet-seconds", "0")
    [why] = office.workspace.outbox.glob("set-aside/*.why.txt")
    [book] = office.workspace.root.rglob("casebook.sqlite")

    assert said.code == 3
    assert "password" in why.read_text(encoding="utf-8")
    assert office.cases() == []
    assert b"willowmere" not in book.read_bytes()


def test_a_locked_file_among_others_does_not_count_as_sent(office: Office) -> None:
    """The others are taken; the list of what is missing still has this one."""
    papers = {
        "request.pdf": filled("service-request", AMARA),
        "consent.pdf": protect(filled("consent", AMARA), "willowmere"),
    }

    assert outcome(office.checks(papers), "RQ-07") != "met"
