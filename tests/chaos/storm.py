"""The real watcher under every fault that can be staged here, and what must hold after.

At the end every dropped byte is in the vault exactly once, every arrival has exactly
one outcome, no case has a document twice, and the casebook is as it was written.
"""

from __future__ import annotations

import contextlib
import hashlib
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from pathlib import Path

from tests.chaos.disks import lock, mount_over, mount_small, take_away, unmount
from tests.chaos.droppings import Hands
from toolkit import workspace as workspaces
from toolkit.casebook import EventKind
from toolkit.pipeline import desk_of
from toolkit.workspace import Workspace

_SETTINGS = """
[intake]
quiet_seconds = 0.5
patience_minutes = 0.05
rescan_seconds = 1
"""

# Hidden, so that nobody takes it; what is made here is moved in on the same disk.
_ASIDE = ".aside"

# The watcher with the computer's clock set back: the only clock it is told the time by.
_SET_BACK = """
import datetime as dt, sys
import toolkit.cli.intake as intake
real = intake.now
intake.now = lambda: real() - dt.timedelta(hours=3)
from toolkit.cli import main
sys.exit(main(sys.argv[1:]))
"""


@dataclass
class Result:
    """What was done and what was found; the storm held if `faults` is empty."""

    arrivals: int
    seconds: float
    kinds: dict[str, int]
    troubles: Counter[str]
    outcomes: Counter[str]
    faults: list[str] = field(default_factory=list)
    not_staged: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [
            f"{self.arrivals} arrivals in {self.seconds:.0f} s, "
            f"{self.arrivals / self.seconds:.1f} a second",
            "dropped:  " + _listed(self.kinds),
            "troubles: " + _listed(self.troubles),
            "outcomes: " + _listed(self.outcomes),
        ]
        lines += [f"not staged here: {each}" for each in self.not_staged]
        lines += [f"FAULT: {each}" for each in self.faults] or ["everything held"]
        return "\n".join(lines)


