"""What people and programs do to a shared folder, each with what must become of it."""

from __future__ import annotations

import fcntl
import hashlib
import io
import random
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from tests.pipeline.desks import answers_of, filled

PAUSE = 0.15


@dataclass
class Ledger:
    """What was dropped: how often each kind, and the bytes that must be safe."""

    kinds: dict[str, int] = field(default_factory=dict)
    arrivals: int = 0
    hashes: set[str] = field(default_factory=set)
    litter: list[Path] = field(default_factory=list)
    links: int = 0
    cases: int = 0

    def expect(self, *contents: bytes) -> None:
        """Expect one arrival of these papers."""
        self.arrivals += 1
        self.hashes.update(hashlib.sha256(each).hexdigest() for each in contents)


class Hands:
    """Drops things, every one with bytes of its own.

    Args:
        intake: The shared folder.
        aside: Where things are made that are moved in whole, on the same disk.
        chance: The only source of chance.
        referrals: Filled forms to drop as they are, each once.
    """

    def __init__(
        self,
        intake: Path,
        aside: Path,
        chance: random.Random,
        referrals: Sequence[bytes],
    ) -> None:
        self.intake, self._aside, self._chance = intake, aside, chance
        self._referrals = list(referrals)
        self._number = 0
        self._before = b"the very first words"
        self.ledger = Ledger()
        aside.mkdir()

    def drop(self) -> None:
        """Drop one thing of a kind that chance chooses."""
        self._number += 1
        kind = self._chance.choices(list(_KINDS), list(_KINDS.values()))[0]
        name = kind.__name__.removeprefix("_")
        self.ledger.kinds[name] = self.ledger.kinds.get(name, 0) + 1
        kind(self)

    def words(self) -> bytes:
        """Return words nobody has dropped before."""
        self._number += 1
        return f"These are the words number {self._number}.\n".encode()

    def at(self, suffix: str) -> Path:
        """Return a free place in the intake."""
        self._number += 1
        return self.intake / f"paper {self._number}{suffix}"

    def remember(self, contents: bytes) -> bytes:
        """Keep bytes to be dropped again later."""
        self._before = contents
        return contents

    # --- the kinds ------------------------------------------------------------------

    def _written_at_once(self) -> None:
        contents = self.remember(self.words())
        self.ledger.expect(contents)
        self.at(".txt").write_bytes(contents)

    def _moved_in(self) -> None:
        contents = self.words()
        self.ledger.expect(contents)
        draft = self._aside / "draft"
        draft.write_bytes(contents)
        draft.rename(self.at(".txt"))

    def _the_same_bytes_again(self) -> None:
        self.ledger.expect(self._before)
        draft = self._aside / "draft"
        draft.write_bytes(self._before)
        draft.rename(self.at(".txt"))

    def _copied_slowly(self) -> None:
        parts = [self.words() for _ in range(3)]
        self.ledger.expect(b"".join(parts))
        with self.at(".txt").open("wb") as copy:
            for part in parts:
                copy.write(part)
                copy.flush()
                time.sleep(PAUSE)

    def _copied_with_a_long_pause(self) -> None:
        whole = b"%PDF-1.7\n" + self.words() + b"%%EOF\n"
        self.ledger.expect(whole)
        path = self.at(".pdf")
        path.write_bytes(whole[:15])
        time.sleep(5 * PAUSE)
        with path.open("ab") as copy:
            copy.write(whole[15:])

    def _saved_by_rename(self) -> None:
        contents = self.words()
        self.ledger.expect(contents)
        self._number += 1
        draft = self.intake / f"~WRL{self._number:04}.tmp"
        draft.write_bytes(contents)
        draft.rename(self.at(".docx"))

    def _damaged(self) -> None:
        contents = b"%PDF-1.7\n" + self.words() + b"%%EOF\n"
        self.ledger.expect(contents)
        self.at(".pdf").write_bytes(contents)

    def _cut_off(self) -> None:
        contents = b"%PDF-1.7\n" + self.words()
        self.ledger.expect(contents)
        self.at(".pdf").write_bytes(contents)

    def _empty(self) -> None:
        self.ledger.expect(b"")
        self.at(".pdf").write_bytes(b"")

    def _folder_moved_in(self) -> None:
        contents = [self.words() for _ in range(3)]
        self.ledger.expect(*contents)
        draft = self._aside / "folder"
        (draft / "deeper").mkdir(parents=True)
        for number, each in enumerate(contents[:2]):
            (draft / f"{number}.txt").write_bytes(each)
        (draft / "deeper" / "2.txt").write_bytes(contents[2])
        (draft / ".DS_Store").write_bytes(b"mac")
        draft.rename(self.at(""))

    def _folder_copied_slowly(self) -> None:
        contents = [self.words() for _ in range(3)]
        self.ledger.expect(*contents)
        folder = self.at("")
        draft = self._aside / "slow"
        draft.mkdir()
        copies = [(draft / f"{n}.txt").open("wb") for n in range(len(contents))]
        draft.rename(folder)
        for copy, each in zip(copies, contents, strict=True):
            copy.write(each)
            copy.flush()
            time.sleep(PAUSE)
        for copy in copies:
            copy.close()

    def _zip(self) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("a.txt", self.words())
            archive.writestr("b.txt", self.words())
        self.ledger.expect(packed.getvalue())
        self.at(".zip").write_bytes(packed.getvalue())

    def _message(self) -> None:
        message = EmailMessage()
        message["Subject"] = "Papers"
        message.set_content("See the attachment.")
        message.add_attachment(
            self.words(), maintype="text", subtype="plain", filename="a.txt"
        )
        self.ledger.expect(message.as_bytes())
        self.at(".eml").write_bytes(message.as_bytes())

    def _locked(self) -> None:
        contents = self.words()
        self.ledger.expect(contents)
        draft = self._aside / "locked"
        with draft.open("wb") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            held.write(contents)
            held.flush()
            draft.rename(self.at(".txt"))
            time.sleep(3 * PAUSE)

    def _litter(self) -> None:
        name = self._chance.choice(("~$form.docx", ".DS_Store", "x.part", "Thumbs.db"))
        path = self.intake / name
        path.write_bytes(b"litter")
        self.ledger.litter.append(path)

    def _link(self) -> None:
        self.ledger.links += 1
        self.at(".pdf").symlink_to(self._aside / "nowhere")

    def _referral(self) -> None:
        if not self._referrals:
            self._written_at_once()
            return
        contents = self._referrals.pop()
        self.ledger.cases += 1
        self.ledger.expect(contents)
        draft = self._aside / "draft"
        draft.write_bytes(contents)
        draft.rename(self.at(".pdf"))


