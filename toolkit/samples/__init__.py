"""Sample papers of invented people, made from the form definitions.

A service's `demo.toml` says what arrives; the papers are the service's own blanks,
filled by question key, and letters typed as a school or a clinic would. Nothing of
what the toolkit should make of them is written down here.
"""

from __future__ import annotations

from toolkit.samples.making import lay_arrivals
from toolkit.samples.script import Demo, ScriptedDecision, demo_of

__all__ = ["Demo", "ScriptedDecision", "demo_of", "lay_arrivals"]
