"""Where: names of places, and which place on earth each is."""

from __future__ import annotations

from reportedly.mentions.places.finding import find, same
from reportedly.mentions.places.gazetteer import MODEL, model_digest

__all__ = ["MODEL", "find", "model_digest", "same"]
