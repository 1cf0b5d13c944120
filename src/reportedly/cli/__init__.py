"""The command line: one file a verb; each parses its words, calls one function and prints."""

from reportedly.cli.app import main

__all__ = ["main"]
