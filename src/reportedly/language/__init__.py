"""Text to sentences, tokens and names, with character offsets into the report."""

from reportedly.language.pipeline import MODEL, Passage, model_digest, parse
from reportedly.language.relative import RELATIVES, antecedent

__all__ = ["MODEL", "RELATIVES", "Passage", "antecedent", "model_digest", "parse"]