class Storm:
    """One workspace, its real watcher, and what is done to both.

    Args:
        root: An empty folder.
        chance: The only source of chance.
        hands: Makes what drops things, given the intake and a folder beside it.
        calm: The longest time between two troubles, in seconds.
        disk_mb: With a number, the vault is on a disk of its own of that size, which is
            filled now and then, where an administrator runs this.
    """

    def __init__(
        self,
        root: Path,
        chance: random.Random,
        hands: Callable[[Path, Path], Hands],
        calm: float,
        disk_mb: int = 0,
    ) -> None:
        self.workspace = _workspace(root)
        self._share = root / "share"
        self._is_on_share = mount_over(self.workspace.intake, self._share)
        self._hands = hands(self.workspace.intake, self.workspace.intake / _ASIDE)
        self._root, self._chance, self._calm = root, chance, calm
        self._log = (root / "watcher.err").open("ab")
        self._watcher: subprocess.Popen[bytes] | None = None
        self._place, self._over = threading.Lock(), threading.Event()
        self.troubles: Counter[str] = Counter()
        self.not_staged: list[str] = []
        self._has_small_disk = disk_mb > 0 and mount_small(
            self.workspace.vault, disk_mb
        )
        if not self._has_small_disk:
            self.not_staged.append("a full disk: only where mounting is possible")
        if not self._is_on_share:
            self.not_staged.append("a share unmounted in use: it is renamed instead")

    def rage(self, arrivals: int, patience: float = 600.0) -> Result:
        """Drop so many things while everything goes wrong; then let it calm down."""
        began = time.monotonic()
        self._start()
        trouble = threading.Thread(target=self._make_trouble)
        trouble.start()
        try:
            while self._hands.ledger.arrivals < arrivals:
                with self._place:
                    self._hands.drop()
                time.sleep(self._chance.expovariate(100))
        finally:
            self._over.set()
            trouble.join()
        for path in self._hands.ledger.litter:
            path.unlink(missing_ok=True)
        if self._watcher is None or self._watcher.poll() is not None:
            self._start()
        is_calm = self._wait(patience)
        seconds = time.monotonic() - began
        code = self._end(signal.SIGTERM)
        self._log.close()
        result = self._judged(seconds)
        if not is_calm:
            result.faults.append("The intake did not become empty.")
        if code != 0:
            result.faults.append(f"The watcher ended with {code}.")
        return result

    def _judged(self, seconds: float) -> Result:
        try:
            result = judge(self.workspace, self._hands, seconds)
        finally:
            self._tidy_up()
        result.troubles, result.not_staged = self.troubles, self.not_staged
        return result

    def _tidy_up(self) -> None:
        if self._is_on_share:
            take_away(self.workspace.intake)
        if self._has_small_disk:
            unmount(self.workspace.vault)

    # --- the troubles ---------------------------------------------------------------

    def _make_trouble(self) -> None:
        kinds = [self._kill, self._take_the_share_away]
        for locked in self._locked_folders():
            kinds += [locked, self._kill]
        kinds += [self._run_by_hand, self._start_a_second]
        kinds += [self._fill_the_disk] * self._has_small_disk
        for trouble in cycle(kinds):
            if self._over.wait(self._chance.uniform(self._calm / 3, self._calm)):
                return
            trouble()

    def _kill(self) -> None:
        self.troubles["killed"] += 1
        self._end(signal.SIGKILL)
        self._start(is_set_back=self._chance.random() < 0.4)

    def _take_the_share_away(self) -> None:
        self.troubles["share away"] += 1
        away = self._root / "away"
        with self._place:
            if self._is_on_share:
                take_away(self.workspace.intake)
                time.sleep(1.2)
                mount_over(self.workspace.intake, self._share)
                return
            self.workspace.intake.rename(away)
            time.sleep(1.2)
            away.rename(self.workspace.intake)

    def _run_by_hand(self) -> None:
        self.troubles["run by hand"] += 1
        # A single run does not wait for the end of a slow copy, so none is under way.
        with self._place:
            time.sleep(0.6)
            subprocess.run(
                self._command(), check=False, stdout=self._log, stderr=self._log
            )

    def _start_a_second(self) -> None:
        self.troubles["second watcher"] += 1
        second = subprocess.Popen(self._command("--watch"), stderr=self._log)
        time.sleep(1.5)
        second.kill()
        second.wait()

    def _locked_folders(self) -> Iterator[Callable[[], None]]:
        workspace = self.workspace
        workspace.vault.mkdir(exist_ok=True)
        if not lock(workspace.outbox, is_locked=True):
            self.not_staged.append("folders that take no changes: not possible here")
            return
        lock(workspace.outbox, is_locked=False)
        for folder in (workspace.intake, workspace.outbox, workspace.vault):
            yield partial(self._lock_for_a_while, folder)

    def _lock_for_a_while(self, folder: Path) -> None:
        self.troubles[f"{folder.name} takes no changes"] += 1
        with self._place:
            lock(folder, is_locked=True)
            time.sleep(1.2)
            lock(folder, is_locked=False)

    def _fill_the_disk(self) -> None:
        self.troubles["disk full"] += 1
        filler = self.workspace.vault / "filler"
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as full:
            while full.write(bytes(1 << 16)):
                pass
        time.sleep(3)
        filler.unlink()

    # --- the watcher ----------------------------------------------------------------

    def _command(self, *options: str, is_set_back: bool = False) -> list[str]:
        start = ["-c", _SET_BACK] if is_set_back else ["-m", "toolkit"]
        where = ["--workspace", str(self.workspace.root)]
        return [sys.executable, *start, *where, "intake", *options]

    def _start(self, *, is_set_back: bool = False) -> None:
        self.troubles["clock set back"] += is_set_back
        self._watcher = subprocess.Popen(
            self._command("--watch", is_set_back=is_set_back), stderr=self._log
        )

    def _end(self, number: signal.Signals) -> int:
        if self._watcher is None:
            return 0
        self._watcher.send_signal(number)
        return self._watcher.wait()

    def _wait(self, patience: float) -> bool:
        """Wait until nothing is left to do; false when that takes too long."""
        ends = time.monotonic() + patience
        while time.monotonic() < ends:
            time.sleep(0.5)
            if not self._left() and self._is_answered():
                return True
        return False

    def _left(self) -> list[str]:
        """Return what lies in the intake, hidden or not, but for our own folder."""
        names = (path.name for path in self.workspace.intake.iterdir())
        return [name for name in names if name != _ASIDE]

    def _is_answered(self) -> bool:
        with _book(self.workspace) as book:
            [(unread,)] = book.execute(
                "SELECT count(*) FROM arrivals WHERE NOT is_read"
            )
            written = book.execute(
                "SELECT count(DISTINCT case_ref) FROM events WHERE kind = ?",
                (EventKind.DOCUMENT_WRITTEN.value,),
            ).fetchone()[0]
            cases = book.execute("SELECT count(*) FROM case_summaries").fetchone()[0]
        return not unread and written == cases


