"""What is asked to be read, read one after the other behind the requests."""

from __future__ import annotations


class ReadingQueue:
    """Reads what waits in a library."""
