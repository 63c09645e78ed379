"""One file for each edition; its name begins with `r` and the edition's number."""

from __future__ import annotations