_WITHOUT_OUTCOME = """
SELECT count(*) FROM arrivals WHERE id NOT IN (
    SELECT arrival_id FROM paper_places
    WHERE state IN ('waiting', 'joined', 'set-aside')
)
"""

# --- what must hold -----------------------------------------------------------------


def judge(workspace: Workspace, hands: Hands, seconds: float) -> Result:
    """Look at everything that is left and say what is not as it must be."""
    ledger = hands.ledger
    with _book(workspace) as book:
        arrivals = book.execute("SELECT count(*) FROM arrivals").fetchone()[0]
        places = book.execute(
            "SELECT arrival_id, sha256, state FROM paper_places"
        ).fetchall()
        [(silent,)] = book.execute(_WITHOUT_OUTCOME)
    result = Result(
        arrivals=ledger.arrivals,
        seconds=seconds,
        kinds=dict(sorted(ledger.kinds.items())),
        troubles=Counter(),
        outcomes=Counter(state for *_, state in places),
    )
    claims = {
        f"{arrivals} arrivals were recorded of {ledger.arrivals}.": (
            arrivals == ledger.arrivals
        ),
        f"{silent} arrivals have no outcome.": not silent,
        "A paper has two outcomes.": _are_unique(places),
        "A link was not set aside.": _aside_links(workspace) == ledger.links,
        **_vault_claims(workspace, ledger.hashes),
        **_casebook_claims(workspace, ledger.cases),
    }
    result.faults = [fault for fault, holds in claims.items() if not holds]
    return result


def _vault_claims(workspace: Workspace, hashes: set[str]) -> dict[str, bool]:
    kept = [path.name for path in workspace.vault.glob("??/??/*")]
    missing, strange = hashes - set(kept), set(kept) - hashes
    return {
        f"{len(missing)} dropped files are not in the vault.": not missing,
        f"{len(strange)} files in the vault were never dropped.": not strange,
        "A file is in the vault twice.": len(kept) == len(set(kept)),
    }


def _casebook_claims(workspace: Workspace, dropped: int) -> dict[str, bool]:
    with desk_of(workspace) as desk:
        book = desk.casebook.verify()
        vault = [f for f in desk.vault.verify() if "never finished" not in f]
        cases = [desk.casebook.case(case.ref) for case in desk.casebook.cases()]
    made = [document for case in cases for document in case.documents]
    return {
        f"The casebook: {book[:3]}": not book,
        f"The vault: {vault[:3]}": not vault,
        f"{len(cases)} cases were opened by {dropped} referrals.": len(cases)
        == dropped,
        "A case has a document twice.": len({d.name for d in made}) == len(made),
        "A reply was written twice.": all(d.version == 1 for d in made),
        "A case has no whole reply.": len(made) == 3 * len(cases),
        "A document is recorded and not there as it was written.": all(
            _sha256_of(workspace.outbox / d.path) == d.sha256 for d in made
        ),
    }


def _sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _are_unique(rows: list[tuple[str, ...]]) -> bool:
    return len(rows) == len({row[:2] for row in rows})


def _aside_links(workspace: Workspace) -> int:
    aside = workspace.outbox / "set-aside"
    return sum(path.is_symlink() for path in aside.glob("*"))


@contextlib.contextmanager
def _book(workspace: Workspace) -> Iterator[sqlite3.Connection]:
    book = sqlite3.connect(workspace.casebook, timeout=30)
    try:
        yield book
    finally:
        book.close()


def _workspace(root: Path) -> Workspace:
    made = workspaces.make(root)
    settings = root / workspaces.SETTINGS
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text[: text.index("\n# How the intake")] + _SETTINGS)
    (root / "people.toml").unlink()
    return workspaces.at(made.root)


def _listed(counts: dict[str, int] | Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count)
