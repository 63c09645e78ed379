"""Is everything there, is it whole, and can it be brought back?"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.pipeline.desks import NOW, Trial, answers_of, filled, trial
from tests.pipeline.test_whose_paper import place
from toolkit.cli import main
from toolkit.errors import CannotDo, CannotStore, ExitCode
from toolkit.pipeline import desk_of
from toolkit.pipeline.upkeep.backing_up import Backup, back_up, restore
from toolkit.pipeline.upkeep.wholeness import Stock, take_stock, verify

AMARA = answers_of("Amara")
JAKUB = answers_of("Jakub")
IN_AN_HOUR = dt.timedelta(hours=1)


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with a case, its letters and a set-aside paper."""
    root = tmp_path_factory.mktemp("worked") / "desk"
    with trial(root) as at:
        at.drop("post/request.pdf", filled("service-request", AMARA))
        at.drop("post/broken.pdf", b"%PDF-1.7\nnothing follows")
        at.take_in()
    return root


@pytest.fixture
def at(worked: Path, tmp_path: Path) -> Iterator[Trial]:
    """A desk of one's own that has been worked at."""
    shutil.copytree(worked, tmp_path / "desk", copy_function=shutil.copy2)
    with trial(tmp_path / "desk") as opened:
        yield opened


def later() -> dt.datetime:
    """Return a moment well after every file of the test was made."""
    return dt.datetime.now(dt.UTC) + IN_AN_HOUR  # noqa: TID251 - files have real times


def stock(at: Trial) -> Stock:
    """Take stock of a desk."""
    return take_stock(at.desk, later())


# --- taking stock -------------------------------------------------------------------


def test_a_desk_that_nobody_touched_is_whole(at: Trial) -> None:
    """Every original, every letter, and nothing that belongs to nobody."""
    found = stock(at)

    assert (found.faults, found.edited) == ((), ())
    assert (found.originals, found.documents) == (2, 3)


def original(at: Trial) -> Path:
    """Return where one original is."""
    return at.desk.vault.open(at.cases()[0].papers[0].paper.sha256)


def lose(at: Trial) -> None:
    """Lose an original."""
    original(at).unlink()


def alter(at: Trial) -> None:
    """Alter an original, one bit of it."""
    path = original(at)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")


def stray(at: Trial) -> None:
    """Put something into the vault that never arrived."""
    at.desk.vault.keep_bytes(b"from nowhere", "x")


def lose_a_letter(at: Trial) -> None:
    """Lose a letter from the outbox."""
    (at.workspace.outbox / at.cases()[0].documents[0].path).unlink()


def forge_a_letter(at: Trial) -> None:
    """Put a letter into the outbox that nobody wrote."""
    made = at.workspace.outbox / at.cases()[0].documents[0].path
    shutil.copy(made, made.with_name(made.name.replace("_v1_", "_v7_")))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        pytest.param(lose, "An original is not in the vault", id="lost"),
        pytest.param(alter, "An original is not as it was kept", id="altered"),
        pytest.param(stray, "belongs to no arrival", id="orphaned"),
        pytest.param(lose_a_letter, "A document is not in the outbox", id="no letter"),
        pytest.param(forge_a_letter, "was never recorded", id="a letter too many"),
    ],
)
def test_what_is_not_as_it_should_be_is_found(
    at: Trial, harm: Callable[[Trial], None], said: str
) -> None:
    """A disk that begins to fail is noticed before the backup is overwritten."""
    harm(at)

    [fault] = stock(at).faults
    assert said in fault


def test_a_letter_somebody_edited_is_named_and_is_no_fault(at: Trial) -> None:
    """That is what drafts are for."""
    made = at.cases()[0].documents[0].path
    (at.workspace.outbox / made).write_bytes(b"edited in Word")

    found = stock(at)
    assert (found.faults, found.edited) == ((), (made,))


def test_what_a_run_is_just_taking_in_is_no_fault(at: Trial) -> None:
    """The check may be made while the watcher works."""
    stray(at)

    assert take_stock(at.desk, later() - IN_AN_HOUR).faults == ()


# --- backing up, and bringing back --------------------------------------------------


def backed_up(at: Trial, to: Path) -> Backup:
    """Back a desk up."""
    return back_up(at.desk, to, NOW)


@pytest.mark.parametrize("name", ["backup", "backup.zip"])
def test_a_backup_brings_everything_back(at: Trial, tmp_path: Path, name: str) -> None:
    """Cases, originals, letters and people: as if nothing had happened."""
    backed_up(at, tmp_path / name)
    workspace, found = restore(tmp_path / name, tmp_path / "again", later())

    with desk_of(workspace) as desk:
        again, was = desk.casebook, at.desk.casebook
        assert (again.head(), again.cases()) == (was.head(), was.cases())
        assert again.verify() == ()
    assert (found.faults, found.originals, found.documents) == ((), 2, 3)
    assert (workspace.root / "people.toml").exists()


def test_a_second_backup_copies_only_what_is_new(at: Trial, tmp_path: Path) -> None:
    """Every night, in minutes."""
    first = backed_up(at, tmp_path / "backup")
    at.drop("another.pdf", filled("service-request", JAKUB))
    place(at)
    second = backed_up(at, tmp_path / "backup")

    assert (first.copied, second.copied, second.originals) == (2, 1, 3)
    _, found = restore(tmp_path / "backup", tmp_path / "again", later())
    assert (found.originals, found.faults) == (3, ())


