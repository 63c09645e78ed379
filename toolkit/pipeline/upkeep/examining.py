"""Examining the computer and the workspace: what a person must see to, and what not."""

from __future__ import annotations

import secrets
import shutil
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.catalogue import check
from toolkit.checklist import RULES
from toolkit.compose import typed
from toolkit.compose.fonts import font_folder
from toolkit.errors import ToolkitError
from toolkit.intake import Hints, Turn, disk_of
from toolkit.pipeline.desk import desk_of
from toolkit.pipeline.faults import as_ours
from toolkit.pipeline.watching.starting import bad_places
from toolkit.reading.scans.ocr import engine
from toolkit.workspace import Workspace

_LEAST_FREE_BYTES = 1_000_000_000
_TRIAL = ".toolkit-trial-"


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at, and what was seen.

    It has a remedy exactly when a person must see to it.
    """

    what: str
    says: str
    remedy: str = ""


def examine_computer(roots: tuple[Path, ...]) -> Iterator[Examined]:
    """Examine what the toolkit needs of the computer, workspace or not.

    Args:
        roots: Where definitions and templates are.
    """
    yield _typeface()
    yield _writing(tuple(root / "templates" for root in roots))
    yield _ocr()
    yield _libreoffice()
    yield _definitions(roots)


def examine_workspace(workspace: Workspace) -> Iterator[Examined]:
    """Examine one workspace: its folders, its casebook and its watcher."""
    folders = {
        "intake": workspace.intake,
        "outbox": workspace.outbox,
        "vault": workspace.vault,
        "casebook folder": workspace.casebook.parent,
    }
    for name, folder in folders.items():
        yield _folder(name, folder)
    yield from _rooms(folders)
    yield _places(workspace)
    yield _casebook(workspace)
    yield _mode(workspace)
    yield from _turns(workspace)


# --- the computer -------------------------------------------------------------------


def _typeface() -> Examined:
    missing = not any(font_folder().glob("*.ttf"))
    says = f"the font files are in {font_folder()}"
    if missing:
        return _bad("fonts", "the font files are not there", "Run `make install`.")
    return _good("fonts", says)


def _writing(templates: tuple[Path, ...]) -> Examined:
    what = "Pango"
    there = tuple(folder for folder in templates if folder.is_dir())
    try:
        pdf = typed("Trial", ("A line.",), "pdf", there)
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is what is told
        remedy = "Install Pango (Debian: libpango-1.0-0 libpangoft2-1.0-0)."
        return _bad(what, f"a trial PDF was not drawn: {as_ours(fault)}", remedy)
    return _good(what, f"a trial PDF of {len(pdf)} bytes was drawn")


def _ocr() -> Examined:
    found = engine()
    if found is None:
        remedy = "Install tesseract-ocr and tesseract-ocr-script-latn."
        return _bad("Tesseract", "not found, so scans cannot be read", remedy)
    return _good("Tesseract", f"{found.program}, which reads {found.model}")


def _libreoffice() -> Examined:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    says = found or "not installed; it is only needed for an office's own Word layouts"
    return _good("LibreOffice (optional)", says)


def _definitions(roots: tuple[Path, ...]) -> Examined:
    faults = check(*roots, rules=frozenset(RULES))
    if faults:
        says = f"{len(faults)} faults in definitions or templates"
        return _bad("definitions", says, "See `toolkit definitions check`.")
    return _good("definitions", "no faults")


# --- the workspace ------------------------------------------------------------------


def _folder(name: str, folder: Path) -> Examined:
    disk = disk_of(folder)
    kind = disk.kind or "a disk of unknown kind"
    on = f"on a share ({kind})" if disk.is_share else f"on {kind}"
    there = _nearest(folder)
    trial = there / f"{_TRIAL}{secrets.token_hex(8)}"
    try:
        trial.write_bytes(b"trial")
        trial.unlink()
    except OSError:
        return _bad(
            name,
            f"{folder} cannot be written, {on}",
            "Give the account that runs the toolkit the right to write there.",
        )
    made = "" if folder.exists() else ", not made yet"
    return _good(name, f"{folder} can be written, {on}{made}")


def _rooms(folders: Mapping[str, Path]) -> Iterator[Examined]:
    """Say how much room each disk has, once."""
    on_disk: dict[int, list[str]] = {}
    for name, folder in folders.items():
        on_disk.setdefault(_nearest(folder).stat().st_dev, []).append(name)
    for names in on_disk.values():
        free = shutil.disk_usage(_nearest(folders[names[0]])).free
        what, says = f"room for {', '.join(names)}", f"{free / 1e9:.1f} GB free"
        if free < _LEAST_FREE_BYTES:
            yield _bad(what, says, "Free some space on that disk.")
        else:
            yield _good(what, says)


def _places(workspace: Workspace) -> Examined:
    faults = bad_places(workspace)
    if faults:
        says = " ".join(fault.sentence for fault in faults)
        return _bad("places", says, faults[0].remedy)
    return _good("places", "no folder is inside another that it must not be in")


def _casebook(workspace: Workspace) -> Examined:
    what = "casebook"
    if not workspace.casebook.exists():
        return _good(what, "none yet; it is made when the first papers arrive")
    try:
        with desk_of(workspace) as desk:
            faults = desk.casebook.verify()
    except ToolkitError as fault:
        return _bad(what, fault.sentence, fault.remedy)
    if faults:
        remedy = "Put the latest backup in its place, and ask how this came about."
        return _bad(what, " ".join(faults[:3]), remedy)
    return _good(what, "it opens, and is as it was written")


def _mode(workspace: Workspace) -> Examined:
    what = "watching"
    if not workspace.intake.is_dir():
        remedy = "Make the folder, or have its share mounted."
        return _bad(what, "the intake is not there", remedy)
    hints = Hints(workspace.intake, workspace.watching.mode, threading.Event())
    try:
        hints.start()
        return _good(what, f"by {hints.mode}, because {hints.why}")
    finally:
        hints.stop()


def _turns(workspace: Workspace) -> Iterator[Examined]:
    for what, lock, nobody in (
        ("watcher", workspace.watching_lock, "no watcher is at work"),
        ("turn", workspace.taking_lock, "nobody is taking in papers just now"),
    ):
        holder = Turn(lock, "").holder()
        yield _good(what, str(holder or nobody))


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest above it that is there."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def _good(what: str, says: str) -> Examined:
    return Examined(what, says)


def _bad(what: str, says: str, remedy: str) -> Examined:
    return Examined(what, says, remedy)
