"""How many: numbers with their range, how exactly they are given, their unit and what they count."""

from __future__ import annotations

from reportedly.mentions.figures.finding import find, same

__all__ = ["find", "same"]