def test_the_head_kept_with_a_backup_shows_that_an_end_was_cut_off(
    at: Trial, tmp_path: Path
) -> None:
    """The chain alone does not know how long it was."""
    early = tmp_path / "early"
    shutil.copytree(at.workspace.root, early)
    at.desk.casebook.note("Something awkward.", by="H", at=NOW)
    head = backed_up(at, tmp_path / "backup").at / "head.json"

    with trial(early) as cut:
        assert cut.desk.casebook.verify() == ()
        assert "cut off" in verify(cut.desk, head)[0]
    assert verify(at.desk, head) == ()


def test_a_backup_never_overwrites_a_casebook(at: Trial, tmp_path: Path) -> None:
    """Brought back into the wrong folder, it would cost a week's work."""
    backed_up(at, tmp_path / "backup")
    before = at.desk.casebook.head()

    with pytest.raises(CannotDo, match="not overwritten"):
        restore(tmp_path / "backup", at.workspace.root, NOW)
    assert at.desk.casebook.head() == before


def damage_the_vault(backup: Path) -> None:
    """Damage an original in the backup."""
    path = next(p for p in (backup / "vault").rglob("*") if p.is_file())
    path.chmod(0o600)
    path.write_bytes(b"damaged")


def lose_an_original(backup: Path) -> None:
    """Lose an original from the backup."""
    next(p for p in (backup / "vault").rglob("*") if p.is_file()).unlink()


def change_the_head(backup: Path) -> None:
    """Let the head say something else."""
    told = json.loads((backup / "head.json").read_text())
    (backup / "head.json").write_text(json.dumps({**told, "hash": "0" * 64}))


def damage_the_casebook(backup: Path) -> None:
    """Damage the casebook in the backup."""
    path = backup / "casebook.sqlite"
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\x7f" * 4096 + whole[12288:])


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(damage_the_vault, id="an original damaged"),
        pytest.param(lose_an_original, id="an original lost"),
        pytest.param(change_the_head, id="another head"),
        pytest.param(damage_the_casebook, id="the casebook damaged"),
    ],
)
def test_a_backup_that_is_not_whole_is_not_brought_back(
    at: Trial, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    """Half a casebook at work would be found out too late."""
    backed_up(at, tmp_path / "backup")
    harm(tmp_path / "backup")

    with pytest.raises(CannotStore) as stop:
        restore(tmp_path / "backup", tmp_path / "again", NOW)
    assert stop.value.remedy
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda at: at.mkdir(), id="an empty folder"),
        pytest.param(lambda at: at.write_bytes(b"Dear Sir"), id="a letter"),
        pytest.param(lambda at: zipfile.ZipFile(at, "w").close(), id="an empty zip"),
    ],
)
def test_what_is_no_backup_is_refused(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    """The sentence says what one looks like."""
    make(tmp_path / "backup")

    with pytest.raises(CannotDo, match="is not a backup"):
        restore(tmp_path / "backup", tmp_path / "again", NOW)


def test_a_name_in_a_zip_cannot_climb_out_of_it(at: Trial, tmp_path: Path) -> None:
    """A backup that somebody doctored must not write where it likes."""
    backed_up(at, tmp_path / "backup.zip")
    with zipfile.ZipFile(tmp_path / "backup.zip", "a") as doctored:
        doctored.writestr("../../evil.txt", "x")
        doctored.writestr("cases/../../../evil.txt", "x")
    again = tmp_path / "deep" / "again"
    restore(tmp_path / "backup.zip", again, later())

    found = list(tmp_path.rglob("evil.txt"))
    assert [path for path in found if not path.is_relative_to(again)] == []


def test_a_backup_into_the_intake_is_refused(at: Trial) -> None:
    """It would be taken in, and backed up, and taken in."""
    with pytest.raises(CannotDo, match="would be taken in"):
        backed_up(at, at.workspace.intake / "backup")


def test_a_restore_that_was_interrupted_can_be_made_again(
    at: Trial, tmp_path: Path
) -> None:
    """The casebook comes last, so nothing stands in the way."""
    backed_up(at, tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "again", NOW)
    (tmp_path / "again" / "casebook.sqlite").unlink()

    _, found = restore(tmp_path / "backup", tmp_path / "again", later())
    assert found.faults == ()


# --- the commands -------------------------------------------------------------------


def test_the_commands_answer_with_counts_and_codes(
    at: Trial, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A night's script reads the code, a person the sentence."""
    desk, backup = str(at.workspace.root), str(tmp_path / "backup")
    lose_a_letter(at)
    codes = [
        main(["--workspace", desk, "casebook", "verify", "--json"]),
        main(["--workspace", desk, "casebook", "check"]),
        main(["--workspace", desk, "casebook", "backup", "-o", backup]),
        main(["casebook", "restore", backup, "--to", str(tmp_path / "again")]),
    ]
    out = capsys.readouterr().out

    assert codes == [ExitCode.OK, ExitCode.FINDINGS, ExitCode.OK, ExitCode.FINDINGS]
    assert '"faults": []' in out
    assert "2 originals, 3 documents" in out
    assert "1 findings" in out
