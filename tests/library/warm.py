"""What a process that adds needs, imported once for all that are started from it."""

from __future__ import annotations

import reportedly.adding
import reportedly.cli.add
import reportedly.library  # noqa: F401
from reportedly.reading import reader

reader()
