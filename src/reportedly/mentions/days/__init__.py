"""When: time expressions, the days they can mean, and what that rests on."""

from __future__ import annotations

from reportedly.mentions.days.finding import find, same

__all__ = ["find", "same"]
