"""Which of the persons and organisations that reports name are one across reports: pure rules, and blocking keys."""

from reportedly.library.matching.described import Described
from reportedly.library.matching.folding import folded
from reportedly.library.matching.rules import keys, likeness, same

__all__ = ["Described", "folded", "keys", "likeness", "same"]
