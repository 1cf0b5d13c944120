"""Rebuild the attribution model: who is said to have said what, on which words."""
