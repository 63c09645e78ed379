"""The chain that shows whether the history was altered.

Every event's hash covers the hash before it and everything the event says in public.
What is personal stands outside, in a payload; the event holds only a keyed commitment
to it. So a payload and its key can be erased, and the chain still verifies, while
nobody can guess the erased words from the commitment.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from toolkit.casebook.slips import canonical

FIRST = "0" * 64
"""What stands for the hash before the first event."""

_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Entry:
    """The public part of one event, exactly as the casebook keeps it.

    `at` is ISO 8601 in UTC; `facts` and `versions` are canonical JSON.
    """

    seq: int
    at: str
    case_ref: str | None
    arrival_id: str | None
    kind: str
    by: str
    facts: str
    versions: str
    commitment: str
    prev_hash: str

    def hash(self) -> str:
        """Return this event's link of the chain."""
        public = canonical(
            {
                "seq": self.seq,
                "at": self.at,
                "case_ref": self.case_ref,
                "arrival_id": self.arrival_id,
                "kind": self.kind,
                "by": self.by,
                "facts": self.facts,
                "versions": self.versions,
                "commitment": self.commitment,
            }
        )
        return hashlib.sha256((self.prev_hash + public).encode("ascii")).hexdigest()


def new_key() -> bytes:
    """Return a key for one payload; it is random, so it cannot be made again."""
    return secrets.token_bytes(_KEY_BYTES)


def commitment(key: bytes, body: str) -> str:
    """Return what the chain says of a payload without saying what is in it."""
    return hmac.new(key, body.encode("ascii"), hashlib.sha256).hexdigest()
