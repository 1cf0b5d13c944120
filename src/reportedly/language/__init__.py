"""Text to sentences, tokens and names, with character offsets into the report."""

from reportedly.language.pipeline import MODEL, Passage, model_digest, parse

__all__ = ["MODEL", "Passage", "model_digest", "parse"]
