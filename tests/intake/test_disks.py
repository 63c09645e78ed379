from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.intake import Disk, disk_of


def disk(tmp_path: Path, *mounted: str) -> Disk:
    """Say what a folder is on, given what is mounted; `{here}` is above it."""
    lines = []
    for one in mounted:
        place, kind = one.format(here=tmp_path).split()
        lines.append(f"20 1 8:1 / {place} rw,relatime shared:1 - {kind} source rw")
    mounts = tmp_path / "mounts"
    mounts.write_text("\n".join(lines))
    return disk_of(tmp_path / "share" / "intake" / "not yet there", mounts)


@pytest.mark.parametrize(
    "kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "fuse.rclone"]
)
def test_a_network_share_is_known_for_one(tmp_path: Path, kind: str) -> None:
    """No events come from there, and a database's locks do not hold there."""
    (tmp_path / "share").mkdir()

    assert disk(tmp_path, "/ ext4", f"{{here}}/share {kind}").is_share


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs"])
def test_a_disk_of_this_machine_is_none(tmp_path: Path, kind: str) -> None:
    """Events come, and locks hold."""
    assert disk(tmp_path, f"/ {kind}") == Disk(kind, is_share=False, mount="/")


def test_the_nearest_mount_counts(tmp_path: Path) -> None:
    """A local folder inside a share, and a share inside a local folder."""
    (tmp_path / "share" / "intake").mkdir(parents=True)
    found = disk(tmp_path, "/ nfs4", "{here}/share cifs", "{here}/share/intake ext4")

    assert (found.kind, found.is_share) == ("ext4", False)


def test_a_machine_that_runs_from_its_host_is_not_taken_for_a_share(
    tmp_path: Path,
) -> None:
    """Some sandboxes have all they have from there."""
    assert not disk(tmp_path, "/ 9p").is_share


def test_a_mount_with_a_space_in_its_name_is_found(tmp_path: Path) -> None:
    """The system writes the space as a number."""
    inside = tmp_path / "S drive" / "intake"
    inside.mkdir(parents=True)
    mounts = tmp_path / "mounts"
    spaced = f"{tmp_path}/S\\040drive"
    mounts.write_text(f"20 1 8:1 / {spaced} rw shared:1 - cifs //server/s rw\n")

    assert disk_of(inside, mounts).kind == "cifs"


def test_a_system_that_does_not_tell_is_taken_for_a_local_one(tmp_path: Path) -> None:
    """There the trial with a file decides."""
    assert disk_of(tmp_path, tmp_path / "none") == Disk("", is_share=False)