_KINDS: dict[Callable[[Hands], None], int] = {
    Hands._written_at_once: 8,
    Hands._moved_in: 8,
    Hands._the_same_bytes_again: 2,
    Hands._copied_slowly: 2,
    Hands._copied_with_a_long_pause: 1,
    Hands._saved_by_rename: 2,
    Hands._damaged: 6,
    Hands._cut_off: 1,
    Hands._empty: 1,
    Hands._folder_moved_in: 3,
    Hands._folder_copied_slowly: 1,
    Hands._zip: 2,
    Hands._message: 2,
    Hands._locked: 1,
    Hands._litter: 1,
    Hands._link: 1,
    Hands._referral: 1,
}


def referrals(count: int) -> list[bytes]:
    """Return so many filled forms, each of a child of its own."""
    letters = "BCDFGHJKLM"
    amara = answers_of("Amara")
    names = ["".join(letters[int(d)] for d in f"{n:05}") for n in range(count)]
    return [
        filled(
            "service-request",
            {
                **amara,
                "pupil_legal_forename": name.title(),
                "pupil_legal_surname": f"{name[::-1].title()}son",
                "upn": "",
                "dob": f"{1 + n % 28:02}/{1 + n % 12:02}/{2010 + n % 5}",
            },
        )
        for n, name in enumerate(names)
    ]
