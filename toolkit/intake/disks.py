"""What sort of disk a folder is on: some are on another computer, and it matters."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")

_SHARES = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs"),
        *("ceph", "glusterfs", "lustre", "beegfs", "gpfs", "davfs"),
        *("9p", "virtiofs", "vboxsf", "prl_fs"),  # folders of a machine's host
    )
)
_LOCAL_FUSE = frozenset({"fuseblk", "fuse.lxcfs", "fuse.ntfs", "fuse.overlayfs"})
# A machine in a machine may run from one of these, which is then its own disk.
_FROM_THE_HOST = frozenset({"9p", "virtiofs"})
_UNC = ("\\\\", "//")
_DRIVE_IS_REMOTE = 4  # GetDriveTypeW, https://learn.microsoft.com/windows/win32/api


@dataclass(frozen=True, slots=True)
class Disk:
    """What a folder is on.

    `kind` is the system's word for it, such as `ext4` or `cifs`; empty when the system
    does not say. On a share other computers change files too: no events tell of that,
    and a database's locks do not hold.
    """

    kind: str
    is_share: bool
    mount: str = ""


def disk_of(path: Path, mounts: Path = _MOUNTS) -> Disk:
    """Return what a path is on, or would be once it is made.

    Args:
        path: Of anything, there or not.
        mounts: Where the system lists what is mounted (Linux).
    """
    place = path.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    if sys.platform == "win32":
        return _windows_disk(place)
    try:
        listed = mounts.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return Disk("", is_share=False)
    return _linux_disk(place.resolve(), listed)


def _linux_disk(place: Path, listed: str) -> Disk:
    found = Disk("", is_share=False, mount="/")
    for line in listed.splitlines():
        # https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html
        left, _, right = line.partition(" - ")
        mount, kind = _plain(left.split()[4]), right.split()[0]
        is_nearer = len(mount) >= len(found.mount)
        if is_nearer and place.is_relative_to(mount):
            found = Disk(kind, _is_share(kind, mount), mount)
    return found


def _is_share(kind: str, mount: str) -> bool:
    if kind in _FROM_THE_HOST and mount == "/":
        return False
    is_foreign = kind.startswith("fuse.") and kind not in _LOCAL_FUSE
    return kind in _SHARES or is_foreign


def _plain(escaped: str) -> str:
    """Return a mount's path without the system's escapes for spaces and the like."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), escaped)


def _windows_disk(place: Path) -> Disk:
    if str(place).startswith(_UNC):
        return Disk("share", is_share=True, mount=place.anchor)
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only Windows has the part that is asked

        kind = ctypes.windll.kernel32.GetDriveTypeW(place.anchor)
        if kind == _DRIVE_IS_REMOTE:
            return Disk("share", is_share=True, mount=place.anchor)
    return Disk("", is_share=False, mount=place.anchor)
