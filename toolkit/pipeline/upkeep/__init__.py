"""Whether the workspace is whole, its copies, and the machine it runs on."""

from __future__ import annotations
