"""Pages that are pictures: straightened, read by machine, every value in doubt."""

from __future__ import annotations
