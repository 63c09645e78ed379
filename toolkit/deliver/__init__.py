"""Laying documents in the outbox, setting papers aside, drafting mail."""

from __future__ import annotations

from toolkit.deliver.aside import move_aside, set_aside
from toolkit.deliver.laying import lay_down
from toolkit.deliver.mail import Mail, draft_mail

__all__ = [
    "Mail",
    "draft_mail",
    "lay_down",
    "move_aside",
    "set_aside",
]
