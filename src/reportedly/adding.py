"""The composer of reading and keeping: sources in, a library out, which can be stopped and goes on where it was."""

from __future__ import annotations
