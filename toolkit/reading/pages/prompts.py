"""The words that a program prints where nobody has answered yet."""

from __future__ import annotations

import re

# As Word and our own blanks have them, and as people write them who imitate these.
_PROMPT = re.compile(
    r"(?:please )?(?:click(?: or tap)?|tap|press|type|enter|write|insert|choose|select"
    r"|pick)"
    r"(?: (?:here|an?|one|your|the|to|or|item|date|text|enter|type|choose|option"
    r"|answer|value|name|number|from|list|below|in|this|box))*[ .…:]*",
    re.IGNORECASE,
)
_BRACKETS = "[]<>(){}"


def is_prompt(text: str) -> bool:
    """Whether a text is no answer but asks for one, as `Click to enter a date` does."""
    plain = " ".join(text.strip().strip(_BRACKETS).split())
    return " " in plain and bool(_PROMPT.fullmatch(plain))
