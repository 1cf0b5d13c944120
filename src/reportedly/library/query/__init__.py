"""The query language: ``from:unnamed via:Dagbladet "return to Norway"`` read into a tree, and written back from one.

Text in, a tree out; it knows no database. ``docs/reference/query.md`` describes it to those who search.
"""

from __future__ import annotations

from reportedly.library.query.fields import FIELDS, About
from reportedly.library.query.parser import parse
from reportedly.library.query.writing import unparse

__all__ = ["FIELDS", "About", "parse", "unparse"]
