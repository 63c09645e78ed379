"""Printed PDF pages: copies of our blanks, label and value pairs of any other form."""

from __future__ import annotations
