"""Older and other office files, turned into Word files where LibreOffice is there.

LibreOffice is started for one file, with a profile of its own in a folder that is then
removed, without macros, without fetching anything, and for a limited time. Whatever
goes wrong there, the answer is only that there is no Word file.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from toolkit.reading.limits import Allowance

if sys.platform != "win32":
    import resource

# By the code of the refusal: how the file is called there, and what it must be read as,
# so that LibreOffice does not go by what it takes the file for.
_KINDS: Mapping[str, tuple[str, str]] = {
    "old-word": ("paper.doc", "MS Word 97"),
    "rich-text": ("paper.rtf", "Rich Text Format"),
    "open-document": ("paper.odt", "writer8"),
}
_PROGRAMS = ("soffice", "libreoffice")
# LibreOffice maps far more than it uses: 3 gigabytes for an empty letter.
_MEMORY = 8_000_000_000
_FILES = 500_000_000
# Nobody listens there: what a file wants fetched must not be fetched.
_NOWHERE = "127.0.0.1"
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "DisableOLEAutomation", "true"),
    ("Common/Misc", "FirstRun", "false"),
    ("Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def as_word(contents: bytes, code: str, allowance: Allowance) -> bytes | None:
    """Return an office file as a Word file; null if it could not be turned into one.

    Takes the time it needs out of the allowance, which never gives LibreOffice so much
    that the paper's own deadline would pass.

    Args:
        contents: The file.
        code: The problem with which the file would be declined.
        allowance: What is left for the paper and all inside it.
    """
    program = _program()
    seconds = allowance.office_seconds_left
    if code not in _KINDS or program is None or seconds < 1:
        return None
    started = time.monotonic()
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            return _converted(contents, code, program, Path(folder), allowance)
    except OSError:
        return None
    finally:
        allowance.office_seconds_left -= time.monotonic() - started


def _program() -> str | None:
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), None)


def _converted(
    contents: bytes, code: str, program: str, folder: Path, allowance: Allowance
) -> bytes | None:
    name, kind = _KINDS[code]
    (folder / name).write_bytes(contents)
    _lay_profile(folder / "profile" / "user")
    made = folder / "made"
    made.mkdir()
    command = [
        *_walls(),
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        f"--infilter={kind}",
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made)),
        str(folder / name),
    ]
    _run(command, folder, allowance.office_seconds_left)
    return _only_file(made / "paper.docx", allowance.limits.max_bytes)


def _only_file(path: Path, most: int) -> bytes | None:
    if path.is_symlink() or not path.is_file() or path.stat().st_size > most:
        return None
    return path.read_bytes() or None


def _lay_profile(user: Path) -> None:
    """Write a profile that runs no macros and fetches nothing."""
    user.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.{place}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for place, name, value in _in_full()
    )
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items '
        'xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        encoding="utf-8",
    )


def _in_full() -> Iterator[tuple[str, str, str]]:
    """Yield the settings with the whole names of their places."""
    for place, name, value in _SETTINGS:
        yield (place if place.startswith("Inet") else f"Office.{place}"), name, value


def _walls() -> Sequence[str]:
    """Return the command that takes the network away, where the system has one."""
    unshare = shutil.which("unshare")
    true = shutil.which("true")
    if unshare is None or true is None:
        return ()
    walls = (unshare, "--map-root-user", "--net")
    tried = subprocess.run(  # noqa: S603 our own words
        [*walls, true],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return walls if tried.returncode == 0 else ()


def _run(command: Sequence[str], folder: Path, seconds: float) -> None:
    """Run LibreOffice to its end or to the end of its time, and leave none of it."""
    with _more_memory():
        process = subprocess.Popen(  # noqa: S603 a file's name is ours, not its sender's
            command,
            cwd=folder,
            env=_surroundings(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        pass
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


@contextmanager
def _more_memory() -> Iterator[None]:
    """Let what is started meanwhile map as much memory as LibreOffice does."""
    if sys.platform == "win32":
        yield
        return
    memory = resource.getrlimit(resource.RLIMIT_AS)
    size = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_AS, (_least(_MEMORY, memory[1]), memory[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_least(_FILES, size[1]), size[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, memory)
        resource.setrlimit(resource.RLIMIT_FSIZE, size)


def _least(wanted: int, hard: int) -> int:
    return wanted if hard < 0 else min(wanted, hard)


def _surroundings(folder: Path) -> dict[str, str]:
    """Return the environment: nothing of the person's own, and a proxy nowhere."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
        if name in os.environ
    }
    proxy = f"http://{_NOWHERE}:9"
    return kept | {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "TEMP": str(folder),
        "TMP": str(folder),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        "http_proxy": proxy,
        "https_proxy": proxy,
        "all_proxy": proxy,
    }
