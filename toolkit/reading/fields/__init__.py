"""A PDF form's fields: what is stored in them, what they show, who signed."""

from __future__ import annotations
