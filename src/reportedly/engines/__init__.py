"""Reading many sources: in this process, or in several processes of this machine."""

from reportedly.engines.local import Outcome, read_all, reread_all

__all__ = ["Outcome", "read_all", "reread_all"]
