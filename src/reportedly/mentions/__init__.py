"""Days, figures, people, places and sources: each room finds, normalises and compares its own kind."""
