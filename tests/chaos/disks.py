"""Disks and folders that misbehave, as far as this computer lets us make them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path


def lock(folder: Path, *, is_locked: bool) -> bool:
    """Let a folder take no changes, even of an administrator's; false if impossible."""
    if os.geteuid() != 0:
        folder.chmod(0o500 if is_locked else 0o700)
        return True
    program = shutil.which("chattr")
    if program is None:
        return False
    flag = "+i" if is_locked else "-i"
    done = subprocess.run(
        [program, flag, str(folder)], check=False, stderr=subprocess.DEVNULL
    )
    return done.returncode == 0


def mount_small(folder: Path, megabytes: int) -> bool:
    """Put a small disk in a folder's place; false where that is not possible."""
    program = shutil.which("mount")
    if program is None or os.geteuid() != 0:
        return False
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        [program, "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)],
        check=False,
        stderr=subprocess.DEVNULL,
    )
    return done.returncode == 0


def unmount(folder: Path) -> None:
    """Unmount what nothing uses any more."""
    program = shutil.which("umount")
    assert program is not None
    subprocess.run([program, str(folder)], check=True)


def mount_over(folder: Path, share: Path) -> bool:
    """Mount a share over a folder; false where that is not possible."""
    program = shutil.which("mount")
    if program is None or os.geteuid() != 0:
        return False
    share.mkdir(exist_ok=True)
    done = subprocess.run(
        [program, "--bind", str(share), str(folder)],
        check=False,
        stderr=subprocess.DEVNULL,
    )
    return done.returncode == 0


def take_away(folder: Path) -> None:
    """Unmount a share from a folder, though it is in use: the folder is left empty."""
    program = shutil.which("umount")
    assert program is not None
    subprocess.run([program, "--lazy", str(folder)], check=True)
