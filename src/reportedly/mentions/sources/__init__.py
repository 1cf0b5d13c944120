"""Whose word it is: the sources of attributions tied to who is named, and entities made for those who are not."""

from __future__ import annotations

from reportedly.mentions.sources.references import resolve
from reportedly.mentions.sources.speakers import tied

__all__ = ["resolve", "tied"]
