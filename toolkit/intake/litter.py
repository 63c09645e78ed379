"""Names that computers leave beside people's files."""

from __future__ import annotations

from fnmatch import fnmatchcase

_LEFT_BEHIND = (
    ".ds_store",
    "._*",  # macOS, beside every file on a share
    "thumbs.db",
    "desktop.ini",
    "@eadir",  # network disks
    "*:zone.identifier",  # Windows, beside every download
)
_NOT_FOR_US = (
    ".*",
    "~$*",  # Office, while a document is open
    "*.tmp",  # among them Word's ~WRL0001.tmp, a document being saved
    "*.part",
    "*.partial",
    "*.crdownload",
    "*.download",
)


def is_left_behind(name: str) -> bool:
    """Whether a computer left this there for itself: it may go with its folder."""
    return _is_like(name, _LEFT_BEHIND)


def is_litter(name: str) -> bool:
    """Whether this is nobody's paper: left behind, hidden, locked or unfinished."""
    return is_left_behind(name) or _is_like(name, _NOT_FOR_US)


def _is_like(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name.lower(), pattern) for pattern in patterns)
