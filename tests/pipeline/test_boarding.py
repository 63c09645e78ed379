"""What the board tells, and that the terminal tells the same."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.desks import NOW, Trial, answers_of, catalogue, filled, trial
from tests.pipeline.test_whose_paper import about
from toolkit.cli import main
from toolkit.pipeline import draw_board
from toolkit.pipeline.board_lists import Row, short
from toolkit.pipeline.boarding import standing
from toolkit.pipeline.watching.health import WATCHING, Health, last_word

AMARA = answers_of("Amara")


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """A desk with something in every list of its board."""
    with trial(tmp_path_factory.mktemp("desk")) as opened:
        opened.drop("post/request.pdf", filled("service-request", AMARA))
        opened.drop("post/consent.pdf", filled("consent", AMARA))
        opened.drop("one.pdf", about("Jakub Wiśniewski"))
        opened.drop("two.pdf", about("Jakub Wiśniewski") + b"\n")
        opened.drop("torn.pdf", b"%PDF-1.7 and no more")
        opened.take_in()
        yield opened


def board(at: Trial, now: dt.datetime = NOW) -> str:
    """Draw the board and return its words, without tags."""
    draw_board(at.desk, catalogue(), now)
    page = at.workspace.board.read_text(encoding="utf-8")
    words = re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(words).split())


def test_the_board_tells_what_came_in_and_what_became_of_it(at: Trial) -> None:
    """Somebody dropped a folder this morning and wants to know where it went."""
    [case] = at.cases()
    told = board(at)

    assert "What came in last" in told
    came = r"A folder on 16 November 2026 at 09:30 \(arrival \w{8}\)"
    assert re.search(rf"{came} 2 papers went to {case.ref}\.", told)
    assert "1 paper waits for a person." in told
    assert "1 paper was set aside." in told


def test_the_board_tells_what_is_due_and_what_is_overdue(at: Trial) -> None:
    """A date nobody saw is a child who waits."""
    [case] = at.cases()
    soon = board(at).split("What is due")[1]
    late = board(at, NOW + dt.timedelta(days=30)).split("What is due")[1]

    assert f"18 November 2026: {case.ref}" in soon
    assert "Overdue since" not in soon
    assert f"Overdue since 23 November 2026: {case.ref}" in late


def test_the_board_says_what_to_do_about_a_waiting_paper(at: Trial) -> None:
    """Those that landed together are one question, with one command to answer it."""
    assert "toolkit match 1,2 REF --by NAME" in board(at)


def test_the_board_names_nobody(at: Trial) -> None:
    """It hangs on a wall, and lies in a folder that many may open."""
    told = board(at)

    assert not re.search("Amara|Okafor|Jakub|Wiśniewski|torn.pdf|one.pdf", told)


def test_the_terminal_says_what_the_board_says(
    at: Trial, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not everybody can open the folder the board lies in."""
    told = board(at, dt.datetime.now(dt.UTC))  # noqa: TID251 - the command's own time
    main(["--workspace", str(at.workspace.root), "cases", "--waiting"])
    printed = " ".join(capsys.readouterr().out.split())

    sections = standing(at.desk, catalogue(), NOW)
    listed = [s for s in sections if s.rows and s.title != "The watcher"]
    missing = [s.title for s in listed if s.title not in printed or s.title not in told]
    assert missing == []
    assert "toolkit match 1,2 REF --by NAME" in printed
    assert all(r.why in printed for s in listed for r in s.rows if "due" not in s.title)


def test_the_terminal_says_when_the_watcher_has_gone_silent(at: Trial) -> None:
    """A list that nobody keeps up looks like a quiet day."""
    health = Health(WATCHING, "events", "it is tried", NOW, NOW, 1)
    at.workspace.health.write_bytes(health.as_json())

    soon = standing(at.desk, catalogue(), NOW)[0].rows[0].label
    later = standing(at.desk, catalogue(), NOW + dt.timedelta(hours=1))[0].rows[0].label
    at.workspace.health.unlink()

    assert soon == health.sentence
    assert "seems to have stopped" in later


@pytest.mark.parametrize("contents", ["", "{}", "[]", '{"state": 1, "sentence": 2}'])
def test_a_health_file_that_cannot_be_read_is_no_word(
    tmp_path: Path, contents: str
) -> None:
    """It may be of an earlier version, or somebody else's file."""
    (tmp_path / "health.json").write_text(contents)

    assert last_word(tmp_path / "health.json") is None
    assert last_word(tmp_path / "none.json") is None


def test_a_long_list_ends_with_how_many_more_there_are() -> None:
    """What is left out is counted, never silently dropped."""
    rows = [Row("one"), Row("two")]

    assert short(rows, 2) == tuple(rows)
    assert short(rows, 7)[-1].label == "And 5 more"
