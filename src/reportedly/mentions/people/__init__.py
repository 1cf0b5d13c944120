"""Who is named: people, organisations and outlets, drawn together under one name, with role and affiliation."""

from __future__ import annotations

from reportedly.mentions.people.finding import find, same

__all__ = ["find", "same"]
