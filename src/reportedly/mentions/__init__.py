"""Figures, days, places, people and organisations: each file finds, normalises and compares its own kind."""
