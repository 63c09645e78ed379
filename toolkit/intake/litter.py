"""Names that computers leave beside people's files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import translate

_LEFT_BEHIND = (
    ".ds_store",
    "._*",  # macOS, beside every file on a share
    "thumbs.db",
    "desktop.ini",
    "@eadir",  # network disks
    "__macosx",  # what macOS packs beside the files of a zip
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


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    # One expression for all: a watcher asks it of ten thousand names at every look.
    return re.compile("|".join(translate(pattern) for pattern in patterns))


_LEFT_BEHIND_NAME = _any_of(_LEFT_BEHIND)
_LITTER_NAME = _any_of((*_LEFT_BEHIND, *_NOT_FOR_US))


def is_left_behind(name: str) -> bool:
    """Whether a computer left this there for itself: it may go with its folder."""
    return _LEFT_BEHIND_NAME.match(name.lower()) is not None


def is_litter(name: str) -> bool:
    """Whether this is nobody's paper: left behind, hidden, locked or unfinished."""
    return _LITTER_NAME.match(name.lower()) is not None
